# SPDX-License-Identifier: GPL-3.0-or-later
"""The leak check: reopens a finished file and searches it for everything that must not leave.

A code path of its own: other readers than the writers, another matcher than the one that redacted.
For our own files the structure must be on a list, the letters must all come back, and numbers must
be ones somebody kept.  Files from elsewhere are searched as far as they can be read.  A file that
cannot be read back is never called clean: it raises CannotVerify.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from casefile.errors import CannotVerify
from casefile.redaction import leak_archive, leak_image, leak_office, leak_pdf, leak_text
from casefile.redaction.leak_search import Finding, Search
from casefile.redaction.leak_terms import LeakTerms

Reader = Callable[[Search, bytes, str, str | None], None]
_LARGEST = 512 * 1024 * 1024
_TEXT_READERS: dict[str, Reader] = {"csv": leak_text.search_csv, "tsv": leak_text.search_csv,
                                    "json": leak_text.search_json}
# These readers search every byte but the pixels by themselves; what they cannot read is searched as it stands.
_READ_WHOLE: frozenset[Reader] = frozenset({leak_image.search_png, leak_image.search_jpeg, leak_pdf.search_pdf,
                                            leak_office.search_office, leak_archive.search_zip})


def search_file(data: bytes | Path, name: str, terms: LeakTerms, *, ours: bool = False,
                letters: str | None = None, again: Collection[str] = (),
                kept: Collection[str] | None = None, pictures: Collection[str] = ()) -> list[Finding]:
    """Search one finished file and its name; an empty list means nothing was found.

    `ours` demands the listed structure; `letters` is the text that must come back whole, `again` the heads of its
    tables, which may stand on further pages as well; `kept` are the values (numbers, addresses, names) that may stand,
    None for no value pass.  `pictures` are the SHA-256 of the pictures our file may hold: of a PNG's bytes, or of
    "width x height" and the pixels.  Raises
    CannotVerify for what cannot be read.
    """
    if isinstance(data, Path):
        if data.stat().st_size > _LARGEST:
            raise CannotVerify("The file is too large to be read back.")
        data = data.read_bytes()
    search = Search(terms, name, ours=ours, kept=kept, deeper=_inside)
    search.pictures = frozenset(pictures)
    search.again = tuple(again)
    search.text("file name", Path(name).name)
    try:
        _read(search, data, name, letters, "file")
    except CannotVerify:
        if ours or not search.findings:
            raise
        search.report("what could not be read", "cannot-verify")
    return list(search.findings.values())


def _inside(search: Search, data: bytes, name: str) -> None:
    """A file inside a file: its name, its content, its bytes."""
    search.text("name of a part", name)
    _read(search, data, name, None, name)


def _read(search: Search, data: bytes, name: str, letters: str | None, where: str) -> None:
    """One file by its reader, and its bytes."""
    reader = _reader(data, name)
    if reader not in _READ_WHOLE:
        search.raw(where, data)
    try:
        reader(search, data, name, letters)
    except CannotVerify:
        if reader in _READ_WHOLE:
            search.raw(where, data)
        raise


def _reader(data: bytes, name: str) -> Reader:
    """The reader for some bytes: by their first letters, else by the ending of the name."""
    if b"%PDF-" in data[:1024]:
        return leak_pdf.search_pdf
    if data.startswith(leak_image.PNG):
        return leak_image.search_png
    if data.startswith(leak_image.JPEG):
        return leak_image.search_jpeg
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        office = b"[Content_Types].xml" in data or data[30:38] == b"mimetype"
        return leak_office.search_office if office else leak_archive.search_zip
    return _TEXT_READERS.get(Path(name).suffix.lower().lstrip("."), leak_text.search_text)


__all__ = ["Finding", "search_file"]
