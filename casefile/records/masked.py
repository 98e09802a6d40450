# SPDX-License-Identifier: GPL-3.0-or-later
"""Masked copies of pictures: kept beside their originals, each with the readers it is cleared for.

A copy belongs to the case and the person of its original, and goes with her.  Its name and title are the
program's own words, so no name can travel in them.  Clearing and taking a clearance back are in the log.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass, field

from casefile.errors import UsageError
from casefile.records import attachment
from casefile.records.reading import find
from casefile.records.searching import search_text
from casefile.store import blobs, rows
from casefile.store.handle import Handle
from casefile.store.writing import UNSCREENED, Change, new_id, write

KIND = "attachments"
TITLE = "Masked copy"
SCREENED = "screened"
"""Of words that are the program's own; adding a name looks at them again like at any other text."""


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """A picture that may leave: its id, its case, whom it shows (vault ids), and its bytes."""

    id: str
    case: str
    person: str
    boxes: int
    data: bytes = field(repr=False)


def keep(session: Handle, original: str, png: bytes, boxes: int, cleared_for: Collection[str]) -> str:
    """Keep the masked copy of an attachment; its id.  Raises NotFound, UsageError, Busy, DriveTrouble."""
    record = find(session, original, (KIND,))
    readers = _readers(cleared_for)
    blob = blobs.add(session, io.BytesIO(png))
    body = {"case": record.body["case"], "path": "masked-copy.png", "sha256": blob.sha256, "media_type": "image/png",
            "title": TITLE, "mask": {"original": record.id, "boxes": boxes, "cleared_for": readers}}
    if "person" in record.body:
        body["person"] = record.body["person"]
    own = new_id()
    try:
        write(session, "attachment.mask", [_change(own, body, record.case_id)], screening={(KIND, own): (SCREENED, [])},
              blobs={own: blob})
    except BaseException:
        blobs.discard(session, [blob.name])
        raise
    return own


def clear(session: Handle, ref: str, cleared_for: Collection[str]) -> None:
    """Clear a masked copy for these readers and no others.  Raises NotFound, UsageError, Busy, DriveTrouble."""
    record = find(session, ref, (KIND,))
    if "mask" not in record.body:
        raise UsageError("Only a masked copy can be cleared; an original never leaves.", kind="no-masked-copy")
    body = {**record.body, "mask": {**record.body["mask"], "cleared_for": _readers(cleared_for)}}
    known = rows.screening(session, kind=KIND, record=record.id)[0]
    write(session, "attachment.clear", [_change(record.id, body, record.case_id, record.external_id)],
          screening={(KIND, record.id): (known.state if known.current else UNSCREENED, known.doubts)})


def cleared(session: Handle, audience: str) -> list[MaskedCopy]:
    """The masked copies cleared for an audience that were not taken back, with their bytes."""
    found = []
    for one in rows.rows(session, KIND):
        mask = one.body.get("mask")
        if mask and one.voided is None and audience in mask["cleared_for"] and (blob := blobs.find(session, one.id)):
            found.append(MaskedCopy(one.id, one.case_id or "", str(one.body.get("person", "")), int(mask["boxes"]),
                                    blobs.read(session, blob)))
    return found


def _readers(cleared_for: Collection[str]) -> list[str]:
    unknown = set(cleared_for) - set(attachment.READERS)
    if unknown:
        raise UsageError("A masked copy is cleared for press, appeal, un or legal.", kind="unknown-audience")
    return [one for one in attachment.READERS if one in cleared_for]


def _change(own: str, body: dict[str, object], case: str | None, external: str | None = None) -> Change:
    return Change(KIND, own, body, external_id=external, case_id=case, label=attachment.label(body),
                  search_text=search_text(KIND, body, external))
