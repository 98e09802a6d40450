# SPDX-License-Identifier: GPL-3.0-or-later
"""An internal text asks nobody: where the check knows a name the search only suspected, every doubt is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from casefile.export import run
from casefile.export.request import ExportRequest
from casefile.export.review import Decisions
from casefile.redaction.figures import Finder
from casefile.redaction.terms import Span
from casefile.vault.session import Session
from tests.export.material import NAMES


class _Doubting:
    """A search that is sure of nothing."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def find(self, text: str) -> Sequence[Span]:
        """What was found, as doubts."""
        return [replace(span, tier="T3", action="review") for span in self._finder.find(text)]


def _planned(session: Session, audience: str) -> run.ExportPlan:
    planned = run.plan(session, ExportRequest(audience, "txt"))
    title = replace(planned.report.title, text=f"{planned.report.title.text}, told by {NAMES[1]}", own=False)
    return replace(planned, finder=_Doubting(planned.finder), report=replace(planned.report, title=title))


def test_an_internal_text_leaves_with_its_doubts_withheld(group_session: Session, tmp_path: Path) -> None:
    run.apply(group_session, _planned(group_session, "internal"), Decisions(), tmp_path / "a.txt")
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert NAMES[1] not in text
    assert "told by" in text
