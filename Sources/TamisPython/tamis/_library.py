# SPDX-License-Identifier: Apache-2.0
"""The C interface of the Swift library, as tamis.h declares it."""

from __future__ import annotations

import ctypes
import sys
from ctypes import POINTER, c_char, c_double, c_int32, c_int64, c_void_p
from pathlib import Path
from typing import Any

import pyarrow as pa

_INTERFACE = 1


class TamisError(ValueError):
    """Something that cannot be taken; ``row`` is the row that it is about, counted from 0."""

    def __init__(self, message: str, row: int | None = None) -> None:
        """Make an error about a row of the input, or about none."""
        super().__init__(message if row is None else f"Row {row}: {message}")
        self.message = message
        self.row = row

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross processes, as Spark's workers make it do."""
        return type(self), (self.message, self.row)


class ErrorStruct(ctypes.Structure):
    """What a call says of its failure."""

    _fields_ = [
        ("code", c_int32), ("reserved", c_int32), ("row", c_int64), ("message", c_char * 512),
    ]  # fmt: skip


class Strings(ctypes.Structure):
    """A batch of texts."""

    _fields_ = [
        ("data", c_void_p), ("data_size", c_int64), ("offsets", c_void_p),
        ("offset_bits", c_int32), ("reserved", c_int32), ("validity", c_void_p),
        ("first", c_int64), ("count", c_int64),
    ]  # fmt: skip


class Lists(ctypes.Structure):
    """A batch of lists of 64-bit numbers."""

    _fields_ = [
        ("values", c_void_p), ("value_count", c_int64), ("offsets", c_void_p), ("count", c_int64),
    ]  # fmt: skip


class Options(ctypes.Structure):
    """What counts as a duplicate."""

    _fields_ = [
        ("threshold", c_double), ("recall", c_double), ("ngram", c_int32),
        ("components", c_int32), ("bucket_limit", c_int64),
    ]  # fmt: skip


class Plan(ctypes.Structure):
    """What follows from the options."""

    _fields_ = [
        ("bands", c_int32), ("rows", c_int32), ("longest_short", c_int32),
        ("longest_prefix", c_int32), ("recall", c_double),
    ]  # fmt: skip


class Pages(ctypes.Structure):
    """A batch of pages."""

    _fields_ = [
        (name, POINTER(Strings)) for name in ("text", "html", "url", "host", "group", "title")
    ]


_P = c_void_p
_FUNCTIONS: dict[str, list[Any]] = {
    "make_plan": [_P, _P],
    "hash_texts": [_P, _P],
    "sketch_texts": [_P, c_int32, c_int32, _P],
    "shingle_texts": [_P, c_int32, c_int32, _P],
    "count_shingles": [_P, _P, _P],
    "make_keys": [_P, _P, _P, _P],
    "join_new": [_P, _P],
    "join_append": [_P, _P, _P, _P, c_int64, _P],
    "join_finish": [_P, _P],
    "centres_new": [_P, _P],
    "centres_append": [_P, _P, _P, _P, _P],
    "compare": [_P, _P, _P, _P, c_int64, _P, _P],
    "reach_threshold": [_P, _P, _P, c_int64, _P],
    "cluster_pairs": [_P, _P, _P, c_int64, _P],
    "search_new": [_P, _P],
    "search_append": [_P, _P, _P, _P],
    "search_run": [_P, _P],
    "cleaner_new": [c_int32, c_int32, _P],
    "cleaner_add_model": [_P, _P, c_int64],
    "cleaner_count": [_P, _P],
    "cleaner_learn": [_P],
    "cleaner_set_hosts": [_P, _P, _P, _P, _P, _P],
    "cleaner_model": [_P, _P],
    "cleaner_clean": [_P, _P, _P],
    "sight_lines": [_P, _P],
}


def _load() -> ctypes.CDLL:
    name = "libtamis.dylib" if sys.platform == "darwin" else "libtamis.so"
    path = Path(__file__).with_name(name)
    if not path.exists():
        raise ImportError(
            f"The library {path} is missing: install tamis as a wheel "
            "(pip wheel Sources/TamisPython in a checkout makes one)."
        )
    library = ctypes.CDLL(str(path))
    library.tamis_interface.restype = c_int32
    found = library.tamis_interface()
    if found != _INTERFACE:
        raise ImportError(f"{path} has interface {found}, and {_INTERFACE} is expected.")
    for function, arguments in _FUNCTIONS.items():
        entry = getattr(library, f"tamis_{function}")
        entry.argtypes = [*arguments, POINTER(ErrorStruct)]
        entry.restype = c_int32
    for function in ("output", "join", "centres", "search", "cleaner"):
        getattr(library, f"tamis_{function}_free").argtypes = [_P]
        getattr(library, f"tamis_{function}_free").restype = None
    library.tamis_output_column.argtypes = [_P, c_int32, POINTER(c_int64)]
    library.tamis_output_column.restype = c_void_p
    library.tamis_reason.argtypes = [c_int32]
    for function in ("version", "kernel", "reason"):
        getattr(library, f"tamis_{function}").restype = ctypes.c_char_p
    return library


_library = _load()

version: str = _library.tamis_version().decode()


def kernel() -> str:
    """Return the name of the instruction set that runs."""
    return _library.tamis_kernel().decode()


def _reasons() -> list[str]:
    names = []
    while (name := _library.tamis_reason(len(names))) is not None:
        names.append(name.decode())
    return names


reasons: list[str] = _reasons()


def call(function: str, *arguments: Any, first_row: int = 0) -> None:
    """Call a function of the interface; ``first_row`` is the number of the batch's first row."""
    error = ErrorStruct()
    status = getattr(_library, f"tamis_{function}")(*arguments, ctypes.byref(error))
    if status != 0:
        message = error.message.decode("utf-8", "replace")
        raise TamisError(message, first_row + error.row if error.row >= 0 else None)


class Object:
    """An object of the library, freed with the last reference to it."""

    def __init__(self, kind: str, *arguments: Any) -> None:
        """Make an object of a kind: join, centres, search or cleaner."""
        self.kind = kind
        self.handle = c_void_p()
        call(f"{kind}_new", *arguments, ctypes.byref(self.handle))

    def call(self, function: str, *arguments: Any, first_row: int = 0) -> None:
        """Call a function of the object."""
        call(f"{self.kind}_{function}", self.handle, *arguments, first_row=first_row)

    def __del__(self) -> None:
        """Free the object."""
        if getattr(self, "handle", None):
            getattr(_library, f"tamis_{self.kind}_free")(self.handle)


class Output:
    """Columns that a call has made; buffers of them keep them alive."""

    def __init__(self) -> None:
        """Make room for the columns of one call."""
        self.handle = c_void_p()

    @property
    def place(self) -> Any:
        """Where the call puts its columns."""
        return ctypes.byref(self.handle)

    def buffer(self, column: int) -> pa.Buffer:
        """Return a column as it is, without a copy."""
        size = c_int64()
        start = _library.tamis_output_column(self.handle, column, ctypes.byref(size))
        return pa.foreign_buffer(start, size.value, self)

    def numbers(self, column: int, kind: pa.DataType) -> pa.Array:
        """Return a column of numbers."""
        buffer = self.buffer(column)
        return pa.Array.from_buffers(kind, buffer.size * 8 // kind.bit_width, [None, buffer])

    def texts(self, column: int, validity: pa.Buffer | None = None) -> pa.Array:
        """Return two columns, bytes and starts, as texts."""
        starts = self.buffer(column + 1)
        buffers = [validity, starts, self.buffer(column)]
        return pa.Array.from_buffers(pa.large_string(), starts.size // 8 - 1, buffers)

    def lists(self, values: int, starts: int) -> pa.Array:
        """Return two columns, numbers and starts, as lists."""
        offsets = self.numbers(starts, pa.int64())
        return pa.LargeListArray.from_arrays(offsets, self.numbers(values, pa.uint64()))

    def __del__(self) -> None:
        """Free the columns."""
        if getattr(self, "handle", None):
            _library.tamis_output_free(self.handle)


def address(buffer: pa.Buffer | None) -> int | None:
    """Where a buffer begins; None for one that is not there or has nothing in it."""
    return None if buffer is None or buffer.size == 0 else buffer.address


def room(count: int, kind: Any) -> pa.Buffer:
    """Make room for numbers that a call fills."""
    return pa.allocate_buffer(max(1, count) * ctypes.sizeof(kind))


def bits(flags: pa.Buffer, count: int) -> pa.Buffer:
    """Turn a byte a row into a bit a row."""
    array = pa.Array.from_buffers(pa.uint8(), count, [None, flags])
    return array.cast(pa.bool_()).buffers()[1]
