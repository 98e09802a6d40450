# SPDX-License-Identifier: GPL-3.0-or-later
"""What people typed about a file that left: for whom, why, its name.  Kept without any name the identity vault knows.

Where a file left without the identity passphrase nobody could look for names: the words are kept as typed and
marked, and are read for names by the next screening, like any other text.  They never go into the log unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casefile.identities.lifting import Finder
from casefile.store import rows
from casefile.store.handle import Handle
from casefile.store.writing import Change, HistoryChange

KIND = "disclosures"
TYPED = ("file", "to", "purpose", "override_reason", "second_person")
UNREAD = "unread"
"""Marks the body of a disclosure whose words nobody has looked at for names."""
NAMELESS = "[name]"


def nameless(text: str, finder: Finder | None) -> str:
    """A typed text without the names and contacts a finder knows; without a finder as it is."""
    for span in sorted(finder.find(text) if finder else (), key=lambda one: -one.start):
        text = text[:span.start] + NAMELESS + text[span.end:]
    return text


def unread(session: Handle) -> set[tuple[str, str]]:
    """(kind, id) of what left with words that wait for a screening."""
    return {(KIND, one.id) for one in rows.rows(session, KIND) if one.body.get(UNREAD)}


def screened(session: Handle, finder: Finder) -> Iterator[tuple[Change | None, list[HistoryChange]]]:
    """Every disclosure whose words hold a name that is known now, or that waited: its change, and its past states."""
    for one in rows.rows(session, KIND):
        body = _read(one.body, finder)
        past = [HistoryChange(state.revision, before, one.label) for state in rows.history(session, KIND, one.id)
                if (before := _read(state.body, finder)) != state.body]
        change = None if body == one.body else Change(KIND, one.id, body, external_id=one.external_id,
                                                      case_id=one.case_id, label=one.label, voided=one.voided)
        if change or past:
            yield change, past


def _read(body: Mapping[str, Any], finder: Finder) -> dict[str, Any]:
    kept = {key: value for key, value in body.items() if key != UNREAD}
    return kept | {key: nameless(str(kept[key]), finder) for key in TYPED if key in kept}
