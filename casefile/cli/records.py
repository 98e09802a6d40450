# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile list`, `show`, `search`, `risk`: reading records.

Lists and searches write nothing and never show a true name.  `show --show-identities` does, needs
the identity passphrase, and is written to the audit log before anything is shown.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from typing import Any

from casefile import risk
from casefile.cli.frame import (
    Answer,
    Command,
    add_vault,
    case_passphrase,
    identity_passphrase,
    vault_path,
)
from casefile.identities import dictionary
from casefile.identities.lifting import original
from casefile.records import listing, reading, searching
from casefile.records.record import KINDS, Record
from casefile.store import rows
from casefile.store.writing import log
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault

_LIST_LINE = ("external_id", "label", "kind", "state", "purpose", "decision")


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError("a whole number is expected")
    return int(text)


def _configure_list(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("kind", metavar="KIND", choices=listing.LISTED, help=", ".join(listing.LISTED))
    parser.add_argument("--limit", type=_limit, metavar="N", help="at most N records")


def _list(args: argparse.Namespace) -> Answer:
    with _reading(args) as session:
        items = listing.items(session, args.kind, args.limit)
    return Answer({"items": items}, [" · ".join(str(item[key]) for key in _LIST_LINE if item.get(key))
                                     for item in items] or ["There are none."])


def _reading(args: argparse.Namespace) -> Session:
    """The vault opened for reading; an identity passphrase that is given is tried as well."""
    first = case_passphrase(args)
    return open_vault(vault_path(args), first, identity_passphrase(args, needed=False))


def _configure_show(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("id", metavar="ID", help="the vault's id of a record, or its external id")
    parser.add_argument("--show-identities", action="store_true",
                        help="with true names and original words; written to the audit log")


def _show(args: argparse.Namespace) -> Answer:
    if not args.show_identities:
        with _reading(args) as session:
            record = reading.find(session, args.id)
            answer = _whole(session, record, identities=False)
    else:
        first, second = case_passphrase(args), identity_passphrase(args, needed=True)
        with open_vault(vault_path(args), first, second, write=True) as session:
            record = reading.find(session, args.id)
            log(session, "identity.show", kind=record.kind, record=record.id)
            answer = _whole(session, record, identities=True)
    return Answer(answer, _told(answer))


def _whole(session: Session, record: Record, *, identities: bool) -> dict[str, Any]:
    """One record with its history: pseudonyms in the texts, or the original words and the identity."""
    names = reading.pseudonyms(session)
    words = dictionary.words_of_record(session, record.kind, record.id) if identities else {}

    def readable(body: dict[str, Any]) -> dict[str, Any]:
        return original(record.kind, body, words) if identities else reading.shown(record.kind, body, names)

    state = rows.screening(session, kind=record.kind, record=record.id)[0]
    answer: dict[str, Any] = {
        "id": record.id, "external_id": record.external_id, "kind_of_record": record.kind, **readable(record.body),
        "created": record.created, "changed": record.changed, "voided": record.voided,
        "screening": state.state if state.current else "unscreened"}
    if identities and record.kind == "people" and (identity := rows.identity(session, record.id)) is not None:
        answer["identity"] = identity
    answer["history"] = [
        {"revision": one.revision, "time": one.time, "action": one.action, "author": one.author,
         "parents": list(one.parents), "body": readable(one.body)}
        for one in rows.history(session, record.kind, record.id)]
    return answer


def _told(answer: dict[str, Any]) -> list[str]:
    lines = [f"{key}: {value}" for key, value in answer.items() if key != "history" and value is not None]
    return [*lines, *(f"{one['time']} {one['action']}" for one in answer["history"])]


def _configure_search(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("query", metavar="QUERY", help="words, in any script; a pseudonym works too")
    parser.add_argument("--kind", choices=tuple(KINDS), help="only records of this kind")
    parser.add_argument("--limit", type=_limit, default=50, metavar="N", help="at most N hits (50)")


def _search(args: argparse.Namespace) -> Answer:
    with _reading(args) as session:
        start = time.perf_counter()
        hits = searching.search(session, args.query, kind=args.kind, limit=args.limit)
        took = (time.perf_counter() - start) * 1000
    return Answer({"hits": [{"id": hit.id, "kind": hit.kind, "external_id": hit.external_id, "snippet": hit.snippet,
                             "score": hit.score} for hit in hits], "took_ms": round(took, 3)},
                  [f"{hit.external_id or hit.id} · {hit.kind} · {hit.snippet}" for hit in hits] or ["Nothing found."])


def _configure_risk(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--person", metavar="ID", help="only this person")


def _risk(args: argparse.Namespace) -> Answer:
    with _reading(args) as session:
        if args.person is not None:
            asked = [reading.find(session, args.person, ("people",))]
        else:
            asked = list(reading.every(session, "people"))
        today = session.clock.now().date()
        names = reading.pseudonyms(session)
        of_case: dict[str | None, list[dict[str, Any]]] = {}
        for case in {person.case_id for person in asked}:
            of_case[case] = [reading.shown("people", one.body, names)
                             for one in reading.every(session, "people", case=case)]
        people = [_assessed(person, risk.assess(
            reading.shown("people", person.body, names), of_case[person.case_id], today=today,
            since=min(today, date.fromisoformat(person.changed[:10])))) for person in asked]
    return Answer({"people": people}, [line for one in people for line in _risk_in_words(one)])


def _risk_in_words(person: dict[str, Any]) -> list[str]:
    axes = {"return": "If returned", "disclosure": "If read"}
    lines = [f"{person['pseudonym']} · {axes['return'].lower()}: {person['return_risk']} · "
             f"{axes['disclosure'].lower()}: {person['disclosure_risk']} · look again: {person['review_due']}"]
    for axis, words in axes.items():
        lines += [f"  {words}: {one['why']} ({one['effect']}; {one['source']})"
                  for one in person["reasons"] if one["axis"] == axis]
    return lines


def _assessed(person: Record, found: risk.Assessment) -> dict[str, Any]:
    return {"id": person.id, "external_id": person.external_id, "pseudonym": person.label,
            "return_risk": found.return_risk, "disclosure_risk": found.disclosure_risk,
            "reasons": [{"factor": one.factor, "axis": one.axis, "effect": one.effect, "why": one.why,
                         "source": one.source} for one in found.reasons],
            "questions": [{"factor": one.factor, "axis": one.axis, "text": one.text} for one in found.questions],
            "review_due": found.review_due.isoformat()}


COMMANDS: tuple[Command, ...] = (
    Command("list", "List records of one kind.", _configure_list, _list),
    Command("show", "Show one record, whole, with its history.", _configure_show, _show),
    Command("search", "Search all texts, in every script.", _configure_search, _search),
    Command("risk", "Show both axes of risk, with every reason and its source.", _configure_risk, _risk),
)
