# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2 of an export: what would leave, and what waits for a person's decision.

Promises: both texts stand beside each other; each item says why it waits; single keys U N K R act
on it, and are off while a text field has the keyboard; a decision is in the vault before the next
item is shown, and can be taken back or changed until the file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.export import data, items, texts
from ui.export.kept import Choice
from ui.kit.chips import Chip, risk_paint, state_paint
from ui.kit.crowd import CrowdMeter
from ui.kit.page import STACK_EM, Columns, Page, narrower_than
from ui.kit.passages import Passage
from ui.kit.rows import Row, RowList
from ui.kit.states import banner
from ui.kit.theme import em
from ui.kit.words import box, button, card, column, empty, label, line, link, picture, row

_DECIDED = {"redact": "Removed", "keep": "Kept"}


class Review(QWidget):
    """Queue, two texts, why, crowd."""

    def __init__(self, desk: Desk, page: Page, choice: Choice, preview: Mapping[str, Any],
                 ready: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._page, self._choice, self._preview, self._ready = desk, page, choice, preview, ready
        self._items = {one.id: one for one in items.items(desk.source, preview.get("queue", []))}
        self._current, self._decided_shown, self._whole = "", False, False
        self._rows = RowList("Waiting for you", more=True, chips="start")
        self._rows.setMinimumHeight(em(8.4 if narrower_than(page, STACK_EM) else 16))
        self._rows.chosen.connect(self._show)
        self._title, self._left = label("Waiting for you", "section"), label("", "small")
        self._done, self._turn = label(""), link("Show", self._turn_over)
        self._known = link("", self.all_as_then)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        side = QWidget()
        side.setLayout(self._side)
        self.setLayout(column(Columns(self._queue(), side, shares=(1, 3)) if self._items else side, gap=0))
        for key, act in (("U", self.undo), ("N", self.next), ("K", self.keep), ("R", self.remove)):
            made = QAction(self)
            made.setShortcut(QKeySequence(key))
            made.triggered.connect(act)
            self.addAction(made)
        self._reason: QLineEdit | None = None
        self._fill()
        if not self._items:
            self._show("")

    def _queue(self) -> QFrame:
        foot = row(picture("check", "good", 1.1), self._done, None, self._turn, margins=(14, 6, 8, 2))
        head = row(column(self._title, self._left, row(self._known, None), gap=0), None, margins=(14, 12, 14, 10))
        made = box(column(head, line(), self._rows, foot,
                          gap=0, margins=(1, 1, 1, 6)), "card")
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return made

    def waiting(self) -> list[str]:
        """Items nobody has decided yet, worst harm first."""
        return [one for one in self._items if one not in self._choice.decisions]

    def _fill(self, show: str = "") -> None:
        left = self.waiting()
        done = [one for one in self._choice.order if one in self._items]
        if not done or (not left and not show):
            self._decided_shown = bool(done)
        shown = done if self._decided_shown else left
        self._title.setText("Decided" if self._decided_shown else "Waiting for you")
        self._left.setText(f"{len(left)} left · worst harm first" if left else "nothing is left")
        self._done.setText(f"{len(done)} decided")
        known = sum(self._items[one].earlier is not None for one in left)
        self._known.setText(f"Decide {known} as before")
        self._known.setAccessibleName(f"Decide {known} items as in an earlier export")
        self._known.setVisible(known > 1)
        self._turn.setText("Back" if self._decided_shown else "Show")
        self._turn.setAccessibleName("Back to what waits" if self._decided_shown else "Show what is decided")
        self._turn.setVisible(bool(done) and bool(left))
        self._rows.fill(shown, lambda ids: [self._row(one) for one in ids])
        self._bar()
        first = show if show in shown else shown[0] if shown else ""
        if first:
            self._rows.select(first)
            self._show(first)

    def _turn_over(self) -> None:
        self._decided_shown = not self._decided_shown
        self._fill(show=self._current or " ")

    def _row(self, record: str) -> Row:
        one = self._items[record]
        decided = self._choice.decisions.get(record, {})
        where = f"{_DECIDED[decided['action']]} · {one.where}" if decided else (
            f"{_DECIDED[one.earlier[0]]} before · {one.where}" if one.earlier else one.where)
        harm = "high" if one.level in ("high", "critical") else "some"
        return Row(record, one.title, one.quote, where, (("", risk_paint(one.level)),),
                   f"{one.quote}, {where}. Harm if missed: {harm}. {one.why}")

    def _bar(self) -> None:
        bar, total, left = self._page.bar, len(self._items), self.waiting()
        if not total:
            bar.show_acts("Next: write the file. Nothing waits for a decision.",
                          button("Write the file", self._ready, kind="primary"))
            return
        done = total - len(left)
        if not left:
            bar.show_acts(f"{done} of {total} decided. Next: write the file.", *self._key("U", "Undo", self.undo),
                          *self._key("K", "Keep, with reason…", self.keep), *self._key("R", "Remove", self.remove),
                          button("Write the file", self._ready, kind="primary"))
            return
        bar.show_acts(f"{done} of {total} decided. You can stop here and come back.",
                      *self._key("U", "Undo", self.undo), *self._key("N", "Next", self.next),
                      *self._key("K", "Keep, with reason…", self.keep),
                      *self._key("R", "Remove", self.remove, kind="primary"))

    @staticmethod
    def _key(key: str, words: str, act: Callable[[], None], kind: str = "") -> tuple[QWidget, QWidget]:
        made = button(words, act, kind=kind, mark="undo" if words == "Undo" else "")
        made.setAccessibleDescription(f"Key {key}")
        return Chip(key, state_paint("key"), 0.86), made

    # -- the two texts --------------------------------------------------------------------

    def _show(self, record: str) -> None:
        if record != self._current:
            self._whole = False
        self._current = record
        empty(self._side)
        self._reason = None
        item = self._items.get(record)
        passages, decisions = self._preview.get("passages", []), self._choice.decisions
        now, then, changed, cut = texts.two_texts(passages, decisions, item.place if item else "",
                                                  record if item else "", whole=self._whole)
        if not now:
            now, then, changed, cut = texts.two_texts(passages, decisions)
        self._side.addWidget(Columns(
            self._pane("Now", "as it stands in the case", now),
            self._pane(data.would_read(self._choice.audience), f"changed in {data.places(changed)}" if changed else
                       "nothing changes here", then)))
        if cut or self._whole:
            words = "Show the part around it" if self._whole else "Show the whole text"
            self._side.addLayout(row(link(words, self._show_whole), None))
        if item:
            self._side.addWidget(self._why(item))
        measured = data.crowd(self._preview, self._choice.audience)
        if measured:
            self._side.addWidget(CrowdMeter(*measured))
        self._side.addWidget(self._numbers())
        self._side.addStretch(1)

    def _show_whole(self) -> None:
        self._whole = not self._whole
        self._show(self._current)

    def _why(self, item: items.Item) -> QFrame:
        decided = self._choice.decisions.get(item.id)
        if not decided and item.earlier:
            action, reason = item.earlier
            said = f"In an earlier export you kept it: {reason}" if action == "keep" else "In an earlier export you removed it."
            return banner("next", said, f"Neither this passage nor the names have changed since. {item.why}",
                          button("Decide as then", self.as_then))
        if not decided:
            return banner("warn", "Why this waits for you", item.why)
        words = "You removed it." if decided["action"] == "redact" else f"You kept it: {decided['reason']}"
        return banner("next", words, f"{item.why} You can still decide otherwise.", mark="check")

    @staticmethod
    def _pane(title: str, about: str, pieces: texts.Pieces) -> QFrame:
        passage = Passage(title)
        passage.show_pieces(pieces or ["Nothing of this would leave."])
        return card(row(label(title, "head"), None, label(about, "small")), line(), passage, gap=8)

    def _numbers(self) -> QFrame:
        preview = self._preview
        people, replaced = int(preview.get("people", 0)), int(preview.get("replaced", 0))
        parts: list[QWidget] = [label("Who is in it", "section"), label(
            f"{people} {'person' if people == 1 else 'people'}; names and numbers replaced in {data.places(replaced)}.",
            wrap=True)]
        for words in data.left_out(self._desk.source, preview.get("excluded", [])):
            parts.append(label(f"Left out: {words}", "small", wrap=True))
        for words in data.warnings(preview.get("warnings", [])):
            parts.append(label(words, "warn", wrap=True))
        return card(*parts, gap=4)

    # -- deciding -------------------------------------------------------------------------

    def _decide(self, action: str, reason: str = "") -> None:
        if not self._current:
            return
        left = self.waiting()
        after = left[left.index(self._current) + 1:] if self._current in left else []
        self._choice.decide(self._current, action, reason)
        self._choice.keep(self._desk.source)
        self._fill(after[0] if after else self._current if self._decided_shown else "")
        self._rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Take the words out."""
        self._decide("redact")

    def as_then(self) -> None:
        """Decide this as in an earlier export."""
        item = self._items.get(self._current)
        if item is not None and item.earlier:
            self._decide(*item.earlier)

    def all_as_then(self) -> None:
        """Decide everything that waits and was decided in an earlier export as it was decided then."""
        for one in self.waiting():
            if was := self._items[one].earlier:
                self._choice.decide(one, *was)
        self._choice.keep(self._desk.source)
        self._fill()

    def keep(self) -> None:
        """Ask for the reason, then keep the words."""
        if not self._current or self._reason is not None:
            return
        self._reason = QLineEdit(self._choice.decisions.get(self._current, {}).get("reason", ""))
        self._reason.setAccessibleName("Reason to keep it")
        self._reason.setPlaceholderText("Why may this stay? Without names")
        act = button("Keep it", self._kept)
        self._reason.returnPressed.connect(self._kept)
        line_of = row(self._reason, act, button("Decide later", lambda: self._show(self._current)))
        line_of.setStretch(0, 1)
        self._side.insertWidget(0, card(label("Keep it, and say why", "head"), line_of))
        self._reason.setFocus()
        self._page.area.ensureWidgetVisible(self._reason)

    def _kept(self) -> None:
        if self._reason is not None and (why := self._reason.text().strip()):
            self._decide("keep", why)

    def next(self) -> None:
        """The next item."""
        shown = [one for one in self._choice.order if one in self._items] if self._decided_shown else self.waiting()
        if self._current in shown:
            self._rows.select(shown[(shown.index(self._current) + 1) % len(shown)])

    def undo(self) -> None:
        """Take the newest decision back, and show its item again."""
        item = self._choice.undo()
        if item:
            self._choice.keep(self._desk.source)
            self._decided_shown = False
            self._fill(item)
