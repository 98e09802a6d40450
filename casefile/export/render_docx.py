# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted report as DOCX, in the order and words of the PDF, from parts of our own.

Five parts: content types, relations, styles, document, foot of the page.  Headings, tables and lists are real ones, so
that a reader's tools find them; every text is data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casefile.export import drawing
from casefile.export.package import OFFICE, packed, relations, types, words
from casefile.export.report import (
    Block,
    Clean,
    Fact,
    Figure,
    Listing,
    Paragraph,
    Quote,
    RedactedReport,
    Rendered,
    Section,
    Table,
    figures,
    printed,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONTS = {"zh": "Noto Sans CJK SC", "ja": "Noto Sans CJK JP"}
_EAST = "Noto Sans CJK KR"


def render(report: RedactedReport) -> Rendered:
    """The report as a DOCX file."""
    shown = figures(report)
    body = "".join(_body(report, {id(one): number for number, one in enumerate(shown, 1)}))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types({"word/document.xml": f"{_KIND}.document.main+xml",
                                      "word/styles.xml": f"{_KIND}.styles+xml",
                                      "word/footer1.xml": f"{_KIND}.footer+xml"}, pictures=bool(shown)),
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{OFFICE}"><w:body>{body}{_PAGE}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{_DEFAULTS}{"".join(_styles())}</w:styles>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{_W}">{_FOOT}</w:ftr>',
        "word/_rels/document.xml.rels": relations({"rId1": ("styles", "styles.xml"), "rId2": ("footer", "footer1.xml"), **{
            f"rIdP{number}": ("image", f"media/picture{number}.png") for number in range(1, len(shown) + 1)}})}
    for number, one in enumerate(shown, 1):
        parts[f"word/media/picture{number}.png"] = one.png
    return Rendered("docx", packed(parts), "\n".join(printed(report)))


_PAGE = ('<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
         '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1361" w:bottom="1361" '
         'w:left="1361" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>')
# Counted by the program that shows the pages; the numbers here only hold the place.
_FOOT = ('<w:p><w:pPr><w:pStyle w:val="Small"/><w:jc w:val="right"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
         '</w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r>'
         '</w:fldSimple></w:p>')
_ROOM = 9184
"""Twentieths of a point between the margins."""
_DEFAULTS = ('<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" '
             f'w:cs="Noto Sans" w:eastAsia="{_EAST}"/><w:color w:val="1E2326"/><w:sz w:val="21"/></w:rPr>'
             '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="300" w:lineRule="auto"/></w:pPr>'
             '</w:pPrDefault></w:docDefaults>')


def _styles() -> Iterator[str]:
    plain = '<w:style w:type="paragraph" {default}w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'
    yield plain.format(default='w:default="1" ', id="Normal", name="Normal", more="")
    yield plain.format(default="", id="Title", name="Title", more=(
        '<w:basedOn w:val="Normal"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="6" w:color="1D5B5E"/>'
        '</w:pBdr></w:pPr><w:rPr><w:b/><w:sz w:val="40"/></w:rPr>'))
    yield plain.format(default="", id="Heading1", name="heading 1", more=(
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:color w:val="1D5B5E"/><w:sz w:val="25"/></w:rPr>'))
    yield plain.format(default="", id="Quote", name="Quote", more=(
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:pBdr><w:left w:val="single" w:sz="18" w:space="10" '
        'w:color="1D5B5E"/></w:pBdr><w:ind w:left="284"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr>'))
    yield plain.format(default="", id="Small", name="Small", more=(
        '<w:basedOn w:val="Normal"/><w:rPr><w:color w:val="565B5E"/><w:sz w:val="18"/></w:rPr>'))
    yield plain.format(default="", id="Cell", name="Cell", more=(
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="264" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="19"/></w:rPr>'))
    yield plain.format(default="", id="Fact", name="Fact", more=(
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:after="40"/></w:pPr>'))


def _body(report: RedactedReport, numbers: Mapping[int, int]) -> Iterator[str]:
    if report.subtitle and report.kind == "report":
        yield _paragraph(report.subtitle, "Small")
    yield _leaf(report.title, "Title")
    if report.subtitle and report.kind == "letter":
        yield _paragraph(report.subtitle, "Small")
    for section in report.sections:
        yield from _section(section, numbers)


def _section(section: Section[Clean], numbers: Mapping[int, int]) -> Iterator[str]:
    heading = ": ".join(part for part in (section.heading, section.title.text if section.title else "") if part)
    if heading:
        yield _paragraph(heading, "Heading1")
    for block in section.blocks:
        yield from drawing.figure(block, numbers[id(block)]) if isinstance(block, Figure) else _block(block)


def _block(block: Block[Clean]) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _leaf(block.text, bold=block.strong)
    elif isinstance(block, Fact):
        yield f'<w:p><w:pPr><w:pStyle w:val="Fact"/></w:pPr>{_run(block.label + ": ", bold=True)}{_run(block.value.text, block.value.language)}</w:p>'
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, 1):
            mark = f"{number}. " if block.numbered else "– "
            yield f'<w:p><w:pPr><w:ind w:left="284"/></w:pPr>{_run(mark)}{_run(item.text, item.language)}</w:p>'
    elif isinstance(block, Quote):
        yield _leaf(Clean(f"“{block.text.text}”", block.text.language), "Quote")
        yield (f'<w:p><w:pPr><w:ind w:left="284"/></w:pPr>{_run(block.speaker.text, bold=True)}'
               f"{_run(f' · {block.mark}')}</w:p>")
    elif isinstance(block, Table):
        yield _table(block)
        yield "<w:p/>"


def _table(table: Table[Clean]) -> str:
    """A table whose rows stay whole and whose head stands on every page; columns share the room by what they hold."""
    longest = [max([len(column), *(min(max(map(len, row[at].text.split("\n"))), 40) for row in table.rows)])
               for at, column in enumerate(table.columns)]
    widths = [_ROOM * max(one, 8) // sum(max(other, 8) for other in longest) for one in longest]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(_cell(_paragraph(column, "Small", bold=True), width) for column, width in zip(table.columns, widths, strict=True))
    rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
                   f"{''.join(_cell(_leaf(cell, 'Cell'), width) for cell, width in zip(row, widths, strict=True))}</w:tr>"
                   for row in table.rows)
    line = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="D8D5CC"/>'
    borders = "".join(line.format(side=side) for side in ("top", "bottom", "insideH"))
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{_ROOM}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>")


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _leaf(leaf: Clean, style: str = "", *, bold: bool = False) -> str:
    """A text as one paragraph for each of its lines; an empty one where there is none."""
    lines = [line for line in leaf.text.split("\n") if line.strip()] or [""]
    return "".join(_paragraph(line, style, leaf.language, bold=bold) for line in lines)


def _paragraph(text: str, style: str = "", language: str = "", *, bold: bool = False) -> str:
    chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{chosen}{_run(text, language, bold=bold)}</w:p>"


def _run(text: str, language: str = "", *, bold: bool = False) -> str:
    if not text:
        return ""
    font = _FONTS.get(language.split("-")[0], "")
    look = (f'<w:rFonts w:eastAsia="{font}"/>' if font else "") + ("<w:b/>" if bold else "")
    return (f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}"
            f'<w:t xml:space="preserve">{words(text)}</w:t></w:r>')
