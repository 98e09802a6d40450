# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole vault, made anew in a folder inside the old one, takes its place.

While it is in the making the folder has an unfinished name: killed then, it is swept away.  One rename
(`decide`) is the moment from which the new one counts.  `finish` moves its parts to their places, each in
one step and any number of times; whoever opens the vault next goes on where a killed process stopped.
Needs no key.  Nothing here promises that the old bytes are gone from the disk.
"""

from __future__ import annotations

import os
from pathlib import Path

from casefile.errors import Busy, Damaged
from casefile.host.locks import VaultLock
from casefile.host.private_files import drive_errors, flush_folder, part_name, remove_tree
from casefile.store.journals import journal_of
from crypto.header import MAGIC

NEXT = ".new-keys"
PARTS = ("cases.db", "identities.db", "blobs", "anchor", "header.old", "header")
"""In this order; the header last, so that as long as it is there the switch is not over."""
_OLD_BLOBS = "blobs.old"


def decide(root: Path, folder: Path) -> None:
    """From here on the vault in `folder` (inside `root`) is the vault.  Only under the writer's lock."""
    with drive_errors():
        if any(journal_of(root / name).exists() for name in PARTS[:2]):
            raise Damaged("A database was not closed as it should be; nothing was switched.", kind="journal")
        flush_folder(folder)
        os.rename(folder, root / NEXT)
        flush_folder(root)


def pending(root: Path) -> bool:
    """Whether a switch was decided and is not over; never in a folder that is no vault of ours."""
    if not (root / NEXT).is_dir():
        return False
    with drive_errors(), (root / "header").open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def finish(root: Path, *, lock: bool = True) -> None:
    """End a switch that was decided; nothing where none was.

    `lock=False` is for the holder of the writer's lock.  Raises Busy while another process does the same, DriveTrouble.
    """
    if not pending(root):
        return
    held = VaultLock(root)
    if lock:
        held.acquire()
    try:
        with drive_errors():
            if pending(root):
                _move(root, root / NEXT)
    finally:
        held.release()


def require_same(root: Path, before: bytes) -> None:
    """Raise Busy where the vault got another header while it was being opened."""
    with drive_errors():
        if pending(root) or (root / "header").read_bytes() != before:
            raise Busy("The vault got new keys while it was being opened.", advice="Try again.")


def _move(root: Path, folder: Path) -> None:
    if (folder / "header").exists():
        for name in PARTS:
            new, place = folder / name, root / name
            if not new.exists():
                continue
            if name == "blobs" and place.exists() and not (folder / _OLD_BLOBS).exists():
                os.rename(place, folder / _OLD_BLOBS)
            if name == "header":  # everything else is in place and on the disk before the last step
                flush_folder(folder)
                flush_folder(root)
            os.replace(new, place)
    flush_folder(root)
    over = part_name(folder)
    os.rename(folder, over)
    flush_folder(root)
    remove_tree(over)
