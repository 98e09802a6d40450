# SPDX-License-Identifier: GPL-3.0-or-later
"""What was let out, to whom and why: one record and one audit line for every file that leaves.

Decisions stand as commitments (an HMAC under the vault's own key over what was decided and why), so
that the log can be checked against a claim later and tells no name by itself.  Words people type
about the export are searched for names like any other text; the log holds none that were not.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casefile.export.redact import Finder
from casefile.export.request import ExportRequest
from casefile.export.review import Decisions, Item
from casefile.identities.handed import UNREAD, nameless
from casefile.records.reading import HIDDEN, names_known
from casefile.store.writing import Change, new_id, write
from casefile.vault.session import Session


@dataclass(frozen=True, slots=True)
class Handed:
    """What one export came to: `said` tells for everyone in it how exactly each fact stands there."""

    file: str
    said: Mapping[str, Mapping[str, int]]
    case: str | None
    items: tuple[Item, ...]
    decisions: Decisions
    pictures: tuple[str, ...] = ()


def record(session: Session, request: ExportRequest, handed: Handed, digest: str, finder: Finder | None,
           key: bytes) -> None:
    """Write the disclosure and its audit line in one transaction.

    Where the vault knows names and nobody can search for them, typed words wait in the disclosure for a
    screening and stay out of the log.
    """
    unread = names_known(session) and not session.has_identities
    body: dict[str, Any] = {
        "audience": request.audience, "format": request.format, "file": nameless(handed.file, finder),
        "sha256": digest, "to": nameless(request.to, finder), "purpose": nameless(request.purpose, finder),
        "people": list(handed.said),
        "said": {person: dict(levels) for person, levels in handed.said.items() if levels}, "identities": request.show_identities,
        "decisions": [_commitment(key, item, handed.decisions) for item in handed.items]}
    if handed.pictures:
        body["pictures"] = list(handed.pictures)
    if request.overridden:
        body |= {"override_reason": nameless(request.override_reason, finder),
                 "second_person": nameless(request.second_person, finder)}
    identity = new_id()
    if unread:
        body[UNREAD] = True
    typed = [str(body["to"]), str(body["purpose"])]
    about = "; ".join(part for part in (request.audience, *(HIDDEN if unread and one else one for one in typed)) if part)
    write(session, "export", [Change("disclosures", identity, body, case_id=handed.case,
                                     label=f"{request.audience} {request.format}")],
          screening={("disclosures", identity): (None, [])}, purpose=about)


def _commitment(key: bytes, item: Item, decisions: Decisions) -> dict[str, str]:
    decision = decisions.of(item.item)
    action, reason = (decision.action, decision.reason) if decision else ("redact", "")
    message = "\0".join(("decision", item.item, item.tier, item.before, action, reason)).encode()
    return {"item": item.item, "action": action, "commitment": hmac.new(key, message, hashlib.sha256).hexdigest()}


