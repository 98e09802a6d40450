# SPDX-License-Identifier: GPL-3.0-or-later
"""The log: what was done, when and why, six words for where it stands, and the proof that it is whole.

Promises: entries come in blocks, newest first, with a record's pseudonym or title and never its text; "Verify" has a
worker read every entry and every past state.
Must never: show the identity vault's log, or change an entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui import reading
from ui.audit.words import act_words
from ui.desk import Desk, Report
from ui.kit.page import Page
from ui.kit.rows import Row, RowList
from ui.kit.states import Working, banner
from ui.kit.theme import em
from ui.kit.words import button, card, label, link, row


class LogPage(Page):
    """Head words, verify, entries."""

    name = "Log"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job = ""

    def refresh(self) -> None:
        if not self._job:
            self._show()

    def _show(self, *above: QWidget) -> None:
        count, six = self._desk.source.log_head()
        entries = "one entry" if count == 1 else f"{count} entries"
        self.set_head("Log", f"What was done in the case vault: {entries}. Nobody can change one unseen.",
                      link("Back to Settings", lambda: self._desk.go("Settings")))
        rows = RowList("Entries of the log")
        rows.fill([str(seq) for seq in range(count, 0, -1)], self._block)
        rows.setMinimumHeight(em(26))
        self.set_body(*above, self._six(count, six), rows)
        self.body.setStretchFactor(rows, 1)
        self.bar.hide()

    def _six(self, count: int, six: str) -> QFrame:
        words: QLabel = label(six, "section", wrap=True)
        words.setAccessibleName(f"Six words of the newest entry: {six}")
        return card(words, label(
            f"These six words stand for entry {count}, the newest. Note number and words outside this computer: a vault that "
            "was put back to an older state as a whole has fewer entries, and nothing inside it can tell.", "small",
            wrap=True),
            row(button("Verify the log", self.verify, kind="primary"), None), gap=8)

    def _block(self, ids: Sequence[str]) -> Sequence[Row]:
        numbers = [int(one) for one in ids]
        today = self._desk.source.today()
        made = []
        for one in self._desk.source.log_lines(min(numbers), max(numbers)):
            local = one.deed.time.astimezone()
            about = " · ".join(part for part in (
                f"{reading.day(local.date(), today)}, {local:%H:%M}", one.deed.label, one.purpose) if part)
            made.append(Row(str(one.seq), act_words(one.deed.action, one.deed.kind), about, spoken=f"{about}, entry {one.seq}"))
        return made

    def verify(self) -> None:
        """Have a worker go through the whole log."""
        if self._job:
            return
        working = Working("Reading the whole log", self._stop, "Stop, nothing changes")
        self.set_body(working, None)

        def told(report: Report) -> None:
            working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        def done(report: Report) -> None:
            self._job = ""
            error = report.get("error")
            if error and error.get("kind") == "cancelled":
                self._show()
            elif error:
                self._show(banner("bad", str(error.get("message", "")), str(error.get("advice", "")), mark="cross"))
            elif report.get("findings"):
                self._show(banner("bad", "The log is not whole", "Entries were changed or are missing. Do not write to this "
                                  "vault. Copy it as it is, then compare it with a backup.", mark="cross"))
            else:
                self._show(banner("next", "The log is whole", f"Each of its {report.get('entries', 0)} entries follows the "
                                  "one before it, and every past state is the one it names.", mark="check"))

        self._job = self._desk.bridge.start_worker("audit", {}, told, done)

    def _stop(self) -> None:
        if self._job:
            self._desk.bridge.cancel(self._job)
