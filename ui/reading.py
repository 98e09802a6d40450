# SPDX-License-Identifier: GPL-3.0-or-later
"""How stored text and codes read on the screen: pseudonyms for references, words for codes and days.

Promises: what is unknown is said (not asked, refused, does not know).
Must never: print a code, an id or an empty place where a word belongs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casefile import dates
from casefile.records import markers
from ui.source import Source

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LANGUAGES = {"ko": "한국어 · Korean", "en": "English", "zh": "中文 · Chinese", "es": "Español · Spanish",
             "fr": "Français · French", "ar": "العربية · Arabic", "fa": "فارسی · Farsi", "my": "Burmese",
             "ru": "Русский · Russian", "ja": "日本語 · Japanese"}
PURPOSES = {"press": "Press", "appeal": "Appeal", "un": "UN bodies", "tracing": "Family tracing", "legal": "Lawyer",
            "archive": "Archive", "internal": "This office", "hq": "Headquarters", "unhcr": "UNHCR",
            "court": "Court", "ngo": "Other groups", "statistics": "Statistics"}
ROLES = {"claimant": "asks for protection", "witness": "witness", "relative": "relative", "helper": "helper",
         "staff": "staff", "official": "official", "other": "other"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A person in running text."""

    person: str
    word: str


def pieces(source: Source, text: str) -> list[str | Mention]:
    """A stored text as words and mentions."""
    found: list[str | Mention] = []
    for part in markers.split(text):
        if isinstance(part, str):
            found.append(part)
            continue
        who = source.pseudonym(part.person) if part.person else ""
        found.append(Mention(part.person, markers.shown(part, who)))
    return found


def plain(source: Source, text: object) -> str:
    """A stored text in one string, pseudonyms for references."""
    return "".join(one if isinstance(one, str) else one.word for one in pieces(source, str(text or "")))


def kept(source: Source, typed: str, before: object) -> str:
    """What is stored of a line that was edited: letter for letter as before, references and all, where nobody changed
    it.  A field gives a line back without the blanks at its ends: those alone are no change."""
    stored = str(before or "")
    return stored if _bare(typed) == _bare(plain(source, stored)) else markers.escape(typed)


def _bare(line: str) -> str:
    return line.strip().lstrip("\ufeff").strip()


def day(when: date, today: date) -> str:
    """A day as people say it; the year only where it is another one."""
    ahead = (when - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if ahead in near:
        return near[ahead]
    short = f"{when.day} {MONTHS[when.month - 1]}"
    return short if when.year == today.year else f"{short} {when.year}"


def day_of_week(when: date) -> str:
    """Thursday 13 June."""
    return f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"


def clock(when: datetime, today: date) -> str:
    """The hour for today, the weekday within a week, else the day."""
    local = when.astimezone()
    if local.date() == today:
        return f"{local:%H:%M}"
    if 0 < (today - local.date()).days < 7:
        return DAYS[local.weekday()][:3]
    return f"{local.day} {MONTHS[local.month - 1][:3]}"


def kind_of_person(body: Mapping[str, Any]) -> str:
    """man, woman, boy, girl, helper, person."""
    role = str(body.get("role", ""))
    if role in ("helper", "staff", "official") and body.get("sex", "unknown") == "unknown":
        return role
    age = body.get("age", {}).get("stated")
    child = age is not None and int(age) < 18
    return {"F": "girl" if child else "woman", "M": "boy" if child else "man"}.get(
        str(body.get("sex")), "child" if child else "person")


def age_words(body: Mapping[str, Any]) -> str:
    """51, about 30, age not asked."""
    age = body.get("age")
    if not age:
        return "age not asked"
    return f"about {age['stated']}" if age.get("basis") == "estimated" else str(age["stated"])


def facts_of_person(source: Source, body: Mapping[str, Any], family: str) -> str:
    """One line: Man · 51, as stated on 14 March 2002 · former coal miner · North Hamgyong · Family 1."""
    age = age_words(body)
    as_of = dates.in_words(body.get("age", {}).get("as_of"))
    if as_of:
        age += {"estimated": f", estimated on {as_of}", "document": f", by a document of {as_of}"}.get(
            str(body["age"].get("basis")), f", as stated on {as_of}")
    parts = [kind_of_person(body).capitalize(), age, plain(source, body.get("occupation")),
             plain(source, body.get("home_region")), family]
    return " · ".join(part for part in parts if part)


def when_words(source: Source, when: Mapping[str, Any] | None) -> str:
    """The speaker's words in quotes where there are some, beside the range."""
    if not when:
        return "date not asked"
    words, ranged = plain(source, when.get("words")), dates.in_words({**when, "words": ""})
    if words and ranged:
        return f"“{words}” · {ranged}"
    return f"“{words}”" if words else ranged or "date not known"


def language(code: str) -> str:
    """A language in its own words and in English."""
    return LANGUAGES.get(code.split("-")[0], code)
