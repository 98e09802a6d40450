# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture in a DOCX: as few elements as readers take, with the program's own words as its name.

Nothing here names a file of the vault; the picture's part is called by its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from casefile.export import masking
from casefile.export.package import words
from casefile.export.report import Clean, Figure

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOM = (16.2 * 360_000, 15.0 * 360_000)
"""The room on a page in English Metric Units, 360,000 to a centimetre."""


def figure(block: Figure[Clean], number: int) -> Iterator[str]:
    """The paragraph of a picture and that of its caption."""
    wide, high = (round(side) for side in masking.fitted(block.png, *_ROOM))
    told = f'id="{number}" name="Picture {number}" descr="{words(block.caption.text)}"'
    yield (f'<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" '
           f'distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr {told}/><a:graphic xmlns:a="{_A}">'
           f'<a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/>'
           f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_R}" r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch>'
           f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
           '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
           "</w:drawing></w:r></w:p>")
    yield (f'<w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr><w:r><w:t xml:space="preserve">{words(block.caption.text)}'
           "</w:t></w:r></w:p>")
