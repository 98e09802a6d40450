# SPDX-License-Identifier: GPL-3.0-or-later
"""People's own words in a report: cleared quotes for print, full statements for those who may read them.

A quote is printed only where it names the audience among its uses and its speaker, who is in the
export, gave the detail `quotes` with her consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casefile.export import words
from casefile.export.gather import Selection
from casefile.export.report import Block, Fact, Paragraph, Quote, Raw, Section
from casefile.records import markers
from casefile.records.markers import Marker
from casefile.records.record import Record
from casefile.redaction import generalise


def quotes(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    """The cleared quotes of the people who are in, where this audience reads quotes."""
    if not selection.profile.admits("statements.quotes.text"):
        return
    audience = selection.request.audience
    found: list[Block[Raw]] = []
    for statement in _of(selection, case):
        speaker = selection.person(str(statement.body.get("person", "")))
        outside = audience != "internal"
        if outside and (speaker is None or "quotes" not in speaker.verdict.details):
            continue
        for number, quote in enumerate(selection.view(statement).get("quotes", ())):
            if outside and audience not in quote.get("cleared_for", ()):
                continue
            found.append(Quote(Raw(quote["text"], f"{_place(statement)}/quotes/{number}"),
                               _speaker(statement), _mark(statement.body, quote["text"], audience)))
    if found:
        yield Section("In their own words", tuple(found))


def statements(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    """Full statements with their translations, where this audience reads them."""
    if not selection.profile.admits("statements.text"):
        return
    for statement in _of(selection, case):
        person = str(statement.body.get("person", ""))
        if person and selection.person(person) is None:
            continue
        view = selection.view(statement)
        yield Section(words.STATEMENTS[view.get("kind", "individual")], tuple(_whole(selection, statement, view)),
                      Raw(view.get("title", ""), f"{_place(statement)}/title"))


def _whole(selection: Selection, statement: Record, view: Mapping[str, Any]) -> Iterator[Block[Raw]]:
    where = _place(statement)
    if view.get("person"):
        yield Fact("By", _speaker(statement))
    taken = generalise.when(view.get("taken"), selection.profile.start["date"])
    if taken:
        yield Fact("Taken", Raw(taken, f"{where}/taken"))
    if view.get("setting"):
        yield Fact("Setting", Raw(view["setting"], f"{where}/setting"))
    yield Fact("Language", Raw(words.language(view["language"]), own=True))
    if view.get("read_back"):
        yield Fact("Read back to the person", Raw(words.ANSWERS[view["read_back"]], own=True))
    yield Paragraph(Raw(view["text"], f"{where}/text", view["language"]))
    for number, one in enumerate(view.get("translations", ())):
        yield Fact("Translation", Raw(words.language(one["language"]), own=True))
        yield Paragraph(Raw(one["text"], f"{where}/translations/{number}", one["language"]))


def _of(selection: Selection, case: Record) -> list[Record]:
    return [one for one in selection.statements if one.case_id == case.id]


def _place(statement: Record) -> str:
    return f"statements/{statement.external_id or statement.id}"


def _speaker(statement: Record) -> Raw:
    return Raw(str(Marker("n", str(statement.body.get("person", "")), "0")), own=True)


def _mark(statement: Mapping[str, Any], quote: str, audience: str) -> str:
    """Whether a quote stands in the original words or in a translation; the press is not told the language."""
    words_of = _comparable(quote)
    if words_of in _comparable(statement["text"]):
        return "Original words" if audience == "press" else f"Original words, {words.language(statement['language'])}"
    for one in statement.get("translations", ()):
        if words_of in _comparable(one["text"]):
            return "Translated" if audience == "press" else \
                f"Translated from {words.language(statement['language'])}"
    return "Quoted"


def _comparable(text: str) -> str:
    """A text without the lift ids, which differ between a quote and the statement it was taken from."""
    return " ".join(markers.render(text, lambda marker: f"⟦{marker.klass}:{marker.person}⟧").split())
