# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a stick: without a key every file against its hash; with a recovery secret also by loading it.

Every finished snapshot and the helper files are read.  Files that no list names are what a pulled
stick leaves; they are no fault.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casefile.backup import helpfiles, manifest, stick
from casefile.backup.manifest import ATTACHMENT, IDENTITIES, RECORDS, Item, Manifest
from casefile.backup.medium import Medium
from casefile.backup.sealing import Part, Plain, Unpacking, open_file, read_object
from casefile.backup.stick import Listed
from casefile.errors import Damaged, WrongPassphrase
from casefile.host.private_files import drive_errors
from casefile.progress import Progress, Silent
from casefile.store.database import Schema
from casefile.store.dump import Counts, FormFinder, Loader, scratch
from crypto.recovery import RecoveryKey


@dataclass(frozen=True, slots=True)
class Verified:
    """What was read: files and bytes; snapshots whose content was loaded, and whether identities were."""

    snapshots: int
    files: int
    bytes: int
    loaded: int = 0
    identities: bool = False


@dataclass
class _Seen:
    """Files already read in this run, by name, with their lengths."""

    lengths: dict[str, int] = field(default_factory=dict)
    attachments: set[tuple[Part, ...]] = field(default_factory=set)
    identities: bool = False


def verify(dest: Path, keys: Sequence[RecoveryKey] = (), *, progress: Progress | None = None) -> Verified:
    """Check every finished snapshot in `dest`.

    Raises DriveTrouble (no such folder), InputRefused (no complete snapshot), Damaged (anything
    changed or missing), WrongPassphrase (no key of `keys` opens it).
    """
    progress, medium, seen = progress or Silent(), Medium(dest), _Seen()
    with drive_errors():
        numbers = stick.finished(medium)
        for stored in helpfiles.check(medium):
            seen.lengths[stored.name] = stored.bytes
        seen.lengths[stick.HELP_LIST] = medium.size(stick.HELP_LIST) or 0
        for done, number in enumerate(numbers):
            progress.step("Reading snapshots", done, len(numbers))
            listed = stick.read_list(medium, number)
            check_files(medium, listed, seen.lengths)
            seen.lengths[stick.list_name(number)] = medium.size(stick.list_name(number)) or 0
        for done, number in enumerate(numbers if keys else ()):
            progress.step("Opening snapshots", done, len(numbers))
            _load(medium, stick.read_list(medium, number), keys, seen)
    return Verified(len(numbers), len(seen.lengths), sum(seen.lengths.values()), len(numbers) if keys else 0,
                    seen.identities)


def check_files(medium: Medium, listed: Listed, lengths: dict[str, int]) -> None:
    """Read the files of a snapshot that `lengths` does not name yet.  Raises Damaged, OSError."""
    for name, own in listed.files:
        if name in lengths:
            continue
        if medium.size(name) is None:
            raise Damaged("A file of a snapshot is missing.", kind="backup", snapshot=listed.number, file=name)
        found = medium.hash_of(name)
        if found.sha256 != own:
            raise Damaged("A file of a snapshot was changed.", kind="backup", snapshot=listed.number, file=name)
        lengths[name] = found.bytes


def open_manifest(medium: Medium, listed: Listed, keys: Sequence[RecoveryKey]) -> Manifest:
    """Decrypt and read the manifest of a snapshot.  Raises WrongPassphrase, Damaged, NewerVersion."""
    if (medium.size(listed.manifest) or 0) > manifest.MOST_BYTES:
        raise Damaged("The manifest of this snapshot is too long.", kind="backup", snapshot=listed.number)
    content = io.BytesIO()
    open_file(medium, keys, listed.manifest, content)
    found = manifest.from_bytes(content.getvalue())
    data = {own for _, own in listed.files[:-1]}
    if found.snapshot != listed.number or found.files != data:
        raise Damaged("The manifest of this snapshot does not fit its list.", kind="backup", snapshot=listed.number)
    return found


def form_of(medium: Medium, keys: Sequence[RecoveryKey], item: Item) -> int:
    """Of which form the database in a dump was.  Raises WrongPassphrase, Damaged, NewerVersion."""
    finder = FormFinder()
    unpacking = Unpacking(finder)
    read_object(medium, keys, item.parts, unpacking)
    unpacking.finish()
    return finder.form()


def load_database(medium: Medium, keys: Sequence[RecoveryKey], item: Item, loader: Loader) -> Counts:
    """Decrypt and unpack a dump into `loader`.  Raises WrongPassphrase, Damaged."""
    unpacking = Unpacking(loader)
    read_object(medium, keys, item.parts, unpacking)
    unpacking.finish()
    counts = loader.finish()
    if item.role == RECORDS and (counts.bytes, counts.sha256) != (item.bytes, item.sha256):
        raise Damaged("The records of this snapshot are not those its manifest names.", kind="backup")
    return counts


def _load(medium: Medium, listed: Listed, keys: Sequence[RecoveryKey], seen: _Seen) -> None:
    """Everything of one snapshot that the keys open, loaded into nothing but memory."""
    whole = open_manifest(medium, listed, keys)
    for item in whole.items:
        if item.role == ATTACHMENT:
            if item.parts not in seen.attachments:
                check = Plain(item.bytes)
                read_object(medium, keys, item.parts, check)
                check.finish(item.sha256)
                seen.attachments.add(item.parts)
            continue
        schema: Schema = "main" if item.role == RECORDS else "names"
        try:
            form = form_of(medium, keys, item)
        except WrongPassphrase:
            if item.role == IDENTITIES:
                continue  # the identities are for the holder of the other secret
            raise
        with scratch(form) as trial:
            counts = load_database(medium, keys, item, Loader(trial, schema))
        if item.role == RECORDS and any(counts.rows.get(kind, 0) != n for kind, n in whole.counts.items()):
            raise Damaged("The records of this snapshot are fewer than its manifest says.", kind="backup")
        seen.identities = seen.identities or item.role == IDENTITIES
