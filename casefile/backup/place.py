# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a folder may take a backup, and making it: not on the vault's own disk, not inside the vault."""

from __future__ import annotations

from pathlib import Path

from casefile.backup.medium import Medium
from casefile.errors import DriveTrouble
from casefile.host.drives import same_disk


def prepare(medium: Medium, vault: Path, *, allow_same_disk: bool) -> None:
    """Make the folder if its parent exists.  Raises DriveTrouble (`gone`, `same-disk`), OSError."""
    root = medium.root
    there = root if root.is_dir() else root.parent
    if not there.is_dir() or (root.exists() and not root.is_dir()):
        raise DriveTrouble("There is no such folder, and none to make it in.", kind="gone",
                           advice="Look whether the stick is plugged in and the folder's name is right.")
    if root.resolve().is_relative_to(vault.resolve()):
        raise DriveTrouble("A backup does not belong inside the vault.", kind="same-disk",
                           advice="Choose a folder on a stick.")
    if not allow_same_disk and same_disk(there, vault):
        raise DriveTrouble("This folder is on the same disk as the vault: it would be lost with it.",
                           kind="same-disk", advice="Choose a stick or another disk.")
    if there != root:
        medium.make_folder("")
        medium.made.append("")
        medium.flush_folder("..")
