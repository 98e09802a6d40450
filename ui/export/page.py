# SPDX-License-Identifier: GPL-3.0-or-later
"""The export page: choose, look at what would leave, write, and the proof.

Promises: nothing leaves before the last step; a refusal says what did not happen first; the file is
written by one worker that may write at the chosen place alone: it waits for the decisions, so that the
identity passphrase is asked once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QLayout, QWidget
from shiboken6 import isValid

from ui.desk import Desk, Report
from ui.export import data, second
from ui.export.choose import Choose
from ui.export.kept import Choice, kept, waiting
from ui.export.review import Review
from ui.kit.chips import Chip, state_paint
from ui.kit.page import Page
from ui.kit.states import Working, banner, nothing_yet
from ui.kit.words import button, card, label, link, picture, row

STEPS = ("Choose", "Review", "Check", "Write")


class ExportPage(Page):
    """Four steps."""

    name = "Export"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._choice = Choice()
        self._step = 0
        self._job = ""
        self._preview: Mapping[str, Any] = {}
        self._working: Working | None = None

    def refresh(self) -> None:
        if self._step == 0:
            self.choose()

    def open_record(self, record: str) -> None:
        """`appeal:<id>` starts the export of an appeal; the name of a kept review goes on with it."""
        kind, _, appeal = record.partition(":")
        if kind == "appeal" and appeal:
            self._choice = Choice(audience="appeal", appeal=appeal)
            self.choose()
        elif found := kept(self._desk.source, f"export/{record}"):
            self._choice = found
            self.choose()

    def _say(self, step: int, facts: str) -> None:
        self._step = step
        who = "an appeal" if self._choice.appeal else data.AUDIENCES.get(self._choice.audience, "")
        chips: list[QWidget] = []
        for at, words in enumerate(STEPS):
            if at:
                chips.append(picture("next", "muted", 0.9))
            text = words if at < step else f"{at + 1}  {words}"
            paint = state_paint("step") if at == step else state_paint("plain", "check" if at < step else "")
            chips.append(Chip(text, paint))
        self.set_head(f"Export for {who}" if not self._choice.appeal else "Export an appeal", facts, row(*chips, gap=8))

    # -- 1 choose -------------------------------------------------------------------------

    def choose(self) -> None:
        """Step 1: what, for whom, and where to."""
        self._say(0, "Nothing has left yet.")
        if not self._desk.source.ids("people"):
            self.set_body(nothing_yet("export", "Nothing to export yet", "Once there are people and statements, what "
                                      "may leave is put together here, and looked at before it leaves."), None)
            self.bar.hide()
            return
        begun = [self._begun(one) for one in waiting(self._desk.source)]
        self.set_body(*begun, Choose(self._desk, self._choice, lambda: self._say(0, "Nothing has left yet.")), None)
        self.bar.show_acts("Next: choose the place, then look at what would leave. Nothing leaves by looking.",
                           button("Choose the place, and look…", self.ask_place, kind="primary"))

    def _begun(self, choice: Choice) -> QWidget:
        """A review that was begun: decisions outlive a lock."""
        def on() -> None:
            self._choice = choice
            if choice.out and os.path.isdir(os.path.dirname(choice.out)):
                self.look()
            else:
                self.ask_place()

        def gone() -> None:
            choice.let_go(self._desk.source)
            self._choice = Choice()
            self.choose()

        who = "an appeal" if choice.appeal else data.AUDIENCES.get(choice.audience, "")
        many = len(choice.decisions)
        return banner("next", f"You were deciding what may leave for {who}",
                      f"{'One decision is' if many == 1 else f'{many} decisions are'} kept. Nothing has left.",
                      button("Go on with the review", on), link("Let it go", gone), mark="export")

    def ask_place(self) -> None:
        """Where the file is to go: known before the names are opened, for that process may write there alone."""
        ending = self._choice.format
        asked = QFileDialog(self, "Casefile")
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        asked.setDirectory(QDir.homePath())
        asked.setNameFilter(f"{data.FORMATS[ending]} (*.{ending})")
        asked.setDefaultSuffix(ending)
        asked.selectFile(f"{'appeal' if self._choice.appeal else self._choice.audience}.{ending}")
        if asked.exec() and asked.selectedFiles():
            self.look(asked.selectedFiles()[0])

    # -- 2 look and decide ----------------------------------------------------------------

    def look(self, place: str = "") -> None:
        """Start the worker: it plans, asks, and writes what was decided."""
        self._choice.out = place or self._choice.out
        self._choice.take_up(self._desk.source)
        self._say(1, "Nothing has left yet.")
        self._work("Putting together what would leave")

    def _looked(self, plan: Report) -> None:
        self._preview = plan
        self.review()

    def review(self) -> None:
        """Step 2."""
        self._say(1, "Nothing has left yet. While one item is undecided, no file is written.")
        self.set_body(Review(self._desk, self, self._choice, self._preview, self.write), None)

    # -- 3 and 4 check and write ----------------------------------------------------------

    def write(self) -> None:
        """The worker writes, opens the file again and searches it."""
        self._say(2, "The file is written only after it was searched.")
        if self._job:
            self._show_working("Writing and checking")
            self._desk.bridge.answer(self._job, {"decisions": self._choice.decisions})
        else:  # it gave up waiting; started again, it has the decisions at once
            self._work("Writing and checking", at_once=True)

    def _show_working(self, title: str) -> None:
        self._working = Working(title, self._stop, "Stop, nothing is written")
        self.set_body(self._working, None)
        self.bar.hide()

    def _work(self, title: str, *, at_once: bool = False) -> None:
        self._show_working(title)
        answered = not at_once

        def told(report: Report) -> None:
            if self._working is not None and isValid(self._working):
                self._working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        def asked(plan: Report) -> None:
            nonlocal answered
            undecided = [one for one in plan.get("queue", []) if one["item"] not in self._choice.decisions]
            if not answered and not undecided:
                self._desk.bridge.answer(self._job, {"decisions": self._choice.decisions})
            else:
                self._looked(plan)
            answered = True

        def ended(report: Report) -> None:
            self._job = ""
            error = report.get("error")
            if error and error.get("kind") == "waited-too-long" and self._step == 1:
                self._say(1, "The names were closed again after two quiet minutes. Your decisions are kept; writing asks "
                             "for the identity passphrase once more.")
            elif error:
                self._refused(error)
            else:
                self._choice.let_go(self._desk.source)
                self._written(report)

        self._job = self._desk.bridge.start_worker("export", {**self._choice.options(), "review": True}, told, ended,
                                                   asked)

    def _stop(self) -> None:
        if self._job:
            self._desk.bridge.cancel(self._job)

    def _refused(self, error: Mapping[str, Any]) -> None:
        self._say(self._step, "Nothing has left.")
        said = f"No file was left behind. Your records are unchanged. {data.advice(error)}".strip()
        parts: list[QWidget | None] = [banner("bad", str(error.get("message", "The export was not written.")), said,
                                              button("Back to the choice", self.choose), mark="cross")]
        found = [*error.get("findings", []), *error.get("problems", [])]
        if found:
            parts.append(card(label("Where", "section"), *(label(self._finding(one), wrap=True) for one in found[:20]),
                              gap=4))
        if error.get("kind") in second.KINDS and not self._choice.second:
            parts.append(second.SecondPerson(self._answered_for))
        self.set_body(*parts, None)
        self.bar.show_acts(f"Code: {error.get('kind', 'fault')}", button("Look again", lambda: self.look(), kind="primary"))

    def _answered_for(self, reason: str, name: str) -> None:
        self._choice.reason, self._choice.second = reason, name
        self.look()

    @staticmethod
    def _finding(one: object) -> str:
        if not isinstance(one, Mapping):
            return str(one)
        return " · ".join(str(one[key]) for key in ("where", "kind", "tier", "field", "message") if one.get(key))

    def _written(self, report: Report) -> None:
        self._say(3, "Written and checked.")
        people, replaced = int(report.get("people", 0)), int(report.get("replaced", 0))
        reviewed = report.get("review") or {}
        facts: list[QWidget | QLayout | int | None] = [
            row(picture("check", "good", 1.6), label("The file is written", "section"), None),
            label(str(report.get("file", "")), "head", wrap=True),
            label(f"{people} {'person' if people == 1 else 'people'} in it. Names and numbers replaced in "
                  f"{data.places(replaced)}; {reviewed.get('redacted', 0)} removed and {reviewed.get('kept', 0)} kept by you.",
                  wrap=True)]
        if report.get("canaries"):
            facts.append(label(f"The search found {str(report['canaries']).replace('/', ' of ')} planted test words, and nothing in your file.",
                               wrap=True))
        if report.get("sha256"):
            facts.append(label(f"SHA-256: {report['sha256']}", "small", wrap=True))
        gone = data.left_out(self._desk.source, report.get("excluded", []))
        parts: list[QWidget | None] = [card(*facts)]
        if gone:
            parts.append(card(label("Left out", "section"), *(label(one, wrap=True) for one in gone), gap=4))
        parts.append(card(label("Before you hand it on", "section"), *(label(words, "warn", wrap=True) for words in data.warnings(
            report.get("warnings", []))), label("What was handed out cannot be taken back. If somebody withdraws consent, the "
                                                "list under the vault's log says who has a copy.", wrap=True), gap=4))
        self.set_body(*parts, None)
        self.bar.show_acts("Next: go on where you stopped.", button("Another export", self._again),
                           button("Go to Home", lambda: self._desk.go("Home"), kind="primary"))
        self._desk.changed.emit("", "")

    def _again(self) -> None:
        self._choice = Choice(audience=self._choice.audience if not self._choice.appeal else "press")
        self._preview = {}
        self.choose()
