# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files of an unusual build: odd filters, fonts, revisions and places, written by hand.

As in the other makers: the text may be a secret or harmless, and the shape is the same.
"""

from __future__ import annotations

import zlib

from tests.redaction.poison_media import jpeg_with_comment
from tests.redaction.poison_pdf import document, packed, stream, string


def run_lengths(data: bytes) -> bytes:
    """RunLengthDecode's coding: literal runs alone."""
    pieces = [data[place : place + 100] for place in range(0, len(data), 100)]
    return b"".join(bytes((len(piece) - 1,)) + piece for piece in pieces) + b"\x80"


def predicted(text: str) -> bytes:
    """A packed stream whose rows are differences to the row above (PNG's way)."""
    data = b"%-200s" % (b"note " + text.encode("utf-16-be"))
    rows = [data[place : place + 20] for place in range(0, 200, 20)]
    above, coded = bytes(20), b""
    for row in rows:
        coded += b"\2" + bytes((one - other) % 256 for one, other in zip(row, above, strict=True))
        above = row
    return document(
        root=b"/Note 20 0 R",
        more={
            20: stream(
                zlib.compress(coded), ("/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 20>>")
            )
        },
    )


def in_object_stream(text: str) -> bytes:
    """A note that stands in an object stream alone, found through a packed table of places."""
    note = b"<</Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents " + string(text) + b">>"
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [10 0 R]>>",
        4: packed(b"10 0 " + note, "/Type /ObjStm /N 1 /First 5"),
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = (
        [(0, 0, 255)]
        + [(1, places[number], 0) for number in (1, 2, 3, 4)]
        + [(1, start, 0)]
        + [(0, 0, 0)] * 4
        + [(2, 4, 0)]
    )
    table = b"".join(bytes((kind,)) + place.to_bytes(4, "big") + bytes((last,)) for kind, place, last in rows)
    out += b"5 0 obj\n" + packed(table, "/Type /XRef /W [1 4 1] /Size 11 /Root 1 0 R") + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def two_pages(text: str) -> bytes:
    """The text's halves at the end of one page and at the start of the next."""
    half = text.find(" ") if " " in text else len(text) // 2
    page = [
        b"/Span <</ActualText " + string(part) + b">> BDC BT /F1 9 Tf 9 9 Td (x) Tj ET EMC"
        for part in (text[:half], text[half:].strip())
    ]
    return document(
        contents=stream(page[0]),
        more={
            2: b"<</Type /Pages /Kids [3 0 R 6 0 R] /Count 2>>",
            6: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 7 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
            7: stream(page[1]),
        },
    )


def lying_font(text: str) -> bytes:
    """A font whose table of letters says the text where the page shows other letters."""
    codes = "".join(f"<{65 + place:02X}> <{ord(letter):04X}>\n" for place, letter in enumerate(text))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange "
        f"<00> <FF> endcodespacerange {len(text)} beginbfchar\n{codes}endbfchar endcmap end end"
    )
    shown = bytes(range(65, 65 + len(text))).hex()
    return document(
        f"BT /F1 9 Tf 72 700 Td <{shown}> Tj ET".encode(),
        more={
            5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 20 0 R>>",
            20: packed(table.encode()),
        },
    )


def honest_glyphs(text: str) -> bytes:
    """A font that shows the text by glyph names while its table of letters says x."""
    names = " ".join(
        f"/uni{ord(letter):04X}" if not letter.isascii() else "/space" if letter == " " else f"/{letter}"
        for letter in text
    )
    table = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange "
        f"<41> <{64 + len(text):02X}> <0078> endbfrange endcmap"
    )
    shown = bytes(range(65, 65 + len(text))).hex()
    return document(
        f"BT /F1 9 Tf 72 700 Td <{shown}> Tj ET".encode(),
        more={
            5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 20 0 R /Encoding "
            b"<</Type /Encoding /Differences [65 " + names.encode() + b"]>>>>",
            20: packed(table.encode()),
        },
    )


def later_kept(text: str) -> bytes:
    """An older revision's author, replaced by an update at the end."""
    first = document(info=b"/Author " + string(text))
    start = first.rsplit(b"startxref", 1)[1].split()[0]
    place = len(first)
    update = b"90 0 obj\n<</Author (Heron)>>\nendobj\n"
    return (
        first
        + update
        + (
            b"xref\n90 1\n%010d 00000 n \ntrailer\n<</Size 91 /Root 1 0 R /Info 90 0 R /Prev %s>>\n"
            b"startxref\n%d\n%%%%EOF\n" % (place, start, place + len(update))
        )
    )


def letter_by_letter(text: str) -> bytes:
    """Each letter placed for itself, the last first."""
    shown = b"".join(
        b"1 0 0 1 %d 700 Tm %s Tj " % (72 + 7 * place, string(letter) if letter.isascii() else b"(?)")
        for place, letter in reversed(list(enumerate(text)))
    )
    return document(b"BT /F1 12 Tf " + shown + b"ET")


def without_a_place(text: str) -> bytes:
    """An object that no table of places names."""
    whole = document()
    return whole.replace(
        b"xref\n0 1", b"77 0 obj\n" + packed(text.encode("utf-16-be")) + b"\nendobj\nxref\n0 1", 1
    )


def before_the_start(text: str) -> bytes:
    """Bytes before the PDF begins."""
    return text.encode() + b"\n" + document()


def in_a_remark(text: str) -> bytes:
    """A remark between two objects."""
    return document().replace(b"5 0 obj", b"% " + text.encode("utf-16-le") + b"\n5 0 obj", 1)


def octal(text: str) -> bytes:
    """A string in octal escapes, broken over lines."""
    escaped = "".join(f"\\{one:03o}" for one in b"\xfe\xff" + text.encode("utf-16-be"))
    return document(info=b"/Subject (" + escaped[:16].encode() + b"\\\n" + escaped[16:].encode() + b")")


def xmp(text: str) -> bytes:
    """A packet of metadata in UTF-16, packed, at the page."""
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:rights>{text}</dc:rights></x:xmpmeta>"
    return document(
        leaf=b"/Metadata 20 0 R", more={20: packed(packet.encode("utf-16"), "/Type /Metadata /Subtype /XML")}
    )


def picture(text: str) -> bytes:
    """A JPEG on the page with a comment."""
    return document(
        resources=b"/XObject <</X1 20 0 R>>",
        more={
            20: stream(
                jpeg_with_comment(text),
                (
                    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                    "/Filter /DCTDecode"
                ),
            )
        },
    )
