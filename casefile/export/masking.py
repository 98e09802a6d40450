# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture for others: new pixels under solid boxes, in a new file that holds nothing but pixels.

The pixels come from the decoder, upright and at most 1600 on a side; what stood under a box is not in what
is made here in any form.  Nothing of the first file is carried over: no name, no date, no place, no profile.
Plain functions on bytes.  No parser of foreign files is loaded here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from casefile.errors import InputRefused, UsageError
from casefile.processes.pictures import Pixels

MOST = 200
"""Boxes on one picture."""
INK = b"\x00\x00\x00"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the upright picture, from its top left corner; it may reach over the edges."""

    x: int
    y: int
    width: int
    height: int

    def within(self, width: int, height: int) -> Box | None:
        """What of it lies on a picture of this size, or None."""
        left, top = max(self.x, 0), max(self.y, 0)
        right, bottom = min(self.x + self.width, width), min(self.y + self.height, height)
        return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def boxes_of(text: str) -> list[Box]:
    """Boxes written `x,y,width,height;...`, in pixels; UsageError for anything else."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        numbers = part.split(",")
        try:
            box = Box(*(int(number) for number in numbers))
        except (ValueError, TypeError):
            raise UsageError("A box is x,y,width,height in whole pixels; boxes stand apart by a semicolon.",
                             kind="boxes") from None
        if box.width < 1 or box.height < 1:
            raise UsageError("A box needs a width and a height of at least one pixel.", kind="boxes")
        found.append(box)
    if len(found) > MOST:
        raise UsageError(f"A picture takes at most {MOST} boxes.", kind="boxes")
    return found


def cover(pixels: Pixels, boxes: Sequence[Box]) -> Pixels:
    """The picture with every box filled.  Raises InputRefused (`box-beside`) for a box that covers nothing."""
    data = bytearray(pixels.data)
    for box in boxes:
        seen = box.within(pixels.width, pixels.height)
        if seen is None:
            raise InputRefused("A box lies beside the picture and covers nothing.", kind="box-beside",
                               advice=f"The picture is {pixels.width} by {pixels.height} pixels.")
        for row in range(seen.y, seen.y + seen.height):
            start = 3 * (row * pixels.width + seen.x)
            data[start:start + 3 * seen.width] = INK * seen.width
    return Pixels(pixels.width, pixels.height, bytes(data))


def png(pixels: Pixels) -> bytes:
    """The pixels as a PNG of three chunks: size, pixels, end.  The same pixels give the same bytes."""
    row = 3 * pixels.width
    above = bytes(row)
    lines = []
    for start in range(0, len(pixels.data), row):
        line = pixels.data[start:start + row]
        lines.append(b"\x02" + bytes([(one - two) & 255 for one, two in zip(line, above, strict=True)]))
        above = line
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, 8, 2, 0, 0, 0)
    return (_SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"".join(lines), 9))
            + _chunk(b"IEND", b""))


def fitted(data: bytes, width: float, height: float) -> tuple[float, float]:
    """Width and height of a PNG made by `png` on paper: as large as fits, the sides as they are."""
    wide, high = struct.unpack(">II", data[16:24])
    scale = min(width / wide, height / high)
    return wide * scale, high * scale


def pixels_of(data: bytes) -> Pixels:
    """The pixels of a PNG made by `png`; InputRefused for any other."""
    try:
        width, height = struct.unpack(">II", data[16:24])
        size = int.from_bytes(data[33:37], "big")
        packed = zlib.decompress(data[41:41 + size])
        row, above, rows = 3 * width, bytes(3 * width), []
        for start in range(0, len(packed), row + 1):
            above = bytes([(one + two) & 255 for one, two in zip(packed[start + 1:start + 1 + row], above, strict=True)])
            rows.append(above)
        made = Pixels(width, height, b"".join(rows))
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", data[41:41 + size]) + _chunk(b"IEND", b"")
        only_these = data == parts and all(packed[at] == 2 for at in range(0, len(packed), row + 1))
    except (struct.error, zlib.error, ValueError):
        only_these = False
    if not only_these:
        raise InputRefused("A masked copy is not as this program writes them.", kind="masked-copy",
                           advice="Make the copy again from its original.")
    return made


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
