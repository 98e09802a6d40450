# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2 of an export: what would leave, and what waits for a person's decision.

Promises: both texts stand beside each other; each item says why it waits; single keys U N K R act
on it, and are off while a text field has the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.export import data
from ui.kit.chips import Chip, risk_paint, state_paint
from ui.kit.crowd import CrowdMeter
from ui.kit.page import Columns, Page
from ui.kit.passages import Passage
from ui.kit.rows import Row, RowList
from ui.kit.states import banner
from ui.kit.theme import em
from ui.kit.words import box, button, card, column, empty, label, line, row


class Review(QWidget):
    """Queue, two texts, why, crowd."""

    def __init__(self, desk: Desk, page: Page, choice: data.Choice, preview: Mapping[str, Any],
                 ready: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._page, self._choice, self._preview, self._ready = desk, page, choice, preview, ready
        self._items = {one.id: one for one in data.items(desk.source, preview.get("queue", []))}
        self._current = ""
        self._rows = RowList("Waiting for you", more=True)
        self._rows.setMinimumHeight(em(16))
        self._rows.chosen.connect(self._show)
        self._left = label("", "small")
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        side = QWidget()
        side.setLayout(self._side)
        queue = box(column(row(column(label("Waiting for you", "section"), self._left, gap=0),
                               margins=(14, 12, 14, 10)), line(), self._rows, gap=0, margins=(1, 1, 1, 8)), "card")
        parts: list[QWidget] = [queue, side] if self._items else [side]
        self.setLayout(column(Columns(*parts, shares=(1, 3)) if self._items else side, gap=0))
        for key, act in (("U", self.undo), ("N", self.next), ("K", self.keep), ("R", self.remove)):
            made = QAction(self)
            made.setShortcut(QKeySequence(key))
            made.triggered.connect(act)
            self.addAction(made)
        self._reason: QLineEdit | None = None
        self._fill()
        if not self._items:
            self._show("")

    def waiting(self) -> list[str]:
        """Items nobody has decided yet."""
        return [one for one in self._items if one not in self._choice.decisions]

    def _fill(self) -> None:
        left = self.waiting()
        self._left.setText(f"{len(left)} left · worst harm first" if left else "all decided")
        self._rows.fill(left, lambda ids: [self._row(one) for one in ids])
        self._bar()
        if left:
            self._rows.select(left[0])
        elif self._items:
            self._show("")

    def _row(self, record: str) -> Row:
        one = self._items[record]
        return Row(record, one.title, one.quote, one.where, (("", risk_paint(one.level)),),
                   f"{one.quote}, {one.where}. {one.why}")

    def _bar(self) -> None:
        bar, total = self._page.bar, len(self._items)
        if not total:
            bar.show_acts("Next: write the file. Nothing waits for a decision.",
                          button("Write the file", self._ready, kind="primary"))
            return
        done = total - len(self.waiting())
        words = f"{done} of {total} decided. You can stop here and come back."
        if done == total:
            bar.show_acts(f"{done} of {total} decided. Next: write the file.", *self._key("U", "Undo", self.undo),
                          button("Write the file", self._ready, kind="primary"))
            return
        bar.show_acts(words, *self._key("U", "Undo", self.undo), *self._key("N", "Next", self.next),
                      *self._key("K", "Keep, with reason…", self.keep),
                      *self._key("R", "Remove", self.remove, kind="primary"))

    @staticmethod
    def _key(key: str, words: str, act: Callable[[], None], kind: str = "") -> tuple[QWidget, QWidget]:
        made = button(words, act, kind=kind, mark="undo" if words == "Undo" else "")
        made.setAccessibleDescription(f"Key {key}")
        return Chip(key, state_paint("key"), 0.86), made

    def _show(self, record: str) -> None:
        self._current = record
        empty(self._side)
        self._reason = None
        item = self._items.get(record)
        passages = self._preview.get("passages", [])
        now, then, changed = data.two_texts(passages, item.place if item else "")
        if not now:
            now, then, changed = data.two_texts(passages)
        self._side.addWidget(Columns(
            self._pane("Now", "as it stands in the case", now),
            self._pane("What would be read", f"changed in {data.places(changed)}" if changed else
                       "nothing changes here", then)))
        if item:
            self._side.addWidget(banner("warn", "Why this waits for you", item.why))
        measured = data.crowd(self._preview, self._choice.audience)
        if measured:
            self._side.addWidget(CrowdMeter(*measured))
        self._side.addWidget(self._numbers())
        self._side.addStretch(1)

    @staticmethod
    def _pane(title: str, about: str, pieces: list[Any]) -> QFrame:
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
        if self._current:
            self._choice.decide(self._current, action, reason)
            self._fill()

    def remove(self) -> None:
        """Take the words out."""
        self._decide("redact")

    def keep(self) -> None:
        """Ask for the reason, then keep the words."""
        if not self._current or self._reason is not None:
            return
        self._reason = QLineEdit()
        self._reason.setAccessibleName("Reason to keep it")
        self._reason.setPlaceholderText("Why may this stay?")
        act = button("Keep it", self._kept)
        self._reason.returnPressed.connect(self._kept)
        line_of = row(self._reason, act)
        line_of.setStretch(0, 1)
        self._side.insertWidget(1, card(label("Keep it, and say why", "head"), line_of))
        self._reason.setFocus()

    def _kept(self) -> None:
        if self._reason is not None and (why := self._reason.text().strip()):
            self._decide("keep", why)

    def next(self) -> None:
        """The next item."""
        left = self.waiting()
        if self._current in left:
            self._rows.select(left[(left.index(self._current) + 1) % len(left)])

    def undo(self) -> None:
        """Take the newest decision back."""
        item = self._choice.undo()
        if item:
            self._fill()
            self._rows.select(item)
