# SPDX-License-Identifier: GPL-3.0-or-later
"""Under a box nothing of the picture is left, outside nothing changes, and the new file holds pixels alone."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casefile.errors import InputRefused, UsageError
from casefile.export import masking
from casefile.export.masking import Box
from casefile.processes.pictures import Pixels

SIDE = st.integers(1, 24)
BOXES = st.lists(st.builds(Box, st.integers(-30, 30), st.integers(-30, 30), st.integers(1, 40), st.integers(1, 40)), max_size=5)


def noise(width: int, height: int) -> Pixels:
    """No black pixel anywhere, so that a filled one tells itself."""
    drawn = random.Random(width * 1000 + height)
    return Pixels(width, height, bytes(drawn.randrange(1, 256) for _ in range(3 * width * height)))


@given(SIDE, SIDE, BOXES)
def test_under_a_box_no_pixel_survives_and_outside_none_changes(width: int, height: int, boxes: list[Box]) -> None:
    picture = noise(width, height)
    inside = [box for box in boxes if box.within(width, height)]
    made = masking.cover(picture, inside)
    with Image.open(io.BytesIO(masking.png(made))) as image:
        assert image.mode == "RGB"
        assert image.size == (width, height)
        read = image.tobytes()
    for y in range(height):
        for x in range(width):
            at = 3 * (y * width + x)
            covered = any(box.x <= x < box.x + box.width and box.y <= y < box.y + box.height for box in inside)
            assert read[at:at + 3] == (masking.INK if covered else picture.data[at:at + 3])


@given(SIDE, SIDE, SIDE)
def test_what_lay_under_a_box_makes_no_difference_to_the_file(width: int, height: int, other: int) -> None:
    one, two = noise(width, height), Pixels(width, height, bytes([other]) * (3 * width * height))
    box = [Box(-1, -1, width + 2, height + 2)]
    assert masking.png(masking.cover(one, box)) == masking.png(masking.cover(two, box))


@given(SIDE, SIDE)
def test_a_copy_reads_back_and_holds_three_chunks(width: int, height: int) -> None:
    made = masking.png(noise(width, height))
    assert masking.pixels_of(made) == noise(width, height)
    assert made.count(b"IDAT") == 1 or b"IDAT" in zlib.compress(made)
    assert made[12:16] == b"IHDR" and made[-8:-4] == b"IEND"
    for marked in (made + b"\0", made[:-1], made[:33] + made[20:33] + made[33:]):
        with pytest.raises(InputRefused):
            masking.pixels_of(marked)


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "1,2,0,4", "1,2,3,-4", "1,2,3,4,5", "1.5,2,3,4", ";".join(["1,1,1,1"] * 201)])
def test_a_box_that_is_none_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        masking.boxes_of(text)


def test_boxes_are_read() -> None:
    assert masking.boxes_of(" 1,2,3,4; -5, 6,7,8;") == [Box(1, 2, 3, 4), Box(-5, 6, 7, 8)]


def test_a_box_beside_the_picture_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        masking.cover(noise(10, 10), [Box(10, 0, 5, 5)])
    assert refused.value.kind == "box-beside"


def test_on_paper_the_sides_keep_their_proportion() -> None:
    assert masking.fitted(masking.png(noise(20, 10)), 100, 100) == (100, 50)
    assert masking.fitted(masking.png(noise(10, 20)), 100, 100) == (50, 100)
