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
from typing import Any

from casefile.errors import CannotVerify
from casefile.redaction.leak_search import Search

_OTHERS = ("cp949", "gb18030", "big5", "cp1251", "cp1256", "latin-1")
# A cell longer than this is read all the same; the limit of the csv module is not a privacy rule.
csv.field_size_limit(1 << 30)


def decoded(search: Search, data: bytes, name: str) -> list[str]:
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
        return [text]
    if search.ours:
        raise CannotVerify("The file is not readable as UTF-8 text.")
    wide = [encoding for encoding in ("utf-16-le", "utf-16-be") if data.count(0) > len(data) // 8]
    texts = []
    for encoding in [*wide, *(() if wide else _OTHERS)]:
        try:
            texts.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    texts = [one for one in texts if sum(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in one) * 50 <= len(one)]
    if not texts:
        raise CannotVerify("The file is of no kind that can be read back.",
                           advice="Convert it to PDF, DOCX, ODT, text or an image, and check that.")
    return texts


def search_text(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """Plain text: lines in place, the whole for what runs across them."""
    for text in decoded(search, data, name):
        search.pieces([(f"line {number}", line) for number, line in enumerate(text.splitlines(), 1)], "\n", "text")
        if "<" in text:
            search.text("text without tags", html.unescape(re.sub(r"<[^<>]*>", "", text)))
        search.values("text", text)
        search.complete(letters, [("text", text)])


def search_csv(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """A table: every cell, its row with and without blanks, its column."""
    for text in decoded(search, data, name):
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
    text = decoded(search, data, name)[0]
    try:
        document = json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str)
        leaves = list(_leaves(document, ""))
    except (ValueError, RecursionError) as error:
        if search.ours:
            raise CannotVerify("The file is not readable as JSON.") from error
        search_text(search, data, name, letters)
        return
    values = [(where, value) for where, value in leaves if not where.endswith(" (key)")]
    search.pieces(leaves, "\n", "neighbouring values")
    search.pieces(values, "\n", "neighbouring values")
    words = [(where, value) for where, value in values if any(letter.isalpha() for letter in value)]
    if len(words) < len(values):
        search.pieces(words, "\n", "values with letters")
    search.text("text", text)
    search.values("values", "\n".join(value for _where, value in leaves))
    search.complete(letters, [("JSON", "\n".join(value for _where, value in values))])


class _Pairs(list[tuple[str, Any]]):
    """An object with all its pairs, a repeated key included."""


def _leaves(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every key and value as text.  The place tells positions, not keys: a key may be a name."""
    if isinstance(value, _Pairs):
        for number, (key, one) in enumerate(value):
            yield f"{where}/{number} (key)", key
            yield from _leaves(one, f"{where}/{number}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{where}/{number}")
    elif value is not None:
        yield where or "/", str(value)
