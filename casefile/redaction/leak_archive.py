# SPDX-License-Identifier: GPL-3.0-or-later
"""Leak check of ZIP archives: names, comments, extra fields, every file inside, and what was deleted.

Limits keep a hostile archive from filling the memory; past them the archive cannot be verified.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from casefile.errors import CannotVerify
from casefile.redaction.leak_search import Search

MOST_FILES = 10_000
MOST_BYTES = 512 * 1024 * 1024
DEEPEST = 5
_LONG = 4096
_LOCAL = re.compile(rb"PK\x03\x04")


def entries(search: Search, data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file in an archive, after searching all that stands around them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_FILES:
                raise CannotVerify("The file holds too many files.")
            search.raw("comment of the archive", archive.comment)
            for info in infos:
                yield _spelled(search, info), _content(search, archive, info, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise CannotVerify("The file is not readable as an archive.") from error
    # Between two files a name touches the mark of the next one; in the bytes as they are that is no end of a word.
    search.raw("the archive", _without_pictures(data, infos).replace(b"PK", b"\nPK\n"))
    known = {info.header_offset for info in infos}
    for number, content in enumerate(_deleted(data, known), 1):
        search.report(f"deleted file {number}", "structure") if search.ours else None
        search.raw(f"deleted file {number}", content)


def _without_pictures(data: bytes, infos: list[zipfile.ZipInfo]) -> bytes:
    """The archive's bytes without its pictures, which are files of their own that are searched; all else stays."""
    for info in infos:
        start = info.header_offset
        start += 30 + sum(int.from_bytes(data[start + at:start + at + 2], "little") for at in (26, 28))
        packed = data[start:start + info.compress_size]
        if info.filename.lower().endswith((".png", ".jpg", ".jpeg")) and len(packed) >= _LONG and _ends(packed, info):
            data = data[:start] + bytes(len(packed)) + data[start + len(packed):]
    return data


def _ends(packed: bytes, info: zipfile.ZipInfo) -> bool:
    """Whether the packed bytes of a file end where the file ends, so that nothing stands behind it."""
    if info.compress_type == zipfile.ZIP_STORED:
        return info.compress_size == info.file_size
    unpack = zlib.decompressobj(-15)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        unpack.decompress(packed)
    return unpack.eof and not unpack.unused_data


def search_zip(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """Every file inside as a file of its own."""
    _enter(search, name)
    if search.ours:
        search.report("an archive", "structure")
    for inner, content in entries(search, data, name):
        if not inner.endswith("/"):
            search.deeper(content, inner)
    search.depth -= 1


def _enter(search: Search, name: str) -> None:
    search.depth += 1
    if search.depth > DEEPEST:
        raise CannotVerify("The file holds archives within archives, too deep to follow.")


def _spelled(search: Search, info: zipfile.ZipInfo) -> str:
    """The name of an entry; searched in both spellings, with its comment and extra fields."""
    try:
        other = info.orig_filename.encode("cp437").decode("utf-8", "replace")
        korean = info.orig_filename.encode("cp437").decode("cp949", "replace")
    except UnicodeEncodeError:
        other = korean = ""
    search.text("name inside the archive", "\n".join((info.filename, other, korean)))
    search.raw("comment inside the archive", info.comment)
    search.raw("extra field inside the archive", info.extra)
    return info.filename


def _content(search: Search, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.flag_bits & 0x1:
        raise CannotVerify("The file is locked with a password.")
    search.unpacked += info.file_size
    if search.unpacked > MOST_BYTES:
        raise CannotVerify("The file unpacks to more than can be searched.")
    with archive.open(info) as file:
        content = file.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise CannotVerify("The file tells a wrong size of what it holds.")
    return content


def _deleted(data: bytes, known: set[int]) -> Iterator[bytes]:
    """Content of entries that stand in the bytes but not in the directory."""
    for found in _LOCAL.finditer(data):
        start = found.start()
        if start in known or len(data) < start + 30:
            continue
        lengths = int.from_bytes(data[start + 26:start + 28], "little"), int.from_bytes(data[start + 28:start + 30],
                                                                                        "little")
        body = data[start + 30 + sum(lengths):]
        unpack = zlib.decompressobj(-15)
        try:
            content = unpack.decompress(body, 64 * 1024 * 1024)
        except zlib.error:
            continue
        if content:
            yield content
