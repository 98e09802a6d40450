# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person decided about a doubt in an earlier export: offered again as a ready answer, never taken by itself.

A doubt is known by a commitment over the passage as the record holds it, the words, which of them it is, and the
dictionary of names; so an answer falls away when the record's text or the dictionary changes.  No word of a record
is kept, only commitments, actions and the reasons typed, without any name known.  True names are confirmed anew each time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence

from casefile.export.redact import Finder
from casefile.export.review import Decision, Decisions, Item
from casefile.identities.handed import nameless
from casefile.redaction.terms import KnownPerson
from casefile.store import window
from casefile.vault.session import Session

_KEPT = "export.earlier"
MOST = 4000
"""Answers that are kept; the oldest go first."""


def standing(key: bytes, known: Iterable[KnownPerson], public: Iterable[str]) -> bytes:
    """What tells one dictionary of names from another; it says nothing without the vault's key."""
    told = hmac.new(key, b"dictionary\0", hashlib.sha256)
    for one in sorted(repr((person.person, [(name.value, name.kind) for name in person.names], person.contacts, person.documents,
                            person.places, [[name.value for name in relative] for relative in person.relatives]))
                      for person in known):
        told.update(one.encode() + b"\0")
    for contact in sorted(public):
        told.update(contact.encode() + b"\1")
    return told.digest()


def ready(session: Session, queue: Sequence[Item], key: bytes, book: bytes) -> dict[str, Decision]:
    """For each item of a queue that was decided before, as it stands now, what was decided; by item."""
    kept = _read(session, book)
    found = {}
    for item in queue:
        answer = kept.get(_commitment(key, book, item)) if item.passage else None
        if answer is not None:
            found[item.item] = Decision("keep" if answer[0] == "keep" else "redact", answer[1])
    return found


def keep(session: Session, queue: Sequence[Item], decisions: Decisions, key: bytes, book: bytes, finder: Finder) -> None:
    """Keep what was decided item by item; what was decided as a whole is nobody's answer to one of them.

    What was kept for another dictionary goes: it could be no answer any more.
    """
    kept = _read(session, book)
    for item in queue:
        decision = decisions.given.get(item.item)
        if decision is not None and item.passage:
            commitment = _commitment(key, book, item)
            kept.pop(commitment, None)
            kept[commitment] = (decision.action, nameless(decision.reason, finder))
    if kept:
        window.remember(session, _KEPT, json.dumps({"book": book.hex(), "answers": dict(list(kept.items())[-MOST:])},
                                                   ensure_ascii=False))


def _commitment(key: bytes, book: bytes, item: Item) -> str:
    message = "\0".join(("doubt", item.passage, item.tier, item.before)).encode()
    return hmac.new(key, book + message, hashlib.sha256).hexdigest()[:32]


def _read(session: Session, book: bytes) -> dict[str, tuple[str, str]]:
    """The answers kept for a dictionary, by commitment; none where what is there is not understood."""
    try:
        whole = json.loads(window.remembered(session, _KEPT) or "{}")
    except ValueError:
        return {}
    body = whole.get("answers") if isinstance(whole, Mapping) and whole.get("book") == book.hex() else None
    if not isinstance(body, Mapping):
        return {}
    return {str(one): (str(answer[0]), str(answer[1])) for one, answer in body.items()
            if isinstance(answer, list) and len(answer) == 2}
