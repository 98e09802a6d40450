# SPDX-License-Identifier: GPL-3.0-or-later
"""Leak check of PNG and JPEG: everything beside the pixels.

Text, profiles, EXIF, comments and bytes after the end are searched.  A position on the map or a small
picture inside the picture is a finding whoever made the file: the small one often shows what the
large one hides.  What the pixels themselves say is for eyes; no program here reads it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from casefile.errors import CannotVerify
from casefile.redaction.leak_search import Search

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_PNG_LISTED = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs",
                         b"bKGD", b"sBIT"})
_JPEG_LISTED = frozenset({0xDB, 0xC4, 0xDD, 0xDA, 0xC0, 0xC1, 0xC2, 0xE0, 0xD9})
_GPS = (b"\x25\x88\x04\x00", b"\x88\x25\x00\x04")
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\x00"
_FILES = (b"PK\x03\x04", b"%PDF-", PNG, JPEG)
_MOST = 64 * 1024 * 1024


def search_png(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """Every chunk of a PNG but the pixels."""
    end, pixels, head = 0, [], b""
    told: list[bytes] = []
    for kind, content, place in _chunks(data, name):
        end = place
        where = f"chunk {kind.decode('latin-1')}"
        if search.ours and kind not in _PNG_LISTED:
            search.report(where, "structure")
        if kind in (b"zTXt", b"iCCP"):
            content = _inflated(content.partition(b"\x00")[2][1:]) + b"\n" + content
        elif kind == b"iTXt":
            content = content + b"\n" + _inflated(content.split(b"\x00", 1)[-1][2:].split(b"\x00", 2)[-1])
        if kind == b"IHDR":
            head = content
        if kind == b"IDAT":
            pixels.append(content)
        elif kind != b"PLTE":
            told += [content.rpartition(b"\x00")[2]] if kind in (b"tEXt", b"iTXt") else []
            _side(search, where, content, exif=kind == b"eXIf" or b"Exif" in content[:8])
    if len(told) > 1:
        search.text("its texts together", b" ".join(told).decode("utf-8", "ignore"))
    _beyond(search, b"".join(pixels), head)
    for kind, content, place in _later_chunks(data, end):
        end = place
        _side(search, f"chunk {kind.decode('latin-1')} after the picture's end", content, exif=False)
    _after(search, data[end:])


def search_jpeg(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """Every segment of a JPEG but the pixels, those of one kind together as well."""
    end = 0
    kinds: dict[int, list[bytes]] = {}
    for kind, content, place in _segments(data, name):
        end = place
        where = "comment" if kind == 0xFE else f"segment {kind:X}"
        if search.ours and kind not in _JPEG_LISTED:
            search.report(where, "structure")
        if kind == 0xFE or kind >= 0xE0:
            kinds.setdefault(kind, []).append(content[75:] if content.startswith(_EXTENDED) else content)
            _side(search, where, content, exif=content[:4] == b"Exif")
    for kind, contents in kinds.items():
        if len(contents) > 1:
            _side(search, f"segments {kind:X} together", b"".join(contents), exif=False)
    _after(search, data[end:])


def _side(search: Search, where: str, content: bytes, *, exif: bool) -> None:
    """What stands beside the pixels: its text, a place on the map, a picture inside."""
    search.raw(where, content)
    for encoding in ("utf-8", "utf-16-le", "latin-1"):
        search.text(where, content.decode(encoding, "ignore"))
    if exif and any(mark in content for mark in _GPS):
        search.report(f"{where}: a position on the map", "metadata", "Q")
    if exif and (JPEG in content[8:] or PNG in content[8:]):
        search.report(f"{where}: a small picture inside", "metadata", "Q")


def _after(search: Search, rest: bytes) -> None:
    """Bytes behind the picture's end."""
    if rest.strip(b"\x00\r\n"):
        search.raw("after the picture's end", rest)
        search.text("after the picture's end", rest.decode("utf-8", "ignore"))
        if search.ours:
            search.report("bytes after the picture's end", "structure")
        start = min((place for mark in _FILES if (place := rest.find(mark)) >= 0), default=-1)
        if start >= 0:
            search.deeper(rest[start:], "a file after the picture's end")


def _beyond(search: Search, packed: bytes, head: bytes) -> None:
    """What stands in the pixels' packed bytes behind the pixels: more than the picture needs, or behind their end."""
    unpack = zlib.decompressobj()
    try:
        shown = unpack.decompress(packed, _MOST)
    except zlib.error:
        return
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(head[9], 4) if len(head) == 13 else 4
    needed = height * (1 + (width * samples * head[8] + 7) // 8) if len(head) == 13 and head[12] == 0 else len(shown)
    for rest in (shown[needed:], unpack.unused_data):
        if rest.strip(b"\x00"):
            search.raw("behind the pixels", rest)
            search.text("behind the pixels", rest.decode("utf-8", "ignore"))
            if search.ours:
                search.report("bytes behind the pixels", "structure")


def _later_chunks(data: bytes, place: int) -> Iterator[tuple[bytes, bytes, int]]:
    """Chunks that follow the last one, as far as they are whole."""
    while place + 12 <= len(data):
        length = int.from_bytes(data[place:place + 4], "big")
        kind, end = data[place + 4:place + 8], place + 12 + length
        content = data[place + 8:place + 8 + length]
        if end > len(data) or zlib.crc32(kind + content) != int.from_bytes(data[end - 4:end], "big"):
            return
        yield kind, content, end
        place = end


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes, int]]:
    """Kind, content and end of each chunk; CannotVerify for a broken file."""
    place, kind = len(PNG), b""
    while kind != b"IEND":
        length = int.from_bytes(data[place:place + 4], "big")
        kind = data[place + 4:place + 8]
        end = place + 12 + length
        content = data[place + 8:place + 8 + length]
        if end > len(data) or zlib.crc32(kind + content) != int.from_bytes(data[end - 4:end], "big"):
            raise CannotVerify("The file is not readable as a PNG picture.")
        yield kind, content, end
        place = end


def _segments(data: bytes, name: str) -> Iterator[tuple[int, bytes, int]]:
    """Marker, content and end of each segment; CannotVerify for a broken file."""
    place = 2
    while True:
        if place + 2 > len(data) or data[place] != 0xFF:
            raise CannotVerify("The file is not readable as a JPEG picture.")
        kind = data[place + 1]
        if kind == 0xFF:
            place += 1
        elif kind == 0xD9:
            yield kind, b"", place + 2
            return
        elif kind == 0x01 or 0xD0 <= kind <= 0xD7:
            place += 2
        else:
            end = place + 2 + int.from_bytes(data[place + 2:place + 4], "big")
            if end > len(data):
                raise CannotVerify("The file is not readable as a JPEG picture.")
            yield kind, data[place + 4:end], end
            place = _past_scan(data, end) if kind == 0xDA else end


def _past_scan(data: bytes, place: int) -> int:
    """The first marker after compressed pixels."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            return len(data)
        if data[place + 1] == 0 or 0xD0 <= data[place + 1] <= 0xD7:
            place += 2
        else:
            return place


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _MOST)
    except zlib.error:
        return b""
