# SPDX-License-Identifier: GPL-3.0-or-later
"""Leak check of plain text, CSV and JSON.

The text is searched as it stands and as its own format reads it: cells apart and joined with their
neighbours, escapes taken off.  Bytes that are no text are refused, not guessed at.
"""

from __future__ import annotations

import codecs
import csv
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casefile.errors import CannotVerify
from casefile.redaction.leak_encodings import OLDER, meant, switched
from casefile.redaction.leak_search import Search

_KEY = " (key)"
# Between documents in a row stand line ends, commas (seldom) or the sign of RFC 7464.
_BLANK = " \t\r\n,\x1e\ufeff"

# A cell longer than this is read all the same; the limit of the csv module is not a privacy rule.
csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a file's bytes; `meant` is False for one that nobody can have meant, though bytes allow it."""

    text: str
    meant: bool = True


def decoded(search: Search, data: bytes, name: str) -> list[Reading]:
    """The text of some bytes; several readings where the encoding is in doubt.

    Raises CannotVerify for bytes that are no text, and for our own files unless they are UTF-8.
    """
    marks = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
             (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    mark = next((encoding for bom, encoding in marks if data.startswith(bom)), "")
    try:
        text = data.decode(mark or "utf-8")
    except UnicodeDecodeError:
        text = ""
    if (text or not data) and "\x00" not in text:
        return [Reading(text), *(() if search.ours else map(Reading, switched(data)))]
    if search.ours:
        raise CannotVerify("The file is not readable as UTF-8 text.")
    wide = [encoding for encoding in ("utf-16-le", "utf-16-be") if data.count(0) > len(data) // 8]
    likely = () if wide else meant(data)
    readings = []
    for encoding in [*wide, *(() if wide else OLDER)]:
        try:
            readings.append(Reading(data.decode(encoding), not likely or encoding in likely))
        except UnicodeDecodeError:
            continue
    readings = [one for one in readings if _is_writing(one.text)]
    if not readings:
        raise CannotVerify("The file is of no kind that can be read back.",
                           advice="Convert it to PDF, DOCX, ODT, text or an image, and check that.")
    return sorted(readings, key=lambda one: not one.meant)


def _is_writing(text: str) -> bool:
    return sum(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text) * 50 <= len(text)


def search_text(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """Plain text: lines in place, the whole for what runs across them."""
    for reading in decoded(search, data, name):
        text = reading.text
        if not reading.meant:
            search.misread("text in another encoding", text, len(data))
            continue
        if documents := _documents(text):
            _json(search, documents)
        search.pieces([(f"line {number}", line) for number, line in enumerate(text.splitlines(), 1)], "\n", "text")
        if "<" in text:
            search.text("text without tags", html.unescape(re.sub(r"<[^<>]*>", "", text)))
        search.values("text", text)
        search.complete(letters, [("text", text)])


def search_csv(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """A table: every cell, its row with and without blanks, its column."""
    for reading in decoded(search, data, name):
        text = reading.text
        if not reading.meant:
            search.misread("table in another encoding", text, len(data))
            continue
        rows = list(_rows(text, name))
        cells = [(f"row {number}, column {column}", cell) for number, row in enumerate(rows, 1)
                 for column, cell in enumerate(row, 1) if cell]
        search.pieces(cells, "\n", "neighbouring cells")
        for joiner in (" ", ""):
            search.pieces([(f"row {number}, cells joined", joiner.join(row)) for number, row in enumerate(rows, 1)],
                          "\n", "rows")
        named = [[cell for cell in row if any(letter.isalpha() for letter in cell) and not (len(cell) == 1 and cell.isascii())]
                 for row in rows]
        if named != rows:
            search.pieces([(f"row {number}, cells with letters", " ".join(row)) for number, row in enumerate(named, 1)],
                          "\n", "rows, cells with letters")
        width = max(map(len, rows), default=0)
        columns = [[row[index] for row in rows if index < len(row)] for index in range(width)]
        search.pieces([(f"column {number}", "\n".join(column)) for number, column in enumerate(columns, 1)],
                      "\n\n", "columns")
        search.values("table", "\n".join(cell for _where, cell in cells))
        search.complete(letters, [("table", "\n".join(cell for _where, cell in cells))])
        search.text("text", text)


def _rows(text: str, name: str) -> Iterator[list[str]]:
    head = text[:8192]
    delimiter = max(",;\t|", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise CannotVerify("The file is not readable as a table.") from error


def search_json(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """A JSON document: every key, string and number with its escapes taken off."""
    text = decoded(search, data, name)[0].text
    documents = _documents(text)
    if not documents or (search.ours and len(documents) > 1):
        if search.ours:
            raise CannotVerify("The file is not readable as JSON.")
        search_text(search, data, name, letters)
        return
    values = _json(search, documents)
    search.text("text", text)
    search.values("values", "\n".join(value for _where, value in values))
    search.complete(letters, [("JSON", "\n".join(value for where, value in values if not where.endswith(_KEY)))])


def _documents(text: str) -> list[Any]:
    """The documents of a JSON file, one or (as logs are written) one after the other; none where it is not JSON."""
    text = text.strip(_BLANK)
    reader = json.JSONDecoder(object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str)
    found: list[Any] = []
    place = 0
    try:
        while text[place:place + 1] and text[place] in "{[\"":
            document, place = reader.raw_decode(text, place)
            found.append(document)
            while text[place:place + 1] and text[place] in _BLANK:
                place += 1
    except (ValueError, RecursionError):
        return []
    return found if place == len(text) else []


def _json(search: Search, documents: list[Any]) -> list[tuple[str, str]]:
    """All passes over JSON documents; their leaves."""
    leaves = list(_leaves(documents[0] if len(documents) == 1 else documents, ""))
    values = [(where, value) for where, value in leaves if not where.endswith(_KEY)]
    search.pieces(leaves, "\n", "neighbouring values")
    search.pieces(values, "\n", "neighbouring values")
    words = [(where, value) for where, value in values if any(letter.isalpha() for letter in value)]
    if len(words) < len(values):
        search.pieces(words, "\n", "values with letters")
        search.pieces(list(_across(words)), "\n", "words of equal place")
    search.pieces(list(_across(values)), "\n", "values of equal place")
    return leaves


def _across(values: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Values that stand at the same place of neighbouring lists or objects, joined: `first[2]` with `last[2]`."""
    rows: dict[tuple[str, str], list[str]] = {}
    for where, value in values:
        path, _slash, place = where.rpartition("/")
        above, _slash, _list = path.rpartition("/")
        if path:
            rows.setdefault((above, place), []).append(value)
    for (above, place), row in rows.items():
        if len(row) > 1:
            yield f"{above}/*/{place}", " ".join(row)


class _Pairs(list[tuple[str, Any]]):
    """An object with all its pairs, a repeated key included."""


def _leaves(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every key and value as text.  The place tells positions, not keys: a key may be a name."""
    if isinstance(value, _Pairs):
        for number, (key, one) in enumerate(value):
            yield f"{where}/{number}{_KEY}", key
            yield from _leaves(one, f"{where}/{number}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{where}/{number}")
    elif value is not None:
        yield where or "/", str(value)
