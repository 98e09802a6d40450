# SPDX-License-Identifier: GPL-3.0-or-later
"""The PDF: the same bytes each time, words as data, nothing in it but what the report says."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from casefile.export import render_csv, render_json, render_pdf, render_txt
from casefile.export.fonts import FontMissing
from casefile.export.gather import select
from casefile.export.redact import redact
from casefile.export.report import Clean, Document, Listing, Paragraph, Quote, RedactedReport, Section, Table
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.export.sections import write
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from tests.export.material import KEY, SAMPLE, group, holdings, known, matcher


def _report(*texts: str, language: str = "") -> RedactedReport:
    return Document("press", Clean("A title"), "For the press", (
        Section("Texts", tuple(Paragraph(Clean(text, language)) for text in texts)),
        Section("Notes", (Paragraph(Clean("A note.")),))))


def _text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_the_same_report_gives_the_same_bytes() -> None:
    report = _report("한국어와 中文 and Русский")
    assert render_pdf.render(report).data == render_pdf.render(report).data


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "*bold* _it_ $x^2$ `raw` <label> @ref", "#panic()",
                                  "= Heading", "] #import \"x\"", "\\u{41} -- --- ~", "// gone /* gone */"])
def test_what_people_wrote_is_never_markup(text: str) -> None:
    assert "".join(text.split()) in "".join(_text(render_pdf.render(_report(text)).data).split())


def test_metadata_is_constant_and_says_nothing() -> None:
    for text in ("one", "two"):
        with pikepdf.open(io.BytesIO(render_pdf.render(_report(text)).data)) as pdf:
            assert str(pdf.docinfo.get("/Title")) == "Report"
            assert "/Author" not in pdf.docinfo
            assert not pdf.attachments


def test_a_letter_no_font_has_refuses_instead_of_going_missing() -> None:
    with pytest.raises(FontMissing) as refused:
        render_pdf.render(_report("a private use letter: \ue123"))
    assert "U+E123" in refused.value.message
    assert refused.value.exit_code == 5


def test_control_characters_do_not_reach_the_paper() -> None:
    assert "a b" in _text(render_pdf.render(_report("a\x07b")).data)


def test_every_kind_of_block_comes_back_whole() -> None:
    report = Document("press", Clean("제목"), "For the press", (
        Section("A", (Listing((Clean("one"), Clean("two"))), Table(("X", "Y"), ((Clean("1"), Clean("셋")),)),
                      Quote(Clean("We will not go back.\nNever."), Clean("Quiet Heron"), "Translated")),
                Clean("title")), Section("B", (Paragraph(Clean("中文", "zh"), strong=True),))))
    terms = LeakTerms.build([], [])
    for module in (render_pdf, render_txt, render_csv, render_json):
        done = module.render(report)
        assert search_file(done.data, f"x.{done.format}", terms, ours=True, letters=done.letters, again=done.again, kept=[]) == []


def test_a_long_table_says_its_head_on_every_page_and_nothing_else_twice() -> None:
    rows = tuple((Clean(f"Quiet Heron {number}"), Clean("a river")) for number in range(90))
    report = Document("press", Clean("A title"), "For the press", (
        Section("People", (Table(("Person", "Where"), rows),)), Section("Notes", (Paragraph(Clean("A note.")),))))
    done = render_pdf.render(report)
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        pages = len(pdf.pages)
    assert pages > 2
    assert _text(done.data).count("Person") >= pages - 1
    terms = LeakTerms.build([], [])
    assert search_file(done.data, "x.pdf", terms, ours=True, letters=done.letters, again=done.again, kept=[]) == []
    for again, letters in (((), done.letters), (("Person", "Were"), done.letters), (done.again, done.letters + "Person"),
                           (done.again, done.letters.replace("Heron 7\n", "\n", 1))):
        found = search_file(done.data, "x.pdf", terms, ours=True, letters=letters, again=again, kept=[])
        assert {one.kind for one in found} == {"incomplete"}, again


def test_a_checksum_stays_inside_its_column() -> None:
    report = Document("internal", Clean("A title"), "For the press", (
        Section("Attachments", (Table(("Title", "SHA-256"), ((Clean("A list"), Clean("a4450505fa4e9203" * 4)),)),)),
        Section("Notes", (Paragraph(Clean("A note.")),))))
    document = pypdfium2.PdfDocument(render_pdf.render(report).data)
    page = document[0]
    text = page.get_textpage()
    right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
    assert right <= page.get_width() - 60
    document.close()


@pytest.mark.parametrize("audience", ["press", "un", "internal"])
def test_a_whole_export_passes_the_leak_check_in_every_format(audience: str) -> None:
    document = group(12) if audience != "internal" else SAMPLE
    selection = select(holdings(document), ExportRequest(audience, "pdf"))
    report = redact(write(selection), selection.names, matcher(document), KEY, REDACT_ALL).settled()
    terms = LeakTerms.build(known(document), document.get("public_contacts", ()))
    for module in (render_pdf, render_txt, render_csv, render_json):
        done = module.render(report)
        assert search_file(done.data, f"x.{done.format}", terms, ours=True, letters=done.letters, again=done.again, kept=[]) == []
