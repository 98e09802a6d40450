# SPDX-License-Identifier: GPL-3.0-or-later
"""An urgent appeal as a letter, from the blocks of its record; a block that is missing is named.

Facts, pattern and asks are the worker's own words for this use; people appear by the audience's
pseudonyms, and only those who consented to appeals.  The letter passes redaction like every report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casefile import dates
from casefile.errors import Refused
from casefile.export import words
from casefile.export.figures import pictures
from casefile.export.gather import Selection
from casefile.export.narrative import quotes
from casefile.export.report import Block, Document, Listing, Paragraph, Raw, Report, Section
from casefile.records.record import Record

NEEDED = ("addressees", "salutation", "facts", "asks")


class MissingBlock(Refused):
    """The appeal lacks a part without which it is no letter (exit 5)."""

    kind = "missing-block"
    advice = "Nothing was written. Add the missing part to the appeal, then try again."


def missing(appeal: Mapping[str, Any]) -> list[str]:
    """The blocks an appeal's body still lacks, in the order of the letter."""
    lacking = [name for name in NEEDED if not appeal.get(name)]
    if not appeal.get("signatories") and not appeal.get("author_organisation"):
        lacking.append("signatories")
    return lacking


def write(selection: Selection) -> Report:
    """The letter of the appeal the request names; MissingBlock where it is not complete."""
    record = selection.holdings.find("appeals", selection.request.appeal)
    lacking = missing(record.body)
    if lacking:
        raise MissingBlock(f"The appeal has no {_in_words(lacking)}.", missing=lacking)
    view = selection.view(record)
    sections = tuple(section for section in _sections(selection, record, view) if section.blocks)
    return Document("appeal", _raw(record, "title", view["title"]), _line(view), sections, "letter")


def _line(view: Mapping[str, Any]) -> str:
    """The series and date; the number is the record's own text and stands in the letter's head instead."""
    return ", ".join(part for part in (words.SERIES.get(str(view.get("series", "")), ""),
                                       dates.in_words(_range(view.get("issued")))) if part)


def _range(when: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (when or {}).items() if key != "words"}


def _sections(selection: Selection, record: Record, view: Mapping[str, Any]) -> Iterator[Section[Raw]]:
    head = [text for text in (_labelled("", view.get("number")), view.get("author_organisation", ""),
                              _labelled("Forwarded by ", view.get("forwarded_by"))) if text]
    yield Section("", _paragraphs(record, "head", head))
    yield Section("", _paragraphs(record, "cover_note", [view.get("cover_note", "")]))
    yield Section("To", (Listing(tuple(_raw(record, f"addressees/{number}", _addressee(one))
                                       for number, one in enumerate(view["addressees"]))),))
    yield Section("", (*_paragraphs(record, "salutation", [view["salutation"]]),
                       *_paragraphs(record, "facts", [view["facts"]]),
                       *_paragraphs(record, "pattern", [view.get("pattern", "")])))
    for case in selection.cases:
        yield from quotes(selection, case)
    asks = Listing(tuple(_raw(record, f"asks/{number}", ask) for number, ask in enumerate(view["asks"])), True)
    yield Section("We ask you", (*_heads(selection), asks))
    if view.get("instruments"):
        yield Section("This is owed under", (Listing(tuple(
            _raw(record, f"instruments/{number}", one) for number, one in enumerate(view["instruments"]))),))
    signed = view.get("signatories") or [view["author_organisation"]]
    yield Section("Signed", _paragraphs(record, "signatories", signed))
    for case in selection.cases:
        yield from pictures(selection, case)


def _heads(selection: Selection) -> tuple[Block[Raw], ...]:
    """How many people the asks are for: a number, however few of them may be described."""
    linked = len(selection.people) + len(selection.excluded)
    if not linked:
        return ()
    who = "one person" if linked == 1 else f"{linked} people"
    return (Paragraph(Raw(f"This concerns {who}.", own=True)),)


def _addressee(one: Mapping[str, Any]) -> str:
    who = ", ".join(part for part in (one["name"], one.get("role", "")) if part)
    channel = f" ({one['channel']})" if one.get("channel") else ""
    return f"{'Copy: ' if one.get('copy') else ''}{who}{channel}"


def _labelled(label: str, text: str | None) -> str:
    return f"{label}{text}" if text else ""


def _paragraphs(record: Record, path: str, texts: list[str]) -> tuple[Block[Raw], ...]:
    return tuple(Paragraph(_raw(record, path if len(texts) == 1 else f"{path}/{number}", text))
                 for number, text in enumerate(texts) if text)


def _raw(record: Record, path: str, text: str) -> Raw:
    return Raw(text, f"appeals/{record.external_id or record.id}/{path}")


def _in_words(names: list[str]) -> str:
    return " and no ".join(name.replace("_", " ") for name in names)
