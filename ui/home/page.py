# SPDX-License-Identifier: GPL-3.0-or-later
"""Home: who needs me today, is my work safe, what did I do last.

Promises: one clear next step; nothing counts down, blinks or shouts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from casefile.records.record import Record
from ui import reading
from ui.backup import stopped
from ui.desk import Desk
from ui.home import data
from ui.kit.chips import Chip, risk_chip, state_paint
from ui.kit.page import NARROW_EM, Columns, Page, narrower_than
from ui.kit.states import Next, Working, nothing_yet
from ui.kit.theme import em
from ui.kit.words import box, button, card, column, label, line, link, picture, row
from ui.people import data as people

SHOWN = 6
AT_ONCE = 300  # more people than this are looked at in another thread
LATER = 4


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


class HomePage(Page):
    """Three questions."""

    name = "Home"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._narrow = False
        self._job = 0

    def refresh(self) -> None:
        source = self._desk.source
        many = people.unassessed(source)
        if len(many) > AT_ONCE:
            self._look_at(many)
            return
        self._narrow = self.window().isVisible() and narrower_than(self, NARROW_EM)
        now, later = data.needs(source)
        words, tone, said = data.safe_words(source)
        if self._narrow:
            self.set_head("Home", "", Chip(words, state_paint(tone), 0.93))
        else:
            self.set_head("Home", "", label(reading.day_of_week(source.today()), "muted"))
        parts: list[QWidget | None] = [*stopped.notice(source, lambda: self._desk.go("Backup", "now"), self.refresh)]
        if not source.ids("cases"):
            parts.append(nothing_yet("cases", "No case yet", "A case holds the people, what they said and what "
                                     "happened. Add the first one when you are ready.", "Add a case",
                                     lambda: self._desk.go("Cases")))
        elif source.drafts():
            page, record = data.draft_place(source, source.drafts()[0])
            next_step = ("Next: go on deciding what may leave", "Your decisions are kept. Nothing has left.") \
                if page == "Export" else ("Next: go on with what you were typing", "It was kept as a draft and is not part of a record yet.")
            parts.append(Next(*next_step, "Go on", lambda: self._desk.go(page, record)))
        elif now:
            first = now[0]
            parts.append(Next(*self._next(first), lambda: self._desk.go(first.page, first.record)))
        else:
            parts.append(Next("Nothing is due today", "You can go on where you stopped.", "Open the people",
                              lambda: self._desk.go("People")))
        side = QWidget()
        side.setLayout(column(self._safe(words, tone, said), self._last(), None, gap=16))
        parts += [Columns(self._needs(now, later), side, shares=(2, 1), gap=16), None]
        self.set_body(*parts)

    def _look_at(self, many: Sequence[Record]) -> None:
        """Work out the risk of many people in another thread, then show the page."""
        source = self._desk.source
        working = Working("Looking who needs you", lambda: self._desk.hub.cancel(self._job), "Stop looking")
        self.set_head("Home", "", label(reading.day_of_week(source.today()), "muted"))
        self.set_body(working, None)
        by_case = {one: [record.body for record in source.every("people", case=one)]
                   for one in {record.case_id or "" for record in many}}
        today = source.today()

        def done(found: Any) -> None:
            source.memory.update(found)
            self.refresh()

        def stopped(_fault: Exception) -> None:
            self.set_body(label("Stopped. The people are under People.", "muted"), None)

        self._desk.hub.forget(self._job)
        self._job = self._desk.hub.start(lambda progress: people.assess_all(many, by_case, today, progress), done,
                                         stopped, working.step)

    @staticmethod
    def _next(need: data.Need) -> tuple[str, str, str]:
        if need.act == "Review":
            return f"Next: look again at the risk of {need.name}", need.why, "Start the review"
        if need.act == "Ask again":
            return f"Next: ask {need.name} again", f"{need.what}.", "Open the consents"
        return f"Next: {need.name}", f"{need.what}. {need.why}", "Open it"

    def _needs(self, now: list[data.Need], later: list[data.Need]) -> QFrame:
        count = f"{len(now)}, most urgent first" if now else "nothing is due"
        head = row(label("Who needs me today", "section"), None, label(count, "small"), margins=(18, 14, 18, 12))
        parts: list[QWidget | QLayout | int | None] = [head]
        for need in now[:SHOWN]:
            parts += [line(), self._need(need)]
        if len(now) > SHOWN:
            rest = link(f"{len(now) - SHOWN} more wait", lambda: self._desk.go("People"))
            parts += [line(), row(rest, None, margins=(16, 8, 16, 8))]
        if not now:
            fine = row(picture("check", "good"), label("Every review and every consent is in time.", wrap=True),
                       margins=(18, 12, 18, 12))
            fine.setStretch(1, 1)
            parts += [line(), fine]
        if later:
            parts += [line(), row(label("Later", "head"), None, margins=(18, 10, 18, 2))]
            for day, said in data.later_words(later, self._desk.source.today())[:LATER]:
                when = label(_first_upper(day))
                when.setFixedWidth(em(9.6))
                words = label(said, "muted", wrap=True)
                each = row(when, words, margins=(18, 3, 18, 3))
                each.setStretch(1, 1)
                parts.append(each)
        parts += [8, None]
        return box(column(*parts, gap=0), "card")

    def _need(self, need: data.Need) -> QWidget:
        name = label(need.name, "head", wrap=True)
        if need.state == "unscreened":
            chip = Chip("Not screened" if need.what.startswith("Not") else "Waits for you", state_paint("unscreened"))
        else:
            chip = risk_chip(need.level)
        words = column(None, label(need.what, wrap=True), label(need.why, "small", wrap=True), None, gap=4)
        act = button(need.act, lambda: self._desk.go(need.page, need.record), name=f"{need.act}: {need.name}")
        holder = QWidget()
        if self._narrow:
            name.setWordWrap(False)
            name.setMinimumWidth(0)
            holder.setLayout(column(row(name, chip, None), words, row(act, None), gap=6, margins=(18, 12, 18, 12)))
            return holder
        who = QWidget()
        who.setFixedWidth(em(9.6))
        who.setLayout(column(None, name, row(chip, None), None, gap=4))
        act.setMinimumWidth(em(7.4))
        each = row(who, words, act, gap=8, margins=(18, 10, 16, 10))
        each.setStretch(1, 1)
        holder.setLayout(each)
        return holder

    def _safe(self, words: str, tone: str, said: str) -> QFrame:
        parts: list[QWidget | QLayout | int | None] = [label("Is my work safe?", "section"),
                                                       row(Chip(words, state_paint(tone)), None),
                                                       label(said, wrap=True)]
        parts.append(row(link("What is in this backup" if self._desk.source.backup().when else "Back up now…",
                              lambda: self._desk.go("Backup")), None))
        parts.append(line())
        saved = row(picture("check", "good", 1.1), label("Everything you typed is saved in the vault.", "small",
                                                          wrap=True))
        saved.setStretch(1, 1)
        health = self._desk.source.setting("health", "")
        checked = row(picture("check" if health else "clock", "good" if health else "muted", 1.1),
                      label(health or "Health of this computer: not looked at yet.", "small", wrap=True))
        checked.setStretch(1, 1)
        return card(*parts, saved, checked, gap=8)

    def _last(self) -> QFrame:
        parts: list[QWidget | QLayout | int | None] = [label("What I did last", "section")]
        for one in data.done_last(self._desk.source):
            head = row(label(one.title, wrap=True), label(one.when, "small"))
            head.setStretch(0, 1)
            parts.append(column(head, label(one.about, "small", wrap=True), gap=0))
        return card(*parts, gap=8)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self.isVisible() and narrower_than(self, NARROW_EM) != self._narrow:
            self.refresh()
