# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files written by hand, object by object, each with a text in one hidden corner.

A maker takes the text and gives the whole file: with a secret it is a poisoned file, with a
harmless text it is the clean twin of the same shape, so that what is found is the secret and
not the shape. No library writes these files, for libraries repair what is to be tried.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

Maker = Callable[[str], bytes]
_PAGE = b"BT /F1 12 Tf 72 700 Td (Heron came to the gate.) Tj ET"


def string(text: str) -> bytes:
    """A PDF text string: as bytes in brackets, or as UTF-16 in hexadecimal."""
    if text.isascii():
        return b"(" + text.encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def stream(data: bytes, keys: str = "") -> bytes:
    """A stream object's body."""
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (keys.encode(), len(data), data)


def packed(data: bytes, keys: str = "") -> bytes:
    """A compressed stream's body."""
    return stream(zlib.compress(data), keys + " /Filter /FlateDecode")


def document(
    page: bytes = _PAGE,
    *,
    root: bytes = b"",
    leaf: bytes = b"",
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    info: bytes = b"",
    contents: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """One page of Helvetica; the arguments are added to the dictionaries of that name."""
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R " + root + b">>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources <</Font <</F1 5 0 R>> " + resources + b">> " + leaf + b">>",
        4: contents or stream(page),
        5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        **(more or {}),
    }
    if info:
        objects[90] = b"<<" + info + b">>"
        trailer += b" /Info 90 0 R"
    return finished(objects, trailer)


def finished(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """The file of these objects, with its table of places."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return bytes(
        out + b"trailer\n<</Size %d /Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    )


def annotation(body: bytes, **more: bytes) -> bytes:
    """A page with one annotation; `more` are objects, named `o20` and so on."""
    return document(
        leaf=b"/Annots [10 0 R]",
        more={
            10: b"<</Type /Annot /Rect [9 9 99 99] " + body + b">>",
            **{int(name[1:]): content for name, content in more.items()},
        },
    )


def drawn(before: str, after: str = "", how: str = "({}) Tj") -> Maker:
    """The text drawn on the page among these operators; not ASCII: as the marked text of a span."""

    def make(text: str) -> bytes:
        if text.isascii():
            shown = how.format(text).encode()
        else:
            shown = b"/Span <</ActualText " + string(text) + b">> BDC (x) Tj EMC"
        return document(_PAGE + b" BT /F1 9 Tf " + before.encode() + b" " + shown + b" ET " + after.encode())

    return make


def form(text: str, keys: str = "") -> bytes:
    """A drawing of its own (form XObject) that shows the text."""
    return packed(
        b"BT /F1 9 Tf /Span <</ActualText " + string(text) + b">> BDC (x) Tj EMC ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 99 99]" + keys,
    )


def file_of(data: bytes, name: str = "list.txt") -> bytes:
    """A file specification whose file is object 21."""
    return b"<</Type /Filespec /F (" + name.encode() + b") /EF <</F 21 0 R>>>>"


def embedded(inner: Callable[[str], bytes], name: str) -> Maker:
    """A file inside, associated with the document."""
    return lambda text: document(
        root=b"/AF [20 0 R]", more={20: file_of(b"", name), 21: packed(inner(text), "/Type /EmbeddedFile")}
    )


def filtered(name: str, encode: Callable[[bytes], bytes]) -> Maker:
    """The page's content through a filter."""

    def make(text: str) -> bytes:
        page = b"/Span <</ActualText " + string(text) + b">> BDC BT /F1 9 Tf (x) Tj ET EMC"
        return document(contents=stream(encode(page), f"/Filter {name}"))

    return make


def sub_title(text: str) -> bytes:
    """An outline entry under a closed entry."""
    return document(
        root=b"/Outlines 20 0 R",
        more={
            20: b"<</Type /Outlines /First 21 0 R /Last 21 0 R /Count -1>>",
            21: b"<</Title (Chapter) /Parent 20 0 R /First 22 0 R /Last 22 0 R /Count -1>>",
            22: b"<</Title " + string(text) + b" /Parent 21 0 R>>",
        },
    )


def tree(keys: bytes) -> Maker:
    """A structure element with these keys before the text."""
    return lambda text: document(
        root=b"/StructTreeRoot 20 0 R",
        more={
            20: b"<</Type /StructTreeRoot /K 21 0 R>>",
            21: b"<</Type /StructElem /S /P /P 20 0 R " + keys.replace(b"@", string(text)) + b">>",
        },
    )


def root(keys: bytes) -> Maker:
    """A catalog with these keys, `@` being the text."""
    return lambda text: document(root=keys.replace(b"@", string(text)))


def note(keys: bytes) -> Maker:
    """An annotation with these keys, `@` being the text."""
    return lambda text: annotation(keys.replace(b"@", string(text)))


def action(keys: bytes) -> Maker:
    """A link whose action has these keys."""
    return note(b"/Subtype /Link /A <<" + keys + b">>")


def field(keys: bytes) -> Maker:
    """A form field with these keys."""
    return lambda text: document(
        root=b"/AcroForm <</Fields [20 0 R]>>",
        more={20: b"<</FT /Tx /T (f) " + keys.replace(b"@", string(text)) + b">>"},
    )
