# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing a person's identity, and saving a record in plain words, with both keys at hand.

Each is one write over both databases: a name and the texts it has to leave change together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.errors import InputRefused
from casefile.identities import dictionary, identity, screening
from casefile.identities.disguise import Disguise
from casefile.identities.lifting import Screener, escaped
from casefile.progress import Progress, Silent
from casefile.records.record import KINDS
from casefile.store import rows
from casefile.store.handle import Handle
from casefile.store.writing import IdentityChange, Written, new_id, write

_SILENT = Silent()


def set_identity(session: Handle, person: str, body: Mapping[str, Any] | None, *, purpose: str = "",
                 progress: Progress = _SILENT) -> Written:
    """Make `body` the identity of a person (None: forget it) and screen every stored text for it.

    Raises InputRefused where the body is not valid.  `purpose` goes into the log and must hold no name.
    """
    session.require_identities()
    if body is not None and (problems := identity.problems(body)):
        raise InputRefused("The identity is not valid.", problems=[one.as_json() for one in problems])
    known = dict(rows.identities(session))
    known.pop(person, None)
    if body is not None:
        known[person] = dict(body)
    screener = Screener(screening.matcher(session, known))
    disguise = Disguise(rows.labels(session, "people").values(), dictionary.names_in(known), lambda: screener)
    found = screening.rescreen(session, screener, disguise, progress=progress)
    found.kept["names_known"] = "yes" if any(known.values()) else "no"
    return write(session, "identity.change", found.changes, identities=[IdentityChange(person, body)],
                 lifts=list(found.lifts.values()), history=found.history, screening=found.screening,
                 kept=found.kept, purpose=purpose)


def save(session: Handle, kind: str, body: Mapping[str, Any], *, record: str | None = None,
         external_id: str | None = None, action: str = "") -> str:
    """Save a record whose texts are plain words (references by vault id), lifted on the way in; its vault id.

    `record` is the one to change, None for a new one.  Raises InputRefused where the body is not valid.
    """
    session.require_identities()
    noun = KINDS[kind]
    if problems := noun.problems(body):
        raise InputRefused("The record is not valid.", problems=[one.as_json() for one in problems])
    before = rows.row(session, kind, record) if record else None
    own = record or new_id()
    screened = Screener(screening.matcher(session)).record(kind, own, escaped(kind, body), {})
    change = screening.change_of(kind, own, screened.body, case_id=screened.body.get("case"),
                                 external_id=before.external_id if before else external_id,
                                 voided=before.voided if before else None)
    write(session, action or f"{noun.singular}.{'change' if before else 'add'}", [change],
          lifts=screened.lifts, screening={(kind, own): (screened.state, list(screened.doubts))})
    return own
