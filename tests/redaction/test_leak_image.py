# SPDX-License-Identifier: GPL-3.0-or-later
"""The leak check of PNG and JPEG: everything beside the pixels."""

from __future__ import annotations

import zlib

import pytest

from casefile.errors import CannotVerify
from casefile.redaction.leakcheck import search_file
from tests.redaction.leak_people import terms

NAME = "서문겨레"


def chunk(kind: bytes, content: bytes) -> bytes:
    """One PNG chunk."""
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def png(*chunks: bytes, after: bytes = b"") -> bytes:
    """A grey picture of one pixel with these chunks."""
    head = chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + body + chunk(b"IEND", b"") + after


def segment(kind: int, content: bytes) -> bytes:
    """One JPEG segment."""
    return bytes((0xFF, kind)) + (len(content) + 2).to_bytes(2, "big") + content


def jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    """A JPEG as far as its segments go."""
    scan = segment(0xDA, b"\1\1\0\0?\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE0,
                                 b"JFIF\0\1\1\0\0\1\0\1\0\0") + b"".join(segments) + scan + b"\xff\xd9" + after


TIFF = b"Exif\0\0II*\0"
POISONED = {
    "png text": png(chunk(b"tEXt", b"Comment\0Wilfred Ottershaw")),
    "png packed text": png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Wilfred Ottershaw"))),
    "png unicode text": png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + NAME.encode())),
    "png packed unicode": png(chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(NAME.encode()))),
    "png profile": png(chunk(b"iCCP", b"Wilfred Ottershaw\0\0" + zlib.compress(b"x"))),
    "png profile content": png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(NAME.encode("utf-16-be")))),
    "png exif": png(chunk(b"eXIf", b"II*\0" + NAME.encode("utf-16-le"))),
    "png own chunk": png(chunk(b"prVt", NAME.encode("cp949"))),
    "png behind": png(after=b"Pyo Il-man"),
    "jpeg comment": jpeg(segment(0xFE, b"by Wilfred Ottershaw")),
    "jpeg exif": jpeg(segment(0xE1, TIFF + b"\0Hortensia Quiroga\0")),
    "jpeg windows comment": jpeg(segment(0xE1, TIFF + b"\0" + NAME.encode("utf-16-le"))),
    "jpeg xmp": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>&#49436;&#47928;&#44200;&#47112;</x>")),
    "jpeg iptc": jpeg(segment(0xED, b"Photoshop 3.0\x008BIM" + NAME.encode())),
    "jpeg position": jpeg(segment(0xE1, TIFF + b"\x25\x88\x04\x00\x01\0\0\0")),
    "jpeg thumbnail": jpeg(segment(0xE1, TIFF + b"\0\xff\xd8\xff\xdb\0\4")),
    "jpeg behind": jpeg(after=NAME.encode()),
}


@pytest.mark.parametrize("data", POISONED.values(), ids=POISONED.keys())
def test_a_poisoned_picture_is_found(data: bytes) -> None:
    assert search_file(data, "a.bin", terms())


@pytest.mark.parametrize("data", [png(), jpeg(), png(chunk(b"tEXt", b"Software\0Heron")), jpeg(segment(0xFE,
                                                                                                       b"holiday"))],
                         ids=["png", "jpeg", "png with text", "jpeg with comment"])
def test_a_clean_picture_passes(data: bytes) -> None:
    assert search_file(data, "a.bin", terms()) == []


def test_our_own_pictures_hold_pixels_alone() -> None:
    assert search_file(png(), "a.png", terms(), ours=True) == []
    assert search_file(jpeg(), "a.jpg", terms(), ours=True) == []
    for data in (png(chunk(b"tEXt", b"a\0b")), jpeg(segment(0xFE, b"x")), jpeg(segment(0xE1, b"x")),
                 png(after=b"x")):
        assert {one.kind for one in search_file(data, "a", terms(), ours=True)} == {"structure"}


def test_a_broken_picture_is_never_clean() -> None:
    for data in (png()[:-9], jpeg()[:30], png().replace(b"IDAT", b"IDAX")):
        with pytest.raises(CannotVerify):
            search_file(data, "a.bin", terms())
