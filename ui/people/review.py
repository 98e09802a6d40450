# SPDX-License-Identifier: GPL-3.0-or-later
"""The review of a person's risk: the open questions, one after the other, three answers each.

Promises: an answer is a fact with the words yes, no or does not know; the level follows the
rules and shows its reasons.  Nothing is asked twice.
Must never: lower a level by hand (that needs a second person).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casefile import resources
from ui.desk import Desk
from ui.kit.chips import Chip, state_paint
from ui.kit.page import Page
from ui.kit.states import StateWord
from ui.kit.words import button, card, label, row
from ui.people import data

ANSWERS = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))


def questions(desk: Desk, person: str) -> list[tuple[str, str]]:
    """Open facts with the words to ask, in the order of the rules."""
    record = desk.source.record("people", person)
    asked = {one.factor for one in data.assess(desk.source, record).questions}
    known = record.body.get("risk_facts", {})
    found: list[tuple[str, str]] = []
    for rule in resources.data("risk/rules.json")["rules"]:
        if rule["id"] not in asked or not rule.get("question"):
            continue
        needed = [*rule.get("facts", ()), *rule.get("requires", ())]
        for fact in [one for one in needed if known.get(one, "unknown") == "unknown"][:1]:
            if fact not in {one for one, _words in found}:
                found.append((fact, rule["question"]))
    return found


class Review(QWidget):
    """Takes the place of a person's detail until it is finished."""

    def __init__(self, desk: Desk, page: Page, person: str, done: Callable[[str], None]) -> None:
        super().__init__(page)
        self.hide()
        self._desk, self._page, self._person, self._done = desk, page, person, done
        self._asked: list[tuple[str, str]] = questions(desk, person)
        self._answers: dict[str, str] = {}
        self._word = StateWord()

    def show(self) -> None:
        """Put the questions into the page."""
        name = self._desk.source.pseudonym(self._person)
        page = self._page
        page.set_head(f"Look again at the risk of {name}",
                      "Answer what you know. What stays open is asked again next time.", self._word)
        parts: list[QWidget | None] = []
        for fact, words in self._asked:
            chosen = self._answers.get(fact)
            acts = row(gap=8)
            for value, word in ANSWERS:
                made = button(word, partial(self._answer, fact, value), kind="primary" if chosen == value else "",
                              name=f"{word}: {words}")
                acts.addWidget(made)
            acts.addStretch(1)
            asked = row(Chip("To ask", state_paint("ask"), 0.86), label(words, "head", wrap=True))
            asked.setStretch(1, 1)
            parts.append(card(asked, acts))
        if not self._asked:
            parts.append(card(label("No question is open.", "section"),
                              label("Change a fact under Edit; the level follows.", wrap=True)))
        page.set_body(*parts, None)
        page.bar.show_acts(f"Next: finish the review. {self._told()}", button("Finish the review", self._finish))

    def _told(self) -> str:
        seen = data.assess(self._desk.source, self._desk.source.record("people", self._person))
        return f"If returned: {seen.return_risk}. If this record is read: {seen.disclosure_risk}."

    def _answer(self, fact: str, value: str) -> None:
        record = self._desk.source.record("people", self._person)
        facts = {**record.body.get("risk_facts", {}), fact: value}
        self._desk.source.save("people", self._person, {**record.body, "risk_facts": facts})
        self._answers[fact] = value
        self._word.say("Saved", "good")
        at = self._page.area.verticalScrollBar().value()
        self.show()
        self._page.area.verticalScrollBar().setValue(at)

    def _finish(self) -> None:
        self._desk.changed.emit("people", self._person)
        self._done(self._person)
        self.deleteLater()


