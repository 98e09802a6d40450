# SPDX-License-Identifier: GPL-3.0-or-later
"""Foreign image bytes become plain pixels; runs in the decoder process, which holds nothing else.

Promises: PNG and JPEG alone, told by their first bytes; size and number of pixels are looked at
before a pixel is made; what comes out is at most `show` pixels on a side, three bytes each.
It must never be called in a process that holds a key: the desk asks for it by `Bridge.picture`.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress

from PIL import Image, ImageOps

from casefile.errors import InputRefused
from casefile.processes.pictures import PictureLimits, Pixels

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_ORIENTATION = 0x0112
_KEEP = "It is kept in the vault as it came. casefile extract writes it to a file."


def too_large(said: str) -> InputRefused:
    """The refusal of a picture that costs more than it may."""
    return InputRefused(f"This picture is too large to be shown: {said}.", kind="picture-too-large", advice=_KEEP)


def decode(data: bytes, limits: PictureLimits = PictureLimits()) -> Pixels:
    """The pixels of a PNG or JPEG, turned upright, made smaller to fit, on white where it is clear.

    Raises InputRefused: `picture-type`, `picture-too-large`, `picture-damaged`.
    """
    if len(data) > limits.bytes:
        raise too_large(f"its file has more than {limits.bytes >> 20} MiB")
    kind = next((name for start, name in _KINDS.items() if data.startswith(start)), None)
    if kind is None:
        raise InputRefused("This file is no picture that can be shown: only PNG and JPEG are.", kind="picture-type",
                           advice=_KEEP)
    Image.MAX_IMAGE_PIXELS = limits.pixels
    Image.preinit()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a warning of the parser may quote what the file says
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                if image.width * image.height > limits.pixels:
                    raise too_large(f"{image.width} by {image.height} pixels")
                return _pixels(image, limits.show)
    except InputRefused:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise too_large("it needs more memory than it may have") from None
    except Exception:  # parsers of foreign bytes raise whatever they like, and their words may quote the file
        raise InputRefused("This picture is damaged or cut off.", kind="picture-damaged", advice=_KEEP) from None


def rehearse() -> None:
    """Decode a picture of each kind, so that the library has loaded all it loads: later no file can be read."""
    for kind in _KINDS.values():
        made, exif = io.BytesIO(), Image.Exif()
        exif[_ORIENTATION] = 6
        Image.new("RGBA" if kind == "PNG" else "RGB", (16, 8)).save(made, kind, exif=exif)
        for size in (len(made.getvalue()), 60):
            with suppress(InputRefused):  # the second is cut off, for errors load their own parts
                decode(made.getvalue()[:size], PictureLimits(show=4))


def _pixels(image: Image.Image, show: int) -> Pixels:
    image.draft("RGB", (show, show))  # a JPEG is made smaller while it is read
    image.load()
    if image.mode in ("P", "1", "LA", "PA") or "transparency" in image.info:
        made: Image.Image = image.convert("RGBA")
    else:
        made = image if image.mode in ("RGB", "RGBA") else image.convert("RGB")
    made.thumbnail((show, show))
    made = ImageOps.exif_transpose(made)
    if made.mode == "RGBA":
        under = Image.new("RGB", made.size, "white")
        under.paste(made, mask=made.getchannel("A"))
        made = under
    return Pixels(made.width, made.height, made.tobytes())
