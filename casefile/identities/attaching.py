# SPDX-License-Identifier: GPL-3.0-or-later
"""Files into the vault and out of it, by stream: several come in together or not at all.

The bytes are stored first, then all records in one write; a kill between leaves bytes without a key, which
the next writer sweeps away.
"""

from __future__ import annotations

import mimetypes
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casefile.errors import InputRefused, NotFound, UsageError
from casefile.host.private_files import private_target
from casefile.identities import screening
from casefile.identities.lifting import Screened, Screener, escaped
from casefile.identities.voiding import nameless
from casefile.progress import Progress, Silent
from casefile.records import attachment
from casefile.records.reading import find, names_known
from casefile.store import blobs
from casefile.store.blobs import StoredBlob
from casefile.store.handle import Handle
from casefile.store.writing import UNSCREENED, Change, Lift, Removal, log, new_id, write

KIND = "attachments"
_SILENT = Silent()


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: its id, the SHA-256 (hexadecimal) and number of its bytes."""

    id: str
    external_id: str | None
    sha256: str
    bytes: int


def attach(session: Handle, case: str, files: Sequence[Path], *, person: str | None = None,
           about: Mapping[str, str] | None = None, progress: Progress = _SILENT) -> list[Attached]:
    """Keep files with a case (and a person); `about` are title and received_from of each, in plain words.

    Raises NotFound, UsageError, InputRefused (no regular file, or a text that is too long), Busy, DriveTrouble.
    """
    fixed: dict[str, str] = {"case": find(session, case, ("cases",)).id, **(about or {})}
    if person is not None:
        fixed["person"] = find(session, person, ("people",)).id
    stored: dict[str, StoredBlob] = {}
    try:
        for number, path in enumerate(files):
            progress.step("Storing attachments", number, len(files))
            with _opened(path) as source:
                stored[new_id()] = blobs.add(session, source)
        _write(session, fixed, dict(zip(stored, files, strict=True)), stored)
    except BaseException:
        blobs.discard(session, [blob.name for blob in stored.values()])
        raise
    return [Attached(own, None, blob.sha256, blob.size) for own, blob in stored.items()]


def detach(session: Handle, ref: str) -> Attached:
    """Remove an attachment, its history and its bytes; an import may bring it again.

    Raises NotFound, Busy, DriveTrouble.
    """
    record = find(session, ref, (KIND,))
    blob = blobs.find(session, record.id)
    write(session, "attachment.remove", [], removals=[Removal(KIND, record.id, lasting=False)])
    blobs.sweep(session)
    return Attached(record.id, record.external_id, str(record.body["sha256"]), blob.size if blob else 0)


def extract(session: Handle, ref: str, out: Path, *, purpose: str = "") -> Attached:
    """Write an attachment's bytes to the new file `out`, mode 0600, and that into the log first.

    Raises NotFound, UsageError (`exists`), IdentityPassphraseNeeded for a purpose that may hold a name, Damaged, Busy,
    DriveTrouble.
    """
    record = find(session, ref, (KIND,))
    blob = blobs.find(session, record.id)
    if blob is None:
        raise NotFound("Of this attachment only the description was kept, not its bytes.", kind="no-bytes")
    if os.path.lexists(out):  # asked before the log says that it happened
        raise UsageError("There is already a file of that name.", kind="exists", advice="Choose another name.")
    if purpose and names_known(session):
        session.require_identities()
    told = nameless(session, purpose) if purpose and session.has_identities else purpose
    with private_target(out, replace=False, outside=True) as target:
        blobs.copy_out(session, blob, target)
        log(session, "attachment.extract", kind=KIND, record=record.id, purpose=told)
    return Attached(record.id, record.external_id, blob.sha256, blob.size)


def _write(session: Handle, fixed: Mapping[str, str], files: Mapping[str, Path],
           stored: Mapping[str, StoredBlob]) -> None:
    screener = Screener(screening.matcher(session)) if session.has_identities else None
    changes: list[Change] = []
    lifts: list[Lift] = []
    states: dict[tuple[str, str], tuple[str | None, object]] = {}
    for own, path in files.items():
        body = {**fixed, "path": path.name, "sha256": stored[own].sha256,
                "media_type": mimetypes.guess_type(path.name)[0] or "application/octet-stream"}
        if found := attachment.problems(body):
            raise InputRefused("The attachment is not valid.", problems=[one.as_json() for one in found])
        clean = escaped(KIND, body)
        screened = screener.record(KIND, own, clean, {}) if screener else Screened(clean, (), ())
        states[KIND, own] = (screened.state if screener or not names_known(session) else UNSCREENED,
                             list(screened.doubts))
        lifts += screened.lifts
        changes.append(screening.change_of(KIND, own, screened.body, external_id=None, case_id=fixed["case"]))
    write(session, "attachment.add", changes, lifts=lifts, screening=states, blobs=stored)


def _opened(path: Path) -> BinaryIO:
    """A regular file, open for reading; a pipe or a device is refused before it can block."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise UsageError(f"A file cannot be opened ({error.strerror}).", kind="file") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputRefused("Only regular files can be attached.", kind="not-a-file")
    return os.fdopen(handle, "rb")
