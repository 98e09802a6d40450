# SPDX-License-Identifier: GPL-3.0-or-later
"""The appeals page: the list, and one letter in its blocks.

Promises: a block that is missing is named; what was answered stands under the letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from casefile import dates
from ui import reading
from ui.desk import Desk
from ui.kit.book import BookPage
from ui.kit.chips import Paint, state_paint
from ui.kit.page import Columns
from ui.kit.passages import Passage
from ui.kit.rows import Row, RowList
from ui.kit.states import banner, nothing_yet
from ui.kit.words import box, button, card, column, label, line, link, row
from ui.statements.data import inlines

SERIES = {"urgent": "urgent appeal", "update": "update", "forwarded": "forwarded appeal", "letter": "letter",
          "communication": "communication"}
NEEDED = (("addressees", "addressees"), ("salutation", "a salutation"), ("facts", "the facts"),
          ("asks", "what is asked"))


def missing(body: Mapping[str, Any]) -> list[str]:
    """Blocks without which an appeal cannot leave."""
    lacks = [words for key, words in NEEDED if not body.get(key)]
    if not body.get("signatories") and not body.get("author_organisation"):
        lacks.append("who signs it")
    return lacks


class AppealsPage(BookPage):
    """List and letter."""

    name = "Appeals"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__("Appeals", RowList("Appeals", more=True, chips="end"))

    def ids(self, containing: str) -> Sequence[str]:
        return self._desk.source.ids("appeals", containing=containing)

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        source = self._desk.source
        found = []
        for one in ids:
            body = source.record("appeals", one).body
            to = [reading.plain(source, who["name"]) for who in body.get("addressees", [])]
            issued = dates.in_words(body.get("issued"))
            facts = " · ".join(part for part in (str(body.get("number") or ""), SERIES.get(
                str(body.get("series", "")), ""), f"issued {issued}" if issued else "not issued") if part)
            words, paint = self._state(body)
            more = f"to {', '.join(to)}" if to else "no addressee yet"
            found.append(Row(one, reading.plain(source, body["title"]), facts, more, ((words, paint),),
                             f"{facts}. {more}. {words}"))
        return found

    @staticmethod
    def _state(body: Mapping[str, Any]) -> tuple[str, Paint]:
        if missing(body):
            return "Not complete", state_paint("warn", "info")
        if body.get("responses"):
            return "Answered", state_paint("good")
        if body.get("issued"):
            return "Waiting", state_paint("plain", "clock")
        return "Ready", state_paint("good")

    def facts(self, count: int) -> str:
        return "1 appeal" if count == 1 else f"{count} appeals"

    def nothing(self) -> QWidget:
        return nothing_yet("appeals", "No appeals yet", "A letter to those who can help stands here, in its blocks: to "
                           "whom, what happened, what is asked, under which law.")

    def show_record(self, record: str) -> None:
        source = self._desk.source
        body = source.record("appeals", record).body
        issued = dates.in_words(body.get("issued"))
        facts = " · ".join(part for part in (SERIES.get(str(body.get("series", "")), "").capitalize(), str(
            body.get("number") or ""), f"issued {issued}" if issued else "not issued yet") if part)
        page = self.record_page
        page.set_head(reading.plain(source, body["title"]), facts, self.way_back())
        parts: list[QWidget | None] = []
        lacks = missing(body)
        if lacks:
            parts.append(banner("warn", "This appeal is not complete", "It is kept as it is. It can be written out "
                                f"once it has {', '.join(lacks)}."))
        side = QWidget()
        side.setLayout(column(self._about(body), self._answers(body), None, gap=14))
        parts += [Columns(self._letter(body), side, shares=(5, 3)), None]
        page.set_body(*parts)
        page.bar.show_acts("Next: look at what would leave, and write the letter.",
                           button("Export the appeal", lambda: self._desk.go("Export", f"appeal:{record}"),
                                  kind="primary"))

    def _text(self, name: str, text: object) -> Passage:
        made = Passage(name)
        made.show_pieces(inlines(self._desk.source, str(text)))
        return made

    def _letter(self, body: Mapping[str, Any]) -> QFrame:
        source = self._desk.source
        parts: list[QWidget | QLayout | int | None] = []
        for who in body.get("addressees", []):
            copy = " · copy" if who.get("copy") else ""
            role = " · ".join(part for part in (reading.plain(source, who.get("role")), reading.plain(
                source, who.get("channel"))) if part)
            parts.append(column(label(reading.plain(source, who["name"]) + copy, "head", wrap=True),
                                label(role, "small", wrap=True), gap=0))
        if body.get("salutation"):
            parts += [line(), label(reading.plain(source, body["salutation"]), "reading")]
        for title, key in (("Cover note", "cover_note"), ("What happened", "facts"), ("The pattern", "pattern")):
            if body.get(key):
                parts += [label(title, "key"), self._text(title, body[key])]
        if body.get("asks"):
            parts.append(label("What is asked", "key"))
            for at, ask in enumerate(body["asks"], 1):
                number = label(f"{at}.", "head")
                each = row(number, self._text(f"Ask {at}", ask))
                each.setStretch(1, 1)
                parts.append(each)
        if body.get("instruments"):
            parts += [label("Under which law", "key"), label(" · ".join(
                reading.plain(source, one) for one in body["instruments"]), wrap=True)]
        signed = body.get("signatories") or [body.get("author_organisation", "")]
        parts += [line(), *(label(reading.plain(source, one), "head", wrap=True) for one in signed if one)]
        return box(column(*parts, gap=10, margins=(20, 18, 20, 18)), "card")

    def _about(self, body: Mapping[str, Any]) -> QFrame:
        source = self._desk.source
        parts: list[QWidget | QLayout] = [label("Who it is about", "section")]
        for person in body.get("people", []):
            parts.append(row(link(source.pseudonym(str(person)), partial(self._desk.go, "People", str(person))), None))
        for incident in body.get("incidents", []):
            title = reading.plain(source, source.record("incidents", str(incident)).label)
            parts.append(row(link(title, partial(self._desk.go, "Incidents", str(incident))), None))
        parts.append(label("Who has not agreed to an appeal is left out of the letter.", "small", wrap=True))
        return card(*parts, gap=4)

    def _answers(self, body: Mapping[str, Any]) -> QFrame:
        parts: list[QWidget | QLayout] = [label("What came back", "section")]
        for one in body.get("responses", []):
            who = reading.plain(self._desk.source, one.get("from")) or "An answer"
            parts.append(column(label(f"{who} · {dates.in_words(one.get('date'))}".rstrip(" ·"), "head", wrap=True),
                                label(reading.plain(self._desk.source, one["text"]), wrap=True), gap=0))
        if not body.get("responses"):
            parts.append(label("No answer yet.", "muted"))
        return card(*parts)
