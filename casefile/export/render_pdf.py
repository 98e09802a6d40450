# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted report as PDF, set by typst: the same bytes for the same report on the same fonts.

Words reach the template as data and never as markup.  Time and metadata are constant, fonts are
subset from the redacted text (a subset made before redaction would spell the names), and a letter
without a glyph refuses.
"""

from __future__ import annotations

import json

import typst

from casefile import resources
from casefile.errors import CasefileError
from casefile.export import fonts, masking, render_json
from casefile.export.report import Clean, Document, RedactedReport, Rendered, figures, map_leaves, printed, table_heads

TITLE = {"report": "Report", "letter": "Letter"}
"""What stands as the title in the file's metadata: never a word of a record."""
_ROOM_MM = (162.0, 150.0)


def render(report: RedactedReport) -> Rendered:
    """The report as a PDF file; FontMissing where a letter cannot be printed."""
    texts = list(printed(report))
    fonts.require(texts)
    data = {**render_json.tree(_visible(report)), "document": TITLE[report.kind],
            "fonts": list(fonts.families()[1:]), "pictures": [_picture(one.png) for one in figures(report)]}
    templates = resources.path("templates")
    try:
        pdf = typst.compile(str(templates / "document.typ"), root=str(templates), format="pdf", timestamp=0,
                            font_paths=fonts.found(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    except typst.TypstError:
        raise CasefileError("The PDF could not be set.", kind="pdf") from None
    return Rendered("pdf", bytes(pdf), "\n".join(texts), table_heads(report))


def _picture(png: bytes) -> dict[str, object]:
    """A picture as data: its bytes as numbers, since the template reads no file, and its width on the page."""
    return {"bytes": list(png), "width": round(masking.fitted(png, *_ROOM_MM)[0], 1)}


def _visible(report: Document[Clean]) -> RedactedReport:
    """The report without control characters, which no font has and no reader brings back."""
    return map_leaves(report, lambda leaf: Clean(
        "".join(letter if letter == "\n" or letter >= " " else " " for letter in leaf.text.replace("\r\n", "\n")),
        leaf.language))
