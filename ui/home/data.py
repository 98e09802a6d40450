# SPDX-License-Identifier: GPL-3.0-or-later
"""What Home shows: who needs me today, is my work safe, what did I do last.

Promises: the most urgent first, by harm and then by day; nothing is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ui import reading
from ui.kit.chips import SHAPES
from ui.people import data as people
from ui.source import Deed, Source

ORDER = list(SHAPES)
DEEDS = {"add": "Added", "change": "Changed", "import": "Imported", "export": "Export", "backup": "Backup",
         "screen": "Screened for names", "restore": "Restored", "new": "This vault was made"}
KIND_WORDS = {"people": "a person", "statements": "a statement", "incidents": "an incident", "appeals": "an appeal",
              "cases": "a case", "families": "a family", "counts": "a count", "exposures": "an exposure",
              "attachments": "an attachment"}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: for whom, how great the harm, what and why, and where it is done."""

    name: str
    level: str
    what: str
    why: str
    act: str
    page: str
    record: str
    day: date
    state: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    title: str
    about: str
    when: str


def needs(source: Source) -> tuple[list[Need], list[Need]]:
    """(today's, later), most urgent first."""
    today = source.today()
    now: list[Need] = []
    later: list[Need] = []
    for record in source.every("people"):
        seen = people.assess(source, record)
        name = source.pseudonym(record.id)
        ask = len({one.factor for one in seen.questions})
        worst = next((one.why for one in seen.reasons if one.effect.startswith("floor")), "")
        worst = worst or (seen.reasons[0].why if seen.reasons else "")
        what = "Risk review is due today" if seen.review_due <= today else (
            f"Risk review is due {_soon(seen.review_due, today)}")
        need = Need(name, seen.highest, what, worst or f"{ask} questions are open.", "Review", "People", record.id,
                    seen.review_due)
        (now if seen.review_due <= today else later).append(need)
        for consent in record.body.get("consents", []):
            end = consent.get("expires")
            if consent["decision"] != "granted" or not end:
                continue
            last = date.fromisoformat(end)
            ahead = (last - today).days
            if ahead > 31 or consent.get("withdrawn_on"):
                continue
            use = reading.PURPOSES.get(consent["purpose"], consent["purpose"])
            words = f"Consent for {_use(use)} {'ended' if ahead < 0 else 'ends'} {reading.day(last, today)}"
            child = reading.kind_of_person(record.body) in ("girl", "boy", "child")
            why = "The person and the guardian both decide." if child else "After that day it counts as refused."
            if ahead < 0:
                why = "It counts as refused now."
            need = Need(name, seen.highest, words, why, "Ask again", "People", record.id, last)
            (now if ahead <= 3 else later).append(need)
    for waiting in source.waiting():
        unscreened = waiting.state == "unscreened"
        what = "Not screened for names yet" if unscreened else (
            "One place could be a name" if waiting.doubts == 1 else f"{waiting.doubts} places could be names")
        page = waiting.kind.capitalize() if waiting.kind in ("statements", "people", "incidents", "appeals",
                                                            "cases") else "Statements"
        now.append(Need(waiting.label, "", what, "It cannot be exported until it is." if unscreened
                        else "An export asks you about each of them.", "Open", page, waiting.id, today, "unscreened"))
    return sorted(now, key=_urgent), sorted(later, key=lambda one: one.day)


def draft_place(source: Source, draft: str) -> tuple[str, str]:
    """(page, record) where a draft belongs; a new incident is added on the page of its case."""
    kind, _, record = draft.partition("/")
    if kind == "incidents" and record == "new":
        cases = source.ids("cases")
        return "Cases", cases[0] if cases else ""
    return kind.capitalize(), record


def later_words(later: list[Need], today: date) -> list[tuple[str, str]]:
    """(day, what falls due) in order of days; several reviews of a day are one line."""
    found: list[tuple[str, str]] = []
    for when in sorted({one.day for one in later}):
        day = reading.DAYS[when.weekday()] if 0 < (when - today).days < 7 else reading.day(when, today)
        reviews = [one.name for one in later if one.day == when and one.act == "Review"]
        if len(reviews) > 2:
            found.append((day, f"{len(reviews)} risk reviews fall due, of {', '.join(reviews[:2])} and others."))
        elif reviews:
            found.append((day, f"Risk review of {' and '.join(reviews)}."))
        found += [(day, f"{one.name}: {one.what[0].lower()}{one.what[1:]}.") for one in later
                  if one.day == when and one.act != "Review"]
    return found


def _soon(when: date, today: date) -> str:
    return f"on {reading.DAYS[when.weekday()]}" if (when - today).days < 7 else f"on {reading.day(when, today)}"


def _use(word: str) -> str:
    return word if word.isupper() or word.startswith("UN") else f"the {word.lower()}"


def _urgent(need: Need) -> tuple[int, date, str]:
    place = ORDER.index(need.level) if need.level in ORDER else 1
    return -place, need.day, need.name


def safe_words(source: Source) -> tuple[str, str, str]:
    """(chip words, tone, sentence) of the last backup."""
    state = source.backup()
    if state.when is None:
        return "Not backed up yet", "warn", "Everything is in the vault on this computer, and nowhere else."
    local = state.when.astimezone()
    where = f", on {state.where}" if state.where else ""
    said = f"Last backup: {reading.DAYS[local.weekday()]} {local:%H:%M}{where}. It was restored as a test and matched."
    if state.changes == 0:
        return "Everything is backed up", "good", said
    words = "1 change not yet backed up" if state.changes == 1 else f"{state.changes} changes not yet backed up"
    return words, "warn", said


def done_last(source: Source, most: int = 5) -> list[Done]:
    """The last acts, one line each; the same record is named once."""
    found: list[Done] = []
    seen: set[tuple[str, str]] = set()
    for deed in source.deeds(60):
        imported = deed.action.startswith("import")
        key = (deed.kind, deed.record) if deed.record and not imported else (deed.action, "")
        if key in seen:
            continue
        seen.add(key)
        if imported:
            many = "Records came in from a file"
            found.append(Done("Import", many, reading.clock(deed.time, source.today())))
        else:
            found.append(_done(source, deed))
        if len(found) == most:
            break
    return found


def _done(source: Source, deed: Deed) -> Done:
    verb = deed.action.rpartition(".")[2]
    words = DEEDS.get(verb) or DEEDS.get(deed.action.partition(".")[0]) or verb.replace("_", " ").capitalize()
    when = reading.clock(deed.time, source.today())
    if deed.label:
        return Done(deed.label, f"{words}: {KIND_WORDS.get(deed.kind, 'a record')}", when)
    about = KIND_WORDS.get(deed.kind, "")
    return Done(words, about.capitalize() if about else "In the log of this vault", when)
