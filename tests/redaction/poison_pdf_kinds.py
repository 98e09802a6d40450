# SPDX-License-Identifier: GPL-3.0-or-later
"""The corners of a PDF a text can hide in: what each is called, and its maker."""

from __future__ import annotations

import base64
import zlib

from tests.redaction.poison_pdf import (
    Maker,
    action,
    annotation,
    document,
    drawn,
    embedded,
    field,
    filtered,
    form,
    note,
    packed,
    root,
    string,
    sub_title,
    tree,
)
from tests.redaction.poison_pdf_build import (
    before_the_start,
    honest_glyphs,
    in_a_remark,
    in_object_stream,
    later_kept,
    letter_by_letter,
    lying_font,
    octal,
    picture,
    predicted,
    run_lengths,
    two_pages,
    without_a_place,
    xmp,
)

ACTIONS = {
    "launch": b"/S /Launch /F @",
    "other file": b"/S /GoToR /F @ /D [0 /Fit]",
    "submit": b"/S /SubmitForm /F <</FS /URL /F @>>",
    "script": b"/S /JavaScript /JS @",
    "hide": b"/S /Hide /T @",
    "thread": b"/S /Thread /D @",
}
NOTES = {
    "rich text": b"/Subtype /FreeText /Contents (x) /RC @",
    "style": b"/Subtype /FreeText /Contents (x) /DS @",
    "author": b"/Subtype /Text /Contents (x) /T @",
    "subject": b"/Subtype /Text /Subj @",
    "own name": b"/Subtype /Stamp /NM @",
    "cover": b"/Subtype /Redact /OverlayText @",
    "movie": b"/Subtype /Movie /Movie <</F @>>",
    "button words": b"/Subtype /Widget /FT /Btn /T (b) /MK <</CA @>>",
    "sound": b"/Subtype /Screen /T @ /A <</S /Rendition /R <</N @>>>>",
}
FIELDS = {
    "default value": b"/DV @",
    "tip": b"/TU @",
    "choices": b"/Opt [[(1) @]]",
    "mapping": b"/TM @",
    "signature": b"/FT /Sig /V <</Type /Sig /Name @>>",
    "reason": b"/FT /Sig /V <</Type /Sig /Reason @ /Location @>>",
}
ROOTS = {
    "destination": b"/Names <</Dests <</Names [@ [3 0 R /Fit]]>>>>",
    "named script": b"/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS @>>]>>>>",
    "layer creator": b"/OCProperties <</OCGs [] /D <</Name @>>>>",
    "thread title": b"/Threads [<</Type /Thread /I <</Title @>>>>]",
    "collection": b"/Collection <</Schema <</A <</Subtype /F /N @>>>>>>",
    "output": b"/OutputIntents [<</S /GTS_PDFX /Info @>>]",
    "base address": b"/URI <</Base @>>",
}
TREES = {
    "expansion": b"/E @",
    "title": b"/T @",
    "alternative": b"/Alt @",
    "identifier": b"/ID @",
    "marked again": b"/ActualText @",
    "user property": b"/A <</O /UserProperties /P [<</N (x) /V @>>]>>",
}
PDF: dict[str, Maker] = {
    **{f"pdf action {name}": action(keys) for name, keys in ACTIONS.items()},
    **{f"pdf note {name}": note(keys) for name, keys in NOTES.items()},
    **{f"pdf field {name}": field(keys) for name, keys in FIELDS.items()},
    **{f"pdf root {name}": root(keys) for name, keys in ROOTS.items()},
    **{f"pdf structure {name}": tree(keys) for name, keys in TREES.items()},
    "pdf no size": drawn("72 600 Td 0 Tz"),
    "pdf only a clip": drawn("7 Tr 72 600 Td"),
    "pdf quote operator": drawn("72 600 Td", how="({}) '"),
    "pdf rotated": drawn("0 1 -1 0 300 300 Tm"),
    "pdf mirrored": drawn("-1 0 0 1 300 300 Tm"),
    "pdf hidden layer": lambda text: document(
        b"/OC /L1 BDC BT /F1 9 Tf /Span <</ActualText " + string(text) + b">> BDC (x) Tj EMC ET EMC",
        root=b"/OCProperties <</OCGs [20 0 R] /D <</OFF [20 0 R]>>>>",
        resources=b"/Properties <</L1 20 0 R>>",
        more={20: b"<</Type /OCG /Name (l)>>"},
    ),
    "pdf drawing of a note": lambda text: annotation(b"/Subtype /Stamp /AP <</N 20 0 R>>", o20=form(text)),
    "pdf marks' properties": lambda text: document(
        b"/P /M1 BDC EMC", resources=b"/Properties <</M1 <</Note " + string(text) + b">>>>"
    ),
    "pdf octal": octal,
    "pdf packet of the page": xmp,
    "pdf without a place": without_a_place,
    "pdf before the start": before_the_start,
    "pdf remark": in_a_remark,
    "pdf picture": picture,
    "pdf older author": later_kept,
    "pdf object stream": in_object_stream,
    "pdf two pages": two_pages,
    "pdf lying font": lying_font,
    "pdf honest glyphs": honest_glyphs,
    "pdf closed outline": sub_title,
    "pdf predictor": predicted,
    "pdf hexadecimal": filtered("/ASCIIHexDecode", lambda data: data.hex().encode() + b">"),
    "pdf base 85": filtered("/ASCII85Decode", lambda data: base64.a85encode(data) + b"~>"),
    "pdf run lengths": filtered("/RunLengthDecode", run_lengths),
    "pdf packed twice": filtered(
        "[/FlateDecode /FlateDecode]", lambda data: zlib.compress(zlib.compress(data))
    ),
    "pdf packed 85": filtered(
        "[/ASCII85Decode /FlateDecode]", lambda data: base64.a85encode(zlib.compress(data)) + b"~>"
    ),
    "pdf text inside": embedded(lambda text: text.encode("cp949"), "a.txt"),
    "pdf pdf inside": embedded(sub_title, "a.pdf"),
    "pdf forms in xml": lambda text: document(
        root=b"/AcroForm <</Fields [] /XFA 20 0 R>>",
        more={20: packed(f"<xdp><field>{text}</field></xdp>".encode())},
    ),
    "pdf trailer": lambda text: document(trailer=b" /Note " + string(text)),
    "pdf key of information": lambda text: document(info=b"/Source#20of " + string(text)),
}
LATIN: dict[str, Maker] = {
    "pdf letter by letter": letter_by_letter,
    "pdf kerned": lambda text: drawn(
        "72 600 Td", how="[" + " -20 ".join(f"({one})" for one in text) + "] TJ"
    )(text),
    "pdf font name": lambda text: document(
        more={5: b"<</Type /Font /Subtype /Type1 /BaseFont /ABCDEF+" + text.replace(" ", "").encode() + b">>"}
    ),
    "pdf font program": lambda text: document(
        more={
            5: b"<</Type /Font /Subtype /Type1 /BaseFont /Own /FontDescriptor 20 0 R>>",
            20: b"<</Type /FontDescriptor /FontName /Own /FontFile 21 0 R>>",
            21: packed(
                b"%!PS-AdobeFont-1.0\n/FontInfo 9 dict dup begin /Notice (by " + text.encode() + b") def",
                "/Length1 60",
            ),
        }
    ),
    "pdf old destination": lambda text: document(
        root=b"/Dests <</" + text.replace(" ", "#20").encode() + b" [3 0 R /Fit]>>"
    ),
    "pdf own operator": lambda text: document(b"/" + text.replace(" ", "#20").encode() + b" BMC EMC"),
}
