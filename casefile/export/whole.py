# SPDX-License-Identifier: GPL-3.0-or-later
"""Records out for the organisation itself, in the interchange format.

Without identities the case passphrase is enough: pseudonyms stand where names were.  With them it is
everything, and attachments go beside the document, on the drive before the document has its name.  It leaves by the
same gate and the same log as every other export; what nobody can search for names is not written into that log.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from casefile.errors import DriveTrouble
from casefile.export import disclosure, interchange
from casefile.export.check import check_document
from casefile.export.deliver import deliver, target
from casefile.export.gather import select
from casefile.export.report import Rendered
from casefile.export.request import ExportRequest
from casefile.export.review import Decisions
from casefile.export.run import read, require_screened
from casefile.host import living
from casefile.host.private_files import (
    create_private,
    drive_errors,
    flush_folder,
    make_private_folder,
    part_name,
    remove_tree,
    sweep,
)
from casefile.identities import screening
from casefile.progress import Progress, Silent
from casefile.store import blobs, rows
from casefile.vault.newest import require_clock
from casefile.vault.session import Session

_SILENT = Silent()
_NAME_BYTES = 200
"""How much of an attachment's name, from its end, goes into the name of its file."""


def export(session: Session, request: ExportRequest, path: Path, progress: Progress = _SILENT) -> dict[str, Any]:
    """Write the document to its place; the answer of the command.

    Raises IdentityPassphraseNeeded for `show_identities`.
    """
    place = target(path, session.layout.root)
    require_clock(session)
    if request.show_identities:
        session.require_identities()
    if session.has_identities:
        require_screened(session, progress)
    selection = select(read(session), request)
    case = selection.holdings.find("cases", request.case).id if request.case else None
    progress.step("Gathering records")
    document = interchange.document(session, identities=request.show_identities, case=case)
    folder = place.with_name(place.name + "-files")
    attached = _attachments(session, document, folder.name) if request.show_identities else {}
    rendered = _rendered(document)
    progress.step("Reading the file again")
    checked = check_document(rendered, document, lambda text: _rendered({"note": text}).data)
    handed = disclosure.Handed(place.name, {one.record.id: {} for one in selection.people}, case, (), Decisions())
    finder = screening.matcher(session) if session.has_identities else None
    with _files(session, folder, attached, progress):
        digest = deliver(checked, place, lambda sha256: disclosure.record(
            session, request, handed, sha256, finder, selection.holdings.key))
    replaced = 0 if request.show_identities else sum(
        json.dumps(one.body, ensure_ascii=False).count(f"⟦{klass}:")
        for records in selection.holdings.records.values() for one in records for klass in "nrc"
        if case is None or case in (one.case_id, one.id))
    return {"file": str(path), "sha256": digest, "people": len(document.get("people", ())), "excluded": [],
            "replaced": replaced, "review": {"redacted": 0, "kept": 0}, "uniqueness": selection.uniqueness(),
            "canaries": checked.canaries, "warnings": list(selection.warnings)}


def _rendered(document: dict[str, Any]) -> Rendered:
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return Rendered("json", text.encode("utf-8", "surrogatepass"), "")


def _attachments(session: Session, document: dict[str, Any], folder: str) -> dict[str, blobs.StoredBlob]:
    """Point the attachments that have bytes at the folder beside the document; their bytes by name there."""
    ids = rows.ids(session, "attachments")
    found: dict[str, blobs.StoredBlob] = {}
    for number, one in enumerate(document.get("attachments", ()), 1):
        blob = blobs.find(session, ids.get(one["id"], one["id"]))
        if blob is not None:
            name = f"{number}-{PurePosixPath(one['path']).name.encode()[-_NAME_BYTES:].decode(errors='ignore')}"
            one["path"] = f"{folder}/{name}"
            found[name] = blob
    return found


@contextmanager
def _files(session: Session, folder: Path, attached: dict[str, blobs.StoredBlob], progress: Progress) -> Iterator[None]:
    """The attachments' bytes in their folder if the block ends well, else nothing of them."""
    if not attached:
        yield
        return
    if os.path.lexists(folder):
        raise DriveTrouble("A folder for the attachments is already there.", kind="exists",
                           advice=f"Move {folder.name} away, or choose another name for the file.")
    sweep(folder)
    part = made = part_name(folder)
    make_private_folder(part)
    alive = ExitStack()
    try:
        alive.enter_context(living.shown(part))
        for number, (name, blob) in enumerate(attached.items()):
            progress.step("Writing attachments", number, len(attached))
            with drive_errors(), create_private(part / name) as file:
                blobs.copy_out(session, blob, file)
                file.flush()
                os.fsync(file.fileno())
        with drive_errors():
            flush_folder(part)
            part.rename(folder)  # its parent's list of names is flushed with the document, which comes next
        made = folder
        yield
    except BaseException:
        remove_tree(made)
        raise
    finally:
        alive.close()

