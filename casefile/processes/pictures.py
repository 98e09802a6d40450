# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture may cost, and what one is once it was decoded; light, for desk and decoder both.

Promises: pixels are checked when they are made, for what a decoder says is not to be trusted.
It must never load a parser of foreign files.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a picture may cost: `bytes` of its file, `pixels` in it, `show` pixels on a side of what is shown."""

    bytes: int = 16 << 20
    pixels: int = 64_000_000
    show: int = 1600


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as rows from the top of red, green, blue, one byte each, without padding."""

    width: int
    height: int
    data: bytes

    def __post_init__(self) -> None:
        if min(self.width, self.height) < 1 or len(self.data) != 3 * self.width * self.height:
            raise ValueError("these are no pixels")

    def as_json(self) -> dict[str, Any]:
        """As it goes through a pipe."""
        return {"width": self.width, "height": self.height, "pixels": base64.b64encode(self.data).decode()}


def read_pixels(report: Mapping[str, Any], limits: PictureLimits = PictureLimits()) -> Pixels:
    """The pixels of `Pixels.as_json`; raises ValueError for anything else, or more than was asked for."""
    try:
        made = Pixels(int(report["width"]), int(report["height"]), base64.b64decode(report["pixels"], validate=True))
    except (KeyError, TypeError, binascii.Error):
        raise ValueError("these are no pixels") from None
    if max(made.width, made.height) > limits.show:
        raise ValueError("these are too many pixels")
    return made
