# SPDX-License-Identifier: GPL-3.0-or-later
"""Foreign pictures, kind and hostile: pixels or a refusal with its reason, never anything else."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casefile.errors import InputRefused
from casefile.processes.decoding import decode
from casefile.processes.pictures import PictureLimits, Pixels, read_pixels

SMALL = PictureLimits(bytes=1 << 20, pixels=1_000_000, show=64)


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", colour: object = "red") -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind)  # type: ignore[arg-type]  # colours of several modes
    return made.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_pixels(kind: str) -> None:
    made = decode(picture(kind), SMALL)
    assert (made.width, made.height) == (40, 20)
    assert made.data[0] > 250
    assert made.data[1] < 5


@pytest.mark.parametrize(("mode", "colour"), [("1", 1), ("L", 200), ("P", 3), ("LA", (9, 9)), ("RGBA", (1, 2, 3, 0)),
                                              ("I;16", 900)])
def test_every_kind_of_png_comes_out_as_three_bytes_a_pixel(mode: str, colour: object) -> None:
    assert len(decode(picture("PNG", mode=mode, colour=colour), SMALL).data) == 40 * 20 * 3


def test_what_is_clear_is_white() -> None:
    assert decode(picture("PNG", mode="RGBA", colour=(1, 2, 3, 0)), SMALL).data == b"\xff" * (40 * 20 * 3)


def test_a_large_picture_comes_out_small() -> None:
    made = decode(picture("JPEG", (900, 300)), SMALL)
    assert (made.width, made.height) == (64, 21)


def test_a_picture_is_turned_upright() -> None:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(made, "JPEG", exif=exif)
    found = decode(made.getvalue(), SMALL)
    assert (found.width, found.height) == (20, 40)


@pytest.mark.parametrize(("data", "kind"), [
    (b"", "picture-type"), (b"GIF89a" + bytes(50), "picture-type"), (b"BM" + bytes(50), "picture-type"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-type"), (b"%PDF-1.7", "picture-type"),
    (b"\x89PNG\r\n\x1a\n", "picture-damaged"), (b"\xff\xd8\xff", "picture-damaged"),
    (b"\xff\xd8\xff\xe0" + b"GIF89a" * 9, "picture-damaged"),
    (picture("PNG")[:-30], "picture-damaged"), (picture("JPEG")[:-200], "picture-damaged"),
    (png(40, 20), "picture-damaged"), (png(0, 0), "picture-damaged"),
    (png(40, 20, chunk(b"IDAT", b"no zlib at all")), "picture-damaged"),
    (png(40, 20, chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(40 << 20)))), "picture-damaged"),
    (png(30_000, 30_000, chunk(b"IDAT", zlib.compress(bytes(1000)))), "picture-too-large"),
    (png(1_001, 1_000), "picture-too-large"), (png(2 ** 31 - 1, 1), "picture-too-large"),
    (picture("PNG") + bytes(1 << 20), "picture-too-large"),
])
def test_a_hostile_picture_is_refused_with_its_reason(data: bytes, kind: str) -> None:
    with pytest.raises(InputRefused) as refused:
        decode(data, SMALL)
    assert refused.value.kind == kind
    assert "extract" in refused.value.advice


@given(st.sampled_from([picture("PNG"), picture("JPEG")]), st.data())
def test_changed_bytes_give_pixels_or_a_refusal(data: bytes, draw: st.DataObject) -> None:
    changed = bytearray(data)
    for at, value in draw.draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=8)):
        changed[at] = value
    with suppress(InputRefused):
        made = decode(bytes(changed), SMALL)
        assert max(made.width, made.height) <= SMALL.show


def test_what_a_decoder_says_is_not_trusted() -> None:
    good = Pixels(2, 1, b"abcdef").as_json()
    assert read_pixels(good) == Pixels(2, 1, b"abcdef")
    for wrong in ({}, {"width": 2}, good | {"width": 3}, good | {"width": -2, "height": -1}, good | {"width": None},
                  good | {"pixels": "?"}, good | {"pixels": 4}, Pixels(1601, 1, bytes(4803)).as_json()):
        with pytest.raises(ValueError, match="pixels"):
            read_pixels(wrong)
