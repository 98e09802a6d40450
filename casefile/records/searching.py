# SPDX-License-Identifier: GPL-3.0-or-later
"""Search in every script: what goes into the index, what a query asks, and the hits with a snippet.

The index holds folded text (`normalising`).  Where a text refers to a person, the index holds the
person's id, and a query that has a word of a pseudonym asks for those ids too: a new pseudonym is
found at once, with nothing to index again.

Promises: any string is a query and none raises; nothing is written; snippets show pseudonyms,
and hide text that nobody has looked at for names while the identity vault holds any.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from casefile.records.markers import Marker, split
from casefile.records.normalising import fold, forms, normalise, pieces, words
from casefile.records.reading import HIDDEN, names_known, pseudonyms, shown
from casefile.records.record import KINDS, Record
from casefile.records.shape import map_references, texts
from casefile.store import rows
from casefile.store.handle import Handle

_LONGEST, _MOST_WORDS, _MOST_PEOPLE = 400, 24, 200
_BEFORE, _AFTER = 40, 120


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found; `score` is higher for a better hit, `snippet` is for reading."""

    id: str
    kind: str
    external_id: str | None
    snippet: str
    score: float


def search_text(kind: str, body: Mapping[str, Any], external_id: str | None) -> str:
    """What the index keeps of a stored body: folded words, and the ids of the people it speaks of."""
    shape = KINDS[kind].shape
    found: list[str] = [external_id or "", str(body.get("pseudonym", ""))]
    people: dict[str, None] = {}
    for text in texts(shape, body):
        for part in split(text):
            if isinstance(part, Marker):
                people[part.person] = None
            else:
                found.append(part)

    def note(of: str, ref: str) -> str:
        if of == "people":
            people[ref] = None
        return ref

    map_references(shape, body, note)
    return " ".join(normalise(text) for text in [*found, *people] if text)


def search(session: Handle, query: str, *, kind: str | None = None, limit: int | None = 50) -> list[Hit]:
    """Records in which every word of the query begins a word (or stands inside a run), best first."""
    asked = _asked(query)
    names = pseudonyms(session)
    people = [(person, _words_of(name)) for person, name in names.items()] if asked else []
    expression = " AND ".join(_term(word, people) for word in asked)
    if not expression:
        return []
    among, values = ("AND kind = ?", [kind]) if kind else ("", [])
    found = session.db.rows(
        f"SELECT kind, id, -bm25(search) FROM search WHERE search MATCH ? {among} ORDER BY rank, rowid LIMIT ?",
        (expression, *values, -1 if limit is None else max(0, limit)))
    unsure = names_known(session)
    hits: list[Hit] = []
    for of, record_id, score in found:
        record = rows.row(session, of, record_id)
        if record is not None:
            readable = of in KINDS and not (unsure and _is_unscreened(session, of, record_id))
            snippet = _snippet(record, asked, names) if readable else HIDDEN
            hits.append(Hit(record.id, of, record.external_id, snippet, round(float(score), 6)))
    return hits


def _asked(query: str) -> list[str]:
    cut = query[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
    return list(dict.fromkeys(words(fold(cut)[0])))[:_MOST_WORDS]


@lru_cache(maxsize=100_000)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(words(fold(name)[0]))


def _term(word: str, people: list[tuple[str, tuple[str, ...]]]) -> str:
    """One word of the query for the index; it holds letters, digits and marks only, and stands in quotes."""
    options: list[str] = []
    for form in forms(word):
        parts = [f'"{" ".join(piece)}"*' for piece in pieces(form)]
        options.append(f"({' AND '.join(parts)})" if len(parts) > 1 else parts[0])
    ids = (person for person, named in people if any(one.startswith(word) for one in named))
    options += [f'"{person}"' for person in islice(ids, _MOST_PEOPLE)]
    return f"({' OR '.join(options)})" if len(options) > 1 else options[0]


def _is_unscreened(session: Handle, kind: str, record: str) -> bool:
    return any(one.state == "unscreened" or not one.current
               for one in rows.screening(session, kind=kind, record=record))


def _snippet(record: Record, asked: list[str], names: Mapping[str, str]) -> str:
    """The words around the first hit in the record's texts, else its beginning, on one line."""
    shape = KINDS[record.kind].shape
    readable = [str(record.body["pseudonym"])] if "pseudonym" in record.body else []
    readable += texts(shape, shown(record.kind, record.body, names))
    for text in readable:
        folded, places = fold(text)
        at = min((place for word in asked for form in forms(word) if (place := folded.find(form)) >= 0), default=-1)
        if at >= 0:
            return _cut(unicodedata.normalize("NFC", text), places[at])
    return _cut(unicodedata.normalize("NFC", readable[0]), 0) if readable else ""


def _cut(text: str, at: int) -> str:
    start, end = max(0, at - _BEFORE), min(len(text), at + _AFTER)
    line = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{line}{'…' if end < len(text) else ''}"
