# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted report as XLSX: one sheet for each heading, every cell plain text.

No formulas, no shared strings, no properties; a cell that could be taken for a formula after copying
gets an apostrophe, as in CSV.
"""

from __future__ import annotations

from casefile.errors import CannotVerify
from casefile.export.package import OFFICE, packed, relations, types, words
from casefile.export.render_csv import guarded, rows_of
from casefile.export.report import RedactedReport, Rendered

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST = 32767  # characters a cell can hold


def render(report: RedactedReport) -> Rendered:
    """The report as an XLSX file."""
    sheets = _sheets(report)
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="{words(name)}" sheetId="{number}" r:id="rId{number}"/>'
                     for number, name in enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": types({"xl/workbook.xml": f"{_KIND}.sheet.main+xml",
                                      **dict.fromkeys(names, f"{_KIND}.worksheet+xml")}),
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations({f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml")
                                                 for number in range(1, len(sheets) + 1)})}
    for name, rows in zip(names, sheets.values(), strict=True):
        parts[name] = _sheet(rows)
    letters = "\n".join(cell for rows in sheets.values() for row in rows for cell in row)
    return Rendered("xlsx", packed(parts), letters)


def _sheets(report: RedactedReport) -> dict[str, list[list[str]]]:
    """The rows of every sheet, by the heading it is named for."""
    sheets: dict[str, list[list[str]]] = {"About": [["Title", guarded(report.title.text)], ["For", report.subtitle]]}
    for section in report.sections:
        title = section.title.text if section.title else ""
        rows = sheets.setdefault(section.heading[:31] or "Text", [])
        rows += [[_fitting(guarded(cell)) for cell in ([title, *row] if title else row)]
                 for block in section.blocks for row in rows_of(block)]
    return sheets


def _fitting(cell: str) -> str:
    if len(cell) > _LONGEST:
        raise CannotVerify("A text is longer than a cell of a spreadsheet can be.", kind="cell-too-long",
                           advice="Nothing was written. Choose csv, pdf or docx for full statements.")
    return cell


def _sheet(rows: list[list[str]]) -> str:
    written = "".join(f"<row>{''.join(_cell(cell) for cell in row)}</row>" for row in rows)
    return (f'<worksheet xmlns="{_S}"><cols><col min="1" max="8" width="28" customWidth="1"/></cols>'
            f"<sheetData>{written}</sheetData></worksheet>")


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{words(text)}</t></is></c>'
