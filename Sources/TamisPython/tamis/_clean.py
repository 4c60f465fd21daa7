# SPDX-License-Identifier: Apache-2.0
"""Cleaning pages."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Union

import pyarrow as pa
import pyarrow.compute as pc

from . import _columns
from ._columns import Texts
from ._library import Object, Output, Pages, TamisError, bits, reasons

Favour = Literal["precision", "balanced", "recall"]
TextFormat = Literal["plain", "markdown"]
Kind = Literal["auto", "html", "text"]
Page = Union[str, bytes]

#: What a page may state about itself.
FIELDS = ("title", "author", "date", "language", "canonical", "description")

_FAVOURS = ("precision", "balanced", "recall")
_FORMATS = ("plain", "markdown")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[a-zA-Z!?]")

#: The type of the drops of a page.
DROPS = pa.large_list(
    pa.struct([
        ("start", pa.int64()), ("end", pa.int64()), ("reason", pa.string()),
        ("repeats_start", pa.int64()), ("repeats_end", pa.int64()), ("detail", pa.large_string()),
        ("confidence", pa.float64()), ("text", pa.large_string()),
    ])
)  # fmt: skip


@dataclass(frozen=True)
class Drop:
    """A stretch of a page's visible text that was taken out.

    Attributes:
        start: Its first byte in the visible text in UTF-8.
        end: The byte after its last.
        text: What was taken out.
        reason: Why, as the command's evidence calls it.
        detail: The evidence in words.
        confidence: How sure the rule is, from 0 to 1.
        repeats: The bytes of the copy that is kept; None where the reason is no repeat.
    """

    start: int
    end: int
    text: str
    reason: str
    detail: str
    confidence: float
    repeats: tuple[int, int] | None = None


@dataclass(frozen=True)
class Cleaned:
    """A page without its chrome and repeats.

    Attributes:
        text: What is left.
        drops: What was taken out, in order.
        fields: What the page states about itself: title, author, date, language, canonical,
            description.
    """

    text: str
    drops: list[Drop] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def is_html(page: Page) -> bool:
    """Whether a page begins with markup."""
    head = page[:4096]
    found = _MARKUP.match(head.encode("utf-8", "replace") if isinstance(head, str) else head)
    return found is not None


class Cleaner:
    """Cleans pages by what it knows of their hosts.

    Lines that return on a host's pages go as chrome. What is known of hosts comes from models of
    earlier runs, and from pages that are counted before they are cleaned:

        cleaner = tamis.Cleaner()
        cleaner.count(html=pages, url=urls)
        cleaner.learn()
        table = cleaner.clean_pages(html=pages, url=urls)

    gives what ``tamis clean`` gives for these pages. Captures of one address and near copies of a
    page count once. Counting holds eight bytes for each line and token of each page.
    """

    def __init__(
        self, models: Iterable[bytes] = (), *, favour: Favour = "balanced",
        text_format: TextFormat = "plain",
    ) -> None:  # fmt: skip
        """Make a cleaner.

        Args:
            models: The bytes of chrome models, as ``model`` or ``tamis clean --chrome-model`` made
                them.
            favour: Which mistake to avoid rather: ``precision`` keeps less, ``recall`` more.
            text_format: ``plain``, or ``markdown``.

        Raises:
            TamisError: A model is none, or a parameter is not in its range.
        """
        for value, known in ((favour, _FAVOURS), (text_format, _FORMATS)):
            if value not in known:
                raise TamisError(f"{value!r} is none of {', '.join(known)}.")
        self._cleaner = Object("cleaner", _FAVOURS.index(favour), _FORMATS.index(text_format))
        for model in models:
            self._cleaner.call("add_model", model, len(model))
        self._rows = 0

    def count(
        self, *, text: Texts = None, html: Texts = None, url: Texts = None, host: Texts = None,
        group: Texts = None,
    ) -> None:  # fmt: skip
        """Note the lines of pages, which belong to the host of their address or to that named.

        Raises:
            TamisError: A row cannot be taken; it names the row among all that were counted.
        """
        for pages, rows, _ in _batches(text=text, html=html, url=url, host=host, group=group):
            self._cleaner.call("count", ctypes.byref(pages), first_row=self._rows)
            self._rows += rows

    def learn(self) -> None:
        """End the counting; pages are judged by this from now on."""
        self._cleaner.call("learn")

    def model(self) -> bytes:
        """Return what was learned of hosts, as the bytes of a chrome model's file."""
        output = Output()
        self._cleaner.call("model", output.place)
        return output.buffer(0).to_pybytes()

    def clean_pages(
        self, *, text: Texts = None, html: Texts = None, url: Texts = None, host: Texts = None,
        group: Texts = None, title: Texts = None,
    ) -> pa.Table:  # fmt: skip
        """Clean pages.

        Of a page with ``html`` in which something is visible, that counts, and else its ``text``.
        Lines that say the same as ``title`` stay.

        Returns:
            A row a page: ``text``, null where there was none; ``drops``, a list of what was taken
            out; and what the page states: ``title``, ``author``, ``date``, ``language``,
            ``canonical``, ``description``.

        Raises:
            TamisError: A row cannot be taken; it names the row.
        """
        parts, first = [], 0
        columns = {"text": text, "html": html, "url": url, "host": host, "group": group}
        for pages, rows, _ in _batches(**columns, title=title):
            output = Output()
            self._cleaner.call("clean", ctypes.byref(pages), output.place, first_row=first)
            parts.append(_table(output, rows))
            first += rows
        return pa.concat_tables(parts) if parts else _EMPTY

    def clean(
        self, page: Page, *, url: str | None = None, host: str | None = None,
        title: str | None = None, kind: Kind = "auto",
    ) -> Cleaned:  # fmt: skip
        """Clean one page by what is known of its host; arguments as of :func:`clean`."""
        if not isinstance(page, (str, bytes)):
            raise TypeError(f"A page is a str or bytes, and not {type(page).__name__}.")
        if kind not in ("auto", "html", "text"):
            raise TamisError(f"A page is html or text, and not {kind!r}.")
        field = "html" if kind == "html" or (kind == "auto" and is_html(page)) else "text"
        given = {"url": url, "host": host, "title": title}
        columns = {name: [value] for name, value in given.items() if value is not None}
        return cleaned(self.clean_pages(**{field: [page]}, **columns), 0)


def _batches(**columns: Texts) -> Iterable[tuple[Pages, int, list[pa.Array]]]:
    if columns.get("text") is None and columns.get("html") is None:
        raise TamisError("Pages have html or text; neither was given.")
    present = [
        None if values is None else _columns.chunks(values, name)
        for name, values in columns.items()
    ]
    for arrays in _columns.aligned(present):
        pages = Pages()
        for name, array in zip(columns, arrays):
            if array is not None:
                setattr(pages, name, ctypes.pointer(_columns.strings(array)))
        # The arrays live as long as whoever goes through the batches works on one.
        yield pages, len(next(array for array in arrays if array is not None)), arrays


def _table(output: Output, rows: int) -> pa.Table:
    numbers = pa.int64()
    reason = pa.DictionaryArray.from_arrays(
        output.numbers(8, pa.uint8()).cast(pa.int8()), pa.array(reasons)
    ).dictionary_decode()
    starts, ends = (
        pc.if_else(pc.less(column, 0), None, column)
        for column in (output.numbers(6, numbers), output.numbers(7, numbers))
    )
    drops = pa.StructArray.from_arrays(
        [
            output.numbers(4, numbers), output.numbers(5, numbers), reason, starts, ends,
            output.texts(10), output.numbers(9, pa.float64()), output.texts(12),
        ],
        fields=list(DROPS.value_type),
    )  # fmt: skip
    table = {
        "text": output.texts(0, bits(output.buffer(2), rows)),
        "drops": pa.LargeListArray.from_arrays(output.numbers(3, numbers), drops),
    }
    flags = output.numbers(26, pa.uint8())
    for place, name in enumerate(FIELDS):
        stated = flags.take(pa.array(range(place, len(flags), len(FIELDS)), numbers))
        validity = stated.cast(pa.bool_()).buffers()[1]
        table[name] = output.texts(14 + 2 * place, validity)
    return pa.table(table)


_EMPTY = pa.table({
    "text": pa.array([], pa.large_string()), "drops": pa.array([], DROPS),
    **{name: pa.array([], pa.large_string()) for name in FIELDS},
})  # fmt: skip


def cleaned(table: pa.Table, row: int) -> Cleaned:
    """Return a row of what ``Cleaner.clean_pages`` has made as an object."""
    record = table.slice(row, 1).to_pylist()[0]
    drops = []
    for drop in record["drops"]:
        start, end = drop.pop("repeats_start"), drop.pop("repeats_end")
        drops.append(Drop(**drop, repeats=None if start is None else (start, end)))
    fields = {name: record[name] for name in FIELDS if record[name] is not None}
    return Cleaned(text=record["text"] or "", drops=drops, fields=fields)


def clean(
    page: Page, *, url: str | None = None, title: str | None = None, kind: Kind = "auto",
    favour: Favour = "balanced", text_format: TextFormat = "plain",
) -> Cleaned:  # fmt: skip
    """Take chrome and repeats out of one page, without knowing others of its host.

    Args:
        page: HTML or text; bytes are UTF-8.
        url: Its address, which tells what kind of page it is, and completes what it links to.
        title: Its title; a line that says the same stays. HTML has its own.
        kind: ``html`` or ``text``; ``auto`` looks whether it begins with markup.
        favour: Which mistake to avoid rather: ``precision`` keeps less, ``recall`` more.
        text_format: ``plain``, or ``markdown``.
    """
    return Cleaner(favour=favour, text_format=text_format).clean(
        page, url=url, title=title, kind=kind
    )
