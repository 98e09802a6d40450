# SPDX-License-Identifier: GPL-3.0-or-later
"""Leak check of a PDF: two text readers (three where a font has no table), every object and stream, fonts, completeness.

No reader wrote the file.  A PDF that opens only with a password, is broken or without any readable letter
is never called clean.  One that anybody can open, and that is locked against change, is unlocked and searched.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import struct

import pikepdf
import pypdf
import pypdfium2

from casefile.errors import CannotVerify
from casefile.redaction.leak_pdf_glyphs import mapped, shown
from casefile.redaction.leak_pdf_objects import Inside, look_inside, loose_strings, unlocked, without
from casefile.redaction.leak_search import Search
from casefile.redaction.second_fold import stream as fold

# What the readers grumble about could quote the file; it stays inside.
for _reader_name in ("pypdf", "pikepdf"):
    logging.getLogger(_reader_name).setLevel(logging.CRITICAL)
# What a stranger's objects of the wrong kind, number or order come out as.
_ODD = (RuntimeError, UserWarning, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, struct.error)
# A font with more characters than this was embedded whole and says nothing about the text.
_WHOLE_FONT = 600


def search_pdf(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """All passes over one PDF.  Raises CannotVerify for what cannot be opened or read."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=not search.ours) as pdf:
            if pdf.is_encrypted:
                if search.ours:
                    raise CannotVerify("The file is locked with a password or rights.")
                data = unlocked(pdf, data)
            inside = look_inside(pdf, data)
            glyphs = shown(pdf, strange=not search.ours)
    except pikepdf.PasswordError as error:
        raise CannotVerify("The file opens only with a password.",
                           advice="Save a copy without a password, and check that.") from error
    except (pikepdf.PdfError, *_ODD) as error:
        raise CannotVerify("The file is not readable as a PDF.") from error
    search.raw("file", without(data, inside.packed))
    readings = [("pdfium", _by_pdfium(data, name)), ("its glyphs", glyphs.pages)]
    if glyphs.bare != glyphs.pages:
        readings.append(("its glyphs alone", glyphs.bare))
    if not search.ours and glyphs.untold:
        readings.append(("pypdf", _by_pypdf(data, name)))  # which knows the old fonts that have no table
    for reader, pages in readings:
        pieces = [(f"page {number}", text) for number, text in enumerate(pages, 1)]
        same = pages is not readings[0][1] and fold("".join(pages)) == fold("".join(readings[0][1]))
        # Where both read the same letters in the same order, the disguises have been looked under once.
        search.pieces(pieces, "\n", f"pages as {reader} reads them", raw=same)
        search.pieces([(where, _lines_joined(text)) for where, text in pieces], " ", "joined lines", raw=True)
    whole = "\n".join(readings[0][1])
    if not search.ours and inside.images and not fold(whole):
        raise CannotVerify("The file holds pictures of pages and no text that could be read.")
    search.values("pages", whole)
    search.complete(letters, [("its glyphs", "\n".join(glyphs.pages))])
    search.complete(letters, [("pdfium", whole)], melted=True)
    if search.ours and glyphs.odd:
        search.report("a cluster spelled unlike its glyphs", "structure")
    _inside(search, inside, glyphs.marked, data)
    _fonts(search, inside, whole + (letters or ""))


def _inside(search: Search, inside: Inside, marked: list[tuple[str, str]], data: bytes) -> None:
    search.pieces([*inside.strings, *marked], "\n", "strings")
    for where, content, kind in inside.streams:
        search.raw(where, content)
        text = content.decode("utf-8", "ignore")
        if kind.startswith("/Metadata") or text.lstrip("\ufeff").lstrip().startswith("<"):
            search.text(where, re.sub(r"<[^>]*>", " ", text))
            search.text(where, text)
    for where, size, content in inside.pictures:
        cleared = hashlib.sha256(f"{size}\n".encode() + content).hexdigest() in search.pictures
        if not cleared:
            search.raw(where, content, pixels=True)
        if search.ours and not cleared:
            search.report(f"{where}: a picture nobody cleared", "structure")
    if not search.ours:
        search.pieces([("a string in the bytes", one) for one in dict.fromkeys(
            loose_strings(without(data, inside.packed)))], "\n", "strings in the bytes")
    if search.ours:
        for where, what in inside.unlisted:
            search.report(f"{where}: {what}", "structure")
        for where, _content in inside.embedded:
            search.report(f"{where}: a file inside", "structure")
    for where, content in inside.embedded:
        search.deeper(content, where)


def _lines_joined(text: str) -> str:
    """Lines put together without a blank, as where a name was hyphenated."""
    return re.sub(r"[-\u00ad\ufffe\u2010]?\r?\n", "", text)


def _by_pdfium(data: bytes, name: str) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise CannotVerify("The file is not readable by the first reader.") from error
    texts = []
    try:
        for page in document:
            reader = page.get_textpage()
            texts.append(reader.get_text_range().replace("\r\n", "\n").replace("\ufffe", "").replace("\x02", ""))
            reader.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise CannotVerify("The file is not readable by the first reader.") from error
    finally:
        document.close()
    return texts


def _by_pypdf(data: bytes, name: str) -> list[str]:
    try:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # a reader that falls over, in whatever way, has not read the file
        raise CannotVerify("The file is not readable by the second reader.") from error


def _fonts(search: Search, inside: Inside, page_text: str) -> None:
    """The font pass: letters a font carries and no page shows tell what was there before."""
    seen = set(fold(page_text))
    extra: set[str] = set()
    for content in inside.unicode_maps:
        found = {one for one in fold("".join(text for _code, text in mapped(content))) if _syllabic(one)} - seen
        if search.ours or len(found) <= _WHOLE_FONT:
            extra |= found
    if search.ours and extra:
        search.report(f"a font with {len(extra)} characters that no page shows", "font")
    for term in search.terms.terms:
        letters = {one for one in fold(term.value) if _syllabic(one)}
        if len(letters) >= 2 and letters & extra and letters <= extra | seen and len(letters - extra) <= 1:
            search.report("characters of a font", term.what, "T1", term.person, term.value)


def _syllabic(character: str) -> bool:
    """Hangul or Hanzi, where one character says much."""
    return "가" <= character <= "힣" or "㐀" <= character <= "鿿"
