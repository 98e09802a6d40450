# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate: a finding refuses, a file that does not read back whole is never called clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casefile.errors import CannotVerify, CasefileError, LeakFound
from casefile.export import render_csv, render_docx, render_json, render_pdf, render_txt, render_xlsx
from casefile.export.check import Checked, check
from casefile.export.report import Clean, Document, Paragraph, RedactedReport, Rendered, Section, drill_copy
from casefile.redaction.terms import KnownPerson, Name

PERSON = KnownPerson("p", (Name("남궁태식", "true", "Hang"), Name("Namgung Tae-sik", "spelling", "Latn")))
MODULES = (render_txt, render_csv, render_json, render_pdf, render_docx, render_xlsx)


def _report(text: str) -> RedactedReport:
    return Document("un", Clean("A title"), "For x", (Section("A", (Paragraph(Clean(text)),)),))


def _check(render: Callable[[RedactedReport], Rendered], report: RedactedReport, name: str = "file",
           rendered: Rendered | None = None) -> Checked:
    done = rendered or render(report)
    return check(done, lambda text: render(drill_copy(report, text)).data, f"{name}.{done.format}", [PERSON],
                 ["+82 2 555 0100"], [])


@pytest.mark.parametrize("module", MODULES)
def test_a_clean_file_passes_with_twelve_canaries(module: object) -> None:
    checked = _check(module.render, _report("강을 건넜다. Fax +82 2 555 0100."))  # type: ignore[attr-defined]
    assert checked.canaries == "12/12"


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("text", ["남궁태식이 왔다", "Tae-sik NAMGUNG", "call +86 433 555 0142"])
def test_a_name_or_number_that_slipped_through_refuses(module: object, text: str) -> None:
    with pytest.raises(LeakFound) as refused:
        _check(module.render, _report(text))  # type: ignore[attr-defined]
    assert refused.value.exit_code == 5
    assert refused.value.details["findings"]
    assert "amgung" not in str(refused.value.as_json())


def test_a_name_in_the_files_own_name_refuses() -> None:
    with pytest.raises(LeakFound):
        _check(render_txt.render, _report("nothing"), "Namgung Tae-sik")


def test_a_file_with_fewer_letters_than_the_report_cannot_be_verified() -> None:
    report = _report("We crossed the river.")
    less = Rendered("txt", render_txt.render(_report("We crossed.")).data, render_txt.render(report).letters)
    with pytest.raises(CannotVerify) as refused:
        _check(render_txt.render, report, rendered=less)
    assert not isinstance(refused.value, LeakFound)


def test_a_checker_that_is_blind_is_found_out_by_its_canaries() -> None:
    report = _report("We crossed the river.")
    with pytest.raises(CasefileError) as refused:
        check(render_txt.render(report), lambda text: render_txt.render(report).data, "a.txt", [PERSON], [], [])
    assert refused.value.exit_code == 5
