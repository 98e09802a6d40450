# SPDX-License-Identifier: GPL-3.0-or-later
"""Records for tests of the way out: the interchange sample and a group of alike people, without a vault.

References are vault ids ("v" made hexadecimal from the external id), texts hold references to people
where lifting would put them.  All names are invented.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casefile.export.holdings import Holdings
from casefile.records.record import Record
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, known_person

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = json.loads((ROOT / "data" / "interchange" / "sample.json").read_text("utf-8"))
KEY = b"k" * 32
TODAY = date(2002, 4, 1)
KINDS = ("cases", "families", "people", "statements", "incidents", "counts", "appeals", "exposures", "attachments")
_REFERENCES = {"case", "family", "person", "taken_by", "translator", "incident", "follows"}


def vault_id(external: str) -> str:
    """The vault id a test record gets."""
    return hashlib.sha256(external.encode()).hexdigest()[:32]


def mark(external: str, klass: str = "n", lift: str = "ab") -> str:
    """A lifted reference to a person."""
    return f"⟦{klass}:{vault_id(external)}:{lift}⟧"


def _stored(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        kin = "type" in value  # a relation's `to` is a person, a date's `to` is not
        return {name: _stored(inner, "person" if name == "to" and kin else name) for name, inner in value.items()
                if name not in ("id", "identity")}
    if isinstance(value, list):
        return [_stored(inner, "person" if key in ("people", "incidents") else key) for inner in value]
    if key in _REFERENCES and isinstance(value, str):
        return vault_id(value)
    return value


def record(kind: str, body: Mapping[str, Any], ordinal: int = 0) -> Record:
    """A stored record from an object of the interchange format."""
    stored = _stored(dict(body))
    external = str(body["id"])
    own = vault_id(external)
    return Record(kind, own, external, own if kind == "cases" else stored.get("case"),
                  str(body.get("pseudonym") or body.get("title") or ""), stored, "", ordinal, "", "", None)


def holdings(document: Mapping[str, Any] = SAMPLE, today: date = TODAY) -> Holdings:
    """A document as an export reads it."""
    return Holdings({kind: [record(kind, one, place) for place, one in enumerate(document.get(kind, []))]
                     for kind in KINDS}, KEY, today)


def known(document: Mapping[str, Any] = SAMPLE) -> list[KnownPerson]:
    """The identities of a document, for the matcher."""
    return [known_person(vault_id(one["id"]), one["identity"]) for one in document["people"] if one.get("identity")]


def matcher(document: Mapping[str, Any] = SAMPLE) -> Matcher:
    """The matcher over a document's identities; compiled once for each set of names."""
    return _compiled(tuple(known(document)), tuple(document.get("public_contacts", ())))


@cache
def _compiled(people: tuple[KnownPerson, ...], public: tuple[str, ...]) -> Matcher:
    return Matcher.compile(people, public)


def consent(purpose: str, **more: Any) -> dict[str, Any]:
    """A consent that holds, unless `more` says otherwise."""
    return {"purpose": purpose, "decision": "granted", "identity_level": "pseudonym", "details": ["quotes"],
            "date": "2002-03-14", "given_by": "self", **more}


NAMES: Sequence[str] = ("Sokrin Vadellan", "Orlo Pemquist", "Ilka Brastow", "Teodar Minsk-Rey", "Havva Orundel",
                        "Quen Larisho", "Bram Tessaly", "Ysolde Karr", "Mirko Dantrell", "Anouk Veshti", "Piet Osmund",
                        "Zarifa Holm", "Lio Castwick", "Runa Ebberly")


def group(size: int = 12, **person: Any) -> dict[str, Any]:
    """A case of `size` people who entered a compound together, each with a statement and a cleared quote."""
    people = [{"id": f"g-{number:02}", "case": "gc", "role": "claimant", "pseudonym": f"Bird {number}",
               "name_status": "true_stated", "sex": "F" if number % 2 else "M",
               "age": {"stated": 30 + number * 2, "basis": "stated"}, "home_country": "KP",
               "home_region": "North Hamgyong", "occupation": "coal miner",
               "identity": {"names": [{"value": NAMES[number % len(NAMES)], "kind": "true", "script": "Latn"}]},
               "consents": [consent(purpose) for purpose in ("press", "appeal", "un", "legal")], **person}
              for number in range(size)]
    statements = [{"id": f"gs-{number:02}", "case": "gc", "person": f"g-{number:02}", "kind": "individual",
                   "language": "en", "title": f"Statement {number}",
                   "text": f"My name is {mark(f'g-{number:02}')}. We crossed the river at night.",
                   "quotes": [{"text": f"We crossed the river, {mark(f'g-{number:02}')} and I.",
                               "cleared_for": ["press", "appeal"]}]} for number in range(size)]
    return {"cases": [{"id": "gc", "title": "Entry of a group", "summary": "They asked for passage."}],
            "people": people, "statements": statements,
            "incidents": [{"id": "gi", "case": "gc", "title": "Entry", "type": "compound_entry",
                           "when": {"from": "2002-03-14", "to": "2002-03-14"}, "place": "an embassy",
                           "account": "They ran through the gate.",
                           "involved": [{"person": f"g-{number:02}", "role": "victim"} for number in range(size)]}],
            "counts": [{"id": "n1", "case": "gc", "incident": "gi", "value": 25, "bound": "exact", "unit": "people",
                        "basis": "claimed", "source": "group statement"},
                       {"id": "n2", "case": "gc", "incident": "gi", "value": 20, "bound": "about", "unit": "people",
                        "basis": "observed", "source": "reporters"}]}


def interchange(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document of this module as an interchange file: true names where references stand."""
    text = json.dumps({"format": "casefile-interchange", "version": 1, **document}, ensure_ascii=False)
    for one in document["people"]:
        text = text.replace(mark(one["id"]), one["identity"]["names"][0]["value"])
    whole: dict[str, Any] = json.loads(text)
    return whole
