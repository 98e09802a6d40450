# SPDX-License-Identifier: GPL-3.0-or-later
"""DOCX and XLSX: only the parts they need, the same bytes each time, every text as data."""

from __future__ import annotations

import io
import zipfile
from types import ModuleType
from xml.etree import ElementTree

import pytest

from casefile.errors import CannotVerify
from casefile.export import render_docx, render_xlsx
from casefile.export.report import Clean, Document, Listing, Paragraph, Quote, RedactedReport, Section, Table

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _report(text: str = "We will not go back.\nNever.") -> RedactedReport:
    return Document("press", Clean("제목 & <title>"), "For the press", (
        Section("People", (Table(("Person", "Age"), ((Clean("Quiet Heron"), Clean("20–39")),)),)),
        Section("In their own words", (Quote(Clean(text), Clean("Quiet Heron"), "Translated"),
                                       Listing((Clean("one"), Clean("中文", "zh")), numbered=True))),
        Section("Notes", (Paragraph(Clean("=HYPERLINK(1)")),), Clean("more"))))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("module", [render_docx, render_xlsx])
def test_the_same_report_gives_the_same_bytes_and_no_trace_of_when(module: ModuleType) -> None:
    data = module.render(_report()).data
    assert data == module.render(_report()).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(member.extra or member.comment for member in package.infolist())
        assert not any("docProps" in name or "thumbnail" in name for name in package.namelist())


@pytest.mark.parametrize("module", [render_docx, render_xlsx])
def test_every_part_is_xml_whatever_people_wrote(module: ModuleType) -> None:
    for text in ("a & b < c > d ]]> \"e\"", "\x00\x0b\ufffe\x1f", "line\r\nend\rx", "😀 한글"):
        for content in _parts(module.render(_report(text)).data).values():
            ElementTree.fromstring(content)


def test_the_words_of_a_docx_are_those_of_the_report() -> None:
    done = render_docx.render(_report())
    tree = ElementTree.fromstring(_parts(done.data)["word/document.xml"])
    texts = ["".join(text.text or "" for text in one.iter(f"{WORD}t")) for one in tree.iter(f"{WORD}p")]
    assert [text for text in texts if text] == [
        "For the press", "제목 & <title>", "People", "Person", "Age", "Quiet Heron", "20–39", "In their own words",
        "“We will not go back.", "Never.”", "Quiet Heron · Translated", "1. one", "2. 中文", "Notes: more",
        "=HYPERLINK(1)"]


def test_cells_are_text_and_no_formula() -> None:
    parts = _parts(render_xlsx.render(_report()).data)
    sheets = b"".join(content for name, content in parts.items() if "sheet" in name)
    assert b"<f>" not in sheets
    assert b"'=HYPERLINK(1)" in sheets
    assert "xl/sharedStrings.xml" not in parts


def test_a_text_that_no_cell_holds_refuses_instead_of_being_cut() -> None:
    with pytest.raises(CannotVerify):
        render_xlsx.render(_report("x" * 40000))
