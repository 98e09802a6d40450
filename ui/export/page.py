# SPDX-License-Identifier: GPL-3.0-or-later
"""The export page: choose, look at what would leave, write, and the proof.

Promises: nothing leaves before the last step; a refusal says what did not happen first; the file is
written by a worker that may write at the chosen place alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from ui.desk import Desk, Report
from ui.export import data
from ui.export.choose import Choose
from ui.export.review import Review
from ui.kit.chips import Chip, state_paint
from ui.kit.page import Page
from ui.kit.states import Working, banner, nothing_yet
from ui.kit.words import button, card, label, picture, row

STEPS = ("Choose", "Review", "Check", "Write")


class ExportPage(Page):
    """Four steps."""

    name = "Export"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._choice = data.Choice()
        self._step = 0
        self._job = ""
        self._preview: Mapping[str, Any] = {}

    def refresh(self) -> None:
        if self._step == 0:
            self.choose()

    def open_record(self, record: str) -> None:
        """`appeal:<id>` starts the export of an appeal."""
        kind, _, appeal = record.partition(":")
        if kind == "appeal" and appeal:
            self._choice = data.Choice(audience="appeal", appeal=appeal)
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

    def choose(self) -> None:
        """Step 1."""
        self._say(0, "Nothing has left yet.")
        if not self._desk.source.ids("people"):
            self.set_body(nothing_yet("export", "Nothing to export yet", "Once there are people and statements, what "
                                      "may leave is put together here, and looked at before it leaves."), None)
            self.bar.hide()
            return
        self.set_body(Choose(self._desk, self._choice, lambda: self._say(0, "Nothing has left yet.")), None)
        self.bar.show_acts("Next: look at what would leave. Nothing leaves by looking.",
                           button("Look at what would leave", self.look, kind="primary"))

    def look(self) -> None:
        """Ask a worker for the preview."""
        self._say(1, "Nothing has left yet.")
        self._work("preview", self._choice.options(), "Putting together what would leave", self._looked)

    def _looked(self, report: Report) -> None:
        self._preview = report
        self.review()

    def review(self) -> None:
        """Step 2."""
        self._say(1, "Nothing has left yet. While one item is undecided, no file is written.")
        self.set_body(Review(self._desk, self, self._choice, self._preview, self.ask_place), None)

    def ask_place(self) -> None:
        """Step 3: where to."""
        ending = self._choice.format
        asked = QFileDialog(self, "Casefile")
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        asked.setDirectory(QDir.homePath())
        asked.setNameFilter(f"{data.FORMATS[ending]} (*.{ending})")
        asked.setDefaultSuffix(ending)
        asked.selectFile(f"{'appeal' if self._choice.appeal else self._choice.audience}.{ending}")
        if asked.exec() and asked.selectedFiles():
            self.write(asked.selectedFiles()[0])

    def write(self, place: str) -> None:
        """Step 4: a worker writes, opens the file again and searches it."""
        self._say(2, "The file is written only after it was searched.")
        job = "appeal" if self._choice.appeal else "export"
        self._work(job, {**self._choice.options(), "out": place}, "Writing and checking", self._written)

    def _work(self, job: str, options: Mapping[str, Any], title: str, done: Callable[[Report], None]) -> None:
        working = Working(title, self._stop, "Stop, nothing is written")
        self.set_body(working, None)
        self.bar.hide()

        def told(report: Report) -> None:
            working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        def ended(report: Report) -> None:
            self._job = ""
            if "error" in report:
                self._refused(report["error"])
            else:
                done(report)

        self._job = self._desk.bridge.start_worker(job, options, told, ended)

    def _stop(self) -> None:
        if self._job:
            self._desk.bridge.cancel(self._job)

    def _refused(self, error: Mapping[str, Any]) -> None:
        if error.get("queue") and not self._preview.get("queue"):
            self._preview = {**self._preview, "queue": error["queue"]}
            self.review()
            return
        self._say(self._step, "Nothing has left.")
        said = f"No file was left behind. Your records are unchanged. {error.get('advice', '')}".strip()
        parts: list[QWidget | None] = [banner("bad", str(error.get("message", "The export was not written.")), said,
                                              button("Back to the choice", self.choose), mark="cross")]
        found = [*error.get("findings", []), *error.get("problems", [])]
        if found:
            parts.append(card(label("Where", "section"), *(label(self._finding(one), wrap=True) for one in found[:20]),
                              gap=4))
        self.set_body(*parts, None)
        self.bar.show_acts(f"Code: {error.get('kind', 'fault')}", button("Look again", self.look, kind="primary"))

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
        parts.append(card(label("Before you hand it on", "section"), label(
            "What was handed out cannot be taken back. If somebody withdraws consent, the list under the vault's log "
            "says who has a copy.", wrap=True)))
        self.set_body(*parts, None)
        self.bar.show_acts("Next: go on where you stopped.", button("Another export", self._again),
                           button("Go to Home", lambda: self._desk.go("Home"), kind="primary"))
        self._desk.changed.emit("", "")

    def _again(self) -> None:
        self._choice = data.Choice(audience=self._choice.audience if not self._choice.appeal else "press")
        self._preview = {}
        self.choose()
