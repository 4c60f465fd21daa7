# SPDX-License-Identifier: Apache-2.0
"""What Python calls a batch of texts, as the library takes it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from ._library import Lists, Strings, TamisError, address

#: What can be given where texts are asked for.
Texts = Any

_TEXT_TYPES = (pa.string(), pa.large_string(), pa.binary(), pa.large_binary())


def is_table(data: Any) -> bool:
    """Whether data has columns: of Arrow, pandas or polars."""
    return isinstance(data, (pa.Table, pa.RecordBatch)) or hasattr(data, "columns")


def column(data: Any, name: str) -> Any:
    """Return a column of a table of Arrow, pandas or polars."""
    names = data.schema.names if isinstance(data, (pa.Table, pa.RecordBatch)) else data.columns
    if name not in list(names):
        raise TamisError(f"There is no column {name!r}; there are {', '.join(map(str, names))}.")
    return data.column(name) if isinstance(data, (pa.Table, pa.RecordBatch)) else data[name]


def chunks(texts: Texts, what: str = "text") -> list[pa.Array]:
    """Return texts as arrays of Arrow, none larger than a call takes."""
    if isinstance(texts, (str, bytes)):
        raise TypeError(f"A sequence of {what}s is wanted, and not a single one.")
    if hasattr(texts, "to_arrow"):  # polars
        texts = texts.to_arrow()
    elif hasattr(texts, "to_numpy") and not isinstance(texts, (pa.Array, pa.ChunkedArray)):
        texts = [None if text != text else text for text in texts.tolist()]  # pandas
    if isinstance(texts, pa.ChunkedArray):
        return [_plain(chunk, what) for chunk in texts.chunks or [pa.array([], texts.type)]]
    if isinstance(texts, pa.Array):
        return [_plain(texts, what)]
    return [_from_python(texts, what)]


def _plain(array: pa.Array, what: str) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if array.type in _TEXT_TYPES:
        return array
    if pa.types.is_null(array.type):
        return array.cast(pa.large_string())
    views = {str(pa.string()) + "_view": pa.large_string(), "binary_view": pa.large_binary()}
    if str(array.type) in views:
        return array.cast(views[str(array.type)])
    raise TypeError(f"The {what}s are of the type {array.type}, and not text.")


def _from_python(texts: Iterable[Any], what: str) -> pa.Array:
    rows = list(texts)
    is_binary = any(isinstance(text, (bytes, bytearray, memoryview)) for text in rows)
    encoded: list[bytes | str | None] = rows
    for row, text in enumerate(rows):
        if text is not None and not isinstance(text, (str, bytes, bytearray, memoryview)):
            raise TamisError(f"The {what} is of the type {type(text).__name__}, and not text.", row)
    try:
        if is_binary:
            encoded = [text.encode() if isinstance(text, str) else text for text in rows]
        return pa.array(encoded, pa.large_binary() if is_binary else pa.large_string())
    except UnicodeEncodeError as error:
        for row, text in enumerate(rows):
            if isinstance(text, str) and any("\ud800" <= sign <= "\udfff" for sign in text):
                raise TamisError(
                    f"The {what} has half of a surrogate pair, which is no character.", row
                ) from error
        raise


def names(ids: Texts, what: str = "id") -> list[pa.Array]:
    """Return ids as texts; numbers are written out."""
    if hasattr(ids, "to_arrow"):
        ids = ids.to_arrow()
    if isinstance(ids, (pa.Array, pa.ChunkedArray)) and pa.types.is_integer(ids.type):
        ids = ids.cast(pa.large_string())
    elif not isinstance(ids, (pa.Array, pa.ChunkedArray)):
        listed = ids.tolist() if hasattr(ids, "tolist") else list(ids)
        ids = [str(one) if isinstance(one, int) else one for one in listed]
    return chunks(ids, what)


def strings(array: pa.Array) -> Strings:
    """Describe an array for the library; it must live as long as the description."""
    validity, offsets, data = array.buffers()
    wide = array.type in (pa.large_string(), pa.large_binary())
    return Strings(
        data=address(data), data_size=0 if data is None else data.size,
        offsets=address(offsets), offset_bits=64 if wide else 32, reserved=0,
        validity=address(validity), first=array.offset, count=len(array),
    )  # fmt: skip


def reference(array: pa.Array | None) -> Any:
    """Describe an array for a call; NULL for none."""
    return None if array is None else ctypes.byref(strings(array))


def lists(array: pa.Array) -> Lists:
    """Describe lists of 64-bit numbers; the array must live as long as the description."""
    values = array.values
    numbers = address(values.buffers()[1])
    return Lists(
        values=None if numbers is None else numbers + 8 * values.offset,
        value_count=0 if numbers is None else len(values),
        offsets=address(array.buffers()[1]) + 8 * array.offset if len(array) else None,
        count=len(array),
    )  # fmt: skip


def aligned(columns: Sequence[list[pa.Array] | None]) -> Iterator[list[pa.Array | None]]:
    """Go through columns in batches that have the same rows."""
    present = [pa.chunked_array(column) for column in columns if column is not None]
    counts = {len(column) for column in present}
    if len(counts) > 1:
        raise TamisError(f"The columns have different numbers of rows: {sorted(counts)}.")
    table = pa.table(dict(zip(map(str, range(len(present))), present)))
    for batch in table.to_batches():
        arrays = iter(batch.columns)
        yield [None if column is None else next(arrays) for column in columns]
