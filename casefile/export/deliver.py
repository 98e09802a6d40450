# SPDX-License-Identifier: GPL-3.0-or-later
"""Delivery: a checked file takes its place at once, and what was handed out is on record.

Order: the bytes are written beside the target and flushed, then the disclosure and the audit line are
written into the vault, then the file gets its name.  Where the log cannot be written no file appears;
a failure leaves what was there before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from casefile.errors import DriveTrouble, UsageError
from casefile.export.check import Checked
from casefile.host.private_files import private_target


def target(path: Path, vault: Path) -> Path:
    """The place for a file, as an absolute path.  Raises UsageError for one inside the vault, DriveTrouble
    where its folder is missing or a folder stands there."""
    place = path.absolute()
    if place.parent.resolve().is_relative_to(vault.resolve()):
        raise UsageError("A file for others does not belong into the vault's folder.", kind="inside-vault",
                         advice="Choose a place outside the vault.")
    if not place.parent.is_dir():
        raise DriveTrouble("The folder for the file is not there.", kind="gone",
                           advice="Make the folder, or choose another place.")
    if place.is_dir():
        raise DriveTrouble("A folder stands where the file should go.", kind="exists", advice="Choose another name.")
    if place.exists() and not place.is_file():
        raise DriveTrouble("A device or pipe stands where the file should go.", kind="exists",
                           advice="Choose another name.")
    return place


def deliver(checked: Checked, path: Path, record: Callable[[str], None]) -> str:
    """Write a checked file to its place (mode 0600) and return its SHA-256.

    `record` writes down what was handed out; it is called with the hash when the bytes are safely on the
    drive and before they get their name.
    """
    digest = hashlib.sha256(checked.data).hexdigest()
    with private_target(path, outside=True) as file:
        file.write(checked.data)
        file.flush()
        os.fsync(file.fileno())
        record(digest)
    return digest
