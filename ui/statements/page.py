# SPDX-License-Identifier: GPL-3.0-or-later
"""The statements page: a list, and one statement with its translation beside it.

Promises: a paragraph and its translation stand in one row; people are chips; unscreened text is
said on top and marked in place, and the plum button leads to the screening.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui import reading
from ui.desk import Desk, Report
from ui.history import History
from ui.kit.book import BookPage
from ui.kit.chips import Chip, pseudonym_paint, state_paint
from ui.kit.page import narrower_than
from ui.kit.passages import CJK, Inline, Passage
from ui.kit.rows import Row, RowList
from ui.kit.states import Working, banner, draft_waits, nothing_yet
from ui.kit.theme import em, space
from ui.kit.words import box, button, column, label, line, link, row
from ui.statements import data
from ui.statements.edit import StatementForm

AT_ONCE = 40


class StatementsPage(BookPage):
    """List and statement."""

    name = "Statements"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__("Statements", RowList("Statements", more=True, chips="end"),
                         button("Add a statement", self.add, mark="add"))
        self._view: data.StatementView | None = None
        self._grid = QGridLayout()
        self._made = 0
        self._above = QVBoxLayout()
        self.record_page.area.verticalScrollBar().valueChanged.connect(self._more)

    def ids(self, containing: str) -> Sequence[str]:
        return self._desk.source.ids("statements", containing=containing)

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        return data.rows(self._desk.source, ids)

    def facts(self, count: int) -> str:
        waiting = [one for one in self._desk.source.waiting() if one.kind == "statements"]
        unscreened = sum(one.state == "unscreened" for one in waiting)
        words = ["1 statement" if count == 1 else f"{count} statements"]
        words.append(f"{unscreened} not screened for names" if unscreened else "all screened for names")
        if len(waiting) > unscreened:
            words.append(f"{len(waiting) - unscreened} with places that could be names")
        return " · ".join(words)

    def nothing(self) -> QWidget:
        return nothing_yet("statements", "No statements yet", "What a person said stands here, in her own words, "
                           "with translations beside it.", "Add a statement", self.add)

    def show_record(self, record: str) -> None:
        view = data.statement(self._desk.source, record)
        self._view = view
        page = self.record_page
        beside = (label("by", "muted"), Chip(view.by, pseudonym_paint(), 1.0)) if view.by else ()
        page.set_head(view.title, view.facts, self.way_back(), link("History", self._history), button(
            "Edit", lambda: self._edit(record), mark="pencil", name=f"Edit {view.title}"), beside=beside)
        parts: list[QWidget | None] = []
        self._above = QVBoxLayout()
        above = QWidget()
        self._above.setContentsMargins(0, 0, 0, 0)
        above.setLayout(self._above)
        if not view.screened or view.doubts:
            self._above.addWidget(self._banner(view))
        else:
            above.hide()
        if self._desk.source.draft(f"statements/{record}"):
            parts.append(draft_waits(lambda: self._edit(record)))
        parts += [above, self._text(view), None]
        page.set_body(*parts)
        if view.by_id:
            page.bar.show_acts(f"Next: look at the risk of {view.by}, who said this.", button(
                f"Open {view.by}", lambda: self._desk.go("People", view.by_id), kind="primary"))
        else:
            page.bar.hide()

    def _banner(self, view: data.StatementView) -> QFrame:
        act = button("Open identities and screen", self._screen, kind="ident", mark="identity")
        if not view.screened:
            return banner("warn", "This statement has not been screened for names",
                          "It was written while identities were closed. It is safe here; it cannot be exported "
                          "until it is screened.", act, mark="unscreened")
        words = "One place could be a name" if view.doubts == 1 else f"{view.doubts} places could be names"
        return banner("warn", words, "They are safe here. An export asks you about each of them before anything leaves.",
                      mark="unscreened")

    def _screen(self) -> None:
        job: list[str] = []
        working = Working("Screening for names", lambda: self._desk.bridge.cancel(job[0]))
        self._above.addWidget(working)

        def told(report: Report) -> None:
            working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        def done(report: Report) -> None:
            error = report.get("error")
            working.hide()
            working.deleteLater()
            if error:
                self._above.addWidget(banner("bad", str(error.get("message", "It was not screened.")),
                                             f"Your records are unchanged. {error.get('advice', '')}", mark="cross"))
                return
            self._desk.changed.emit("", "")
            if self.shown:
                self.show_record(self.shown)

        job.append(self._desk.bridge.start_worker("screening", {}, told, done))

    def _text(self, view: data.StatementView) -> QFrame:
        grid = QGridLayout()
        grid.setContentsMargins(space(16), space(12), space(14), space(14))
        grid.setHorizontalSpacing(space(12))
        grid.setVerticalSpacing(space(8))
        self._grid, self._made = grid, 0
        both = bool(view.translation)
        heads = label(f"{reading.language(view.language)}, original", "head", wrap=True)
        grid.addWidget(heads, 0, 1)
        if both and not self._stacked():
            words = f"{reading.language(view.translation)} translation"
            second = row(label(words, "head"), label(view.translated_by, "small"), None)
            grid.addLayout(second, 0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1 if both and not self._stacked() else 0)
        grid.setColumnMinimumWidth(0, em(1.6))
        self._more()
        return box(grid, "card")

    def _stacked(self) -> bool:
        return self.window().isVisible() and narrower_than(self, 64)

    def _more(self) -> None:
        view = self._view
        bar = self.record_page.area.verticalScrollBar()
        if view is None or (self._made and bar.value() < bar.maximum() - 400):
            return
        for pair in view.pairs[self._made:self._made + AT_ONCE]:
            self._add_pair(view, pair)
        self._made = min(len(view.pairs), self._made + AT_ONCE)

    def _add_pair(self, view: data.StatementView, pair: data.Pair) -> None:
        grid = self._grid
        at = grid.rowCount()
        grid.addWidget(line(), at, 0, 1, 3)
        number = label(str(pair.number), "key")
        number.setAlignment(Qt.AlignmentFlag.AlignTop)
        number.setContentsMargins(0, space(6), 0, 0)
        grid.addWidget(number, at + 1, 0)
        left = self._cell(view, pair, pair.original, view.language, "original", pair.quote_original)
        grid.addWidget(left, at + 1, 1, Qt.AlignmentFlag.AlignTop)
        if view.translation:
            right = self._cell(view, pair, pair.translation, view.translation, "translation", pair.quote_translation)
            place = (at + 2, 1) if self._stacked() else (at + 1, 2)
            grid.addWidget(right, *place, Qt.AlignmentFlag.AlignTop)

    def _cell(self, view: data.StatementView, pair: data.Pair, pieces: tuple[str | Inline, ...], code: str,
              side: str, quoted: str) -> QWidget:
        passage = Passage(f"Paragraph {pair.number}, {side}", language=code, marked=not view.screened)
        passage.show_pieces(pieces)
        parts: list[QWidget] = [passage]
        if code.split("-")[0] in CJK:
            passage.setMaximumWidth(em(34))
        layout = column(*parts, gap=2)
        if quoted:
            layout.addLayout(row(Chip(quoted, state_paint("good", "quote"), 0.9), None))
        holder = QWidget()
        holder.setMaximumWidth(em(34))
        holder.setLayout(layout)
        return holder

    def _history(self) -> None:
        History(self._desk, self.record_page, "statements", self.shown, self._done).show()

    def add(self) -> None:
        """The form of a new record; a case comes first."""
        if not self._desk.source.ids("cases"):
            self._desk.go("Cases")
            return
        self._edit("")

    def go_on(self, draft: str) -> None:
        """Back into the form of a draft."""
        record = draft.partition("/")[2]
        self._edit("" if record == "new" else record)

    def _edit(self, record: str) -> None:
        StatementForm(self._desk, self.record_page, record, self._done).show()
        self._stack.setCurrentWidget(self.record_page)

    def _done(self, record: str) -> None:
        if record:
            self.open_record(record)
        else:
            self.refresh()
