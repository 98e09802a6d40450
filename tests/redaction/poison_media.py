# SPDX-License-Identifier: GPL-3.0-or-later
"""PNG and JPEG, each with a text in one corner beside the pixels.

As in the other makers: the text may be a secret or harmless, and the shape is the same.
"""

from __future__ import annotations

import base64
import binascii
import zlib

from tests.redaction.poison_files import Maker, archive, halves
from tests.redaction.test_leak_image import chunk, jpeg, png, segment


def jpeg_with_comment(text: str) -> bytes:
    """A JPEG with a comment."""
    return jpeg(segment(0xFE, text.encode()))


def pixels(packed: bytes = b"", beyond: bytes = b"") -> bytes:
    """A picture with these bytes in its packed pixels, or behind them in the same chunk."""
    content = zlib.compress(b"\0\0" + packed) + beyond
    return png().replace(chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IDAT", content))


def tiff(*entries: tuple[int, int, bytes]) -> bytes:
    """A table of EXIF values: tag, type, bytes."""
    place, table, data = 8 + 2 + 12 * len(entries) + 4, b"", b""
    for tag, kind, content in entries:
        table += (
            tag.to_bytes(2, "little")
            + kind.to_bytes(2, "little")
            + (len(content) // (2 if kind == 3 else 1)).to_bytes(4, "little")
            + (place + len(data)).to_bytes(4, "little")
        )
        data += content + b"\0" * (len(content) % 2)
    return b"II*\0\x08\0\0\0" + len(entries).to_bytes(2, "little") + table + b"\0\0\0\0" + data


def profile(text: str) -> bytes:
    """A colour profile whose description is the text."""
    words = text.encode("utf-16-be")
    return (
        b"\0" * 128
        + b"\0\0\0\1desc"
        + (144).to_bytes(4, "big")
        + (28 + len(words)).to_bytes(4, "big")
        + (
            b"mluc\0\0\0\0\0\0\0\1\0\0\0\x0cenUS"
            + len(words).to_bytes(4, "big")
            + (28).to_bytes(4, "big")
            + words
        )
    )


PICTURES: dict[str, Maker] = {
    "png keyword": lambda text: png(chunk(b"tEXt", text.encode() + b"\0x")),
    "png translated keyword": lambda text: png(chunk(b"iTXt", b"Title\0\0\0ko\0" + text.encode() + b"\0x")),
    "png palette name": lambda text: png(chunk(b"sPLT", text.encode() + b"\0\x08")),
    "png exif owner": lambda text: png(chunk(b"eXIf", tiff((0xA430, 2, text.encode() + b"\0")))),
    "png packed xmp": lambda text: png(
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(f"<a>{text}</a>".encode()))
    ),
    "png chunk after the end": lambda text: png(after=chunk(b"tEXt", b"Comment\0" + text.encode())),
    "png archive after the end": lambda text: png(after=archive("a.txt", text.encode())),
    "png more than its pixels": lambda text: pixels(text.encode()),
    "png behind its pixels": lambda text: pixels(beyond=text.encode()),
    "png hexadecimal profile": lambda text: png(
        chunk(
            b"zTXt",
            b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 20\n" + binascii.hexlify(text.encode())),
        )
    ),
    "png base64": lambda text: png(chunk(b"tEXt", b"Comment\0" + base64.b64encode(text.encode()))),
    "jpeg artist": lambda text: jpeg(segment(0xE1, b"Exif\0\0" + tiff((0x13B, 2, text.encode() + b"\0")))),
    "jpeg windows author": lambda text: jpeg(
        segment(0xE1, b"Exif\0\0" + tiff((0x9C9D, 1, text.encode("utf-16-le") + b"\0\0")))
    ),
    "jpeg user comment": lambda text: jpeg(
        segment(0xE1, b"Exif\0\0" + tiff((0x9286, 7, b"UNICODE\0" + text.encode("utf-16-le"))))
    ),
    "jpeg jis comment": lambda text: jpeg(
        segment(0xE1, b"Exif\0\0" + tiff((0x9286, 7, b"JIS\0\0\0\0\0" + text.encode("cp949"))))
    ),
    "jpeg comment in cp949": lambda text: jpeg(segment(0xFE, text.encode("cp949"))),
    "jpeg comment in two": lambda text: jpeg(
        segment(0xFE, halves(text)[0].encode()), segment(0xFE, halves(text)[1].encode())
    ),
    "jpeg extended xmp": lambda text: jpeg(
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + b"<a>" + text.encode()[:4]),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + text.encode()[4:] + b"</a>"),
    ),
    "jpeg profile": lambda text: jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + profile(text))),
    "jpeg caption": lambda text: jpeg(
        segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x40\x1c\x02\x78\0\x30" + text.encode())
    ),
    "jpeg maker's part": lambda text: jpeg(segment(0xEF, text.encode("utf-16-be"))),
    "jpeg second picture": lambda text: jpeg(after=jpeg_with_comment(text)),
    "jpeg small picture": lambda text: jpeg(segment(0xE0, b"JFXX\0\x10" + jpeg_with_comment(text))),
    "jpeg archive behind": lambda text: jpeg(after=archive("a.txt", text.encode())),
}
