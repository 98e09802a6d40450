# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies on a stick for the day this program is gone: README.txt, RECOVER.py and their hashes."""

from __future__ import annotations

from pathlib import Path

from casefile import resources
from casefile.backup import recover, stick
from casefile.backup.medium import Medium, Stored
from casefile.errors import Damaged, DriveTrouble


def write(medium: Medium) -> int:
    """Write the helper files where they are missing; the number of bytes written.

    Those of an earlier version stay as they are.  Raises DriveTrouble when files of the same names
    are something else, or were changed.
    """
    if medium.size(stick.HELP_LIST) is not None:
        check(medium)
        return 0
    total, listed = 0, list[tuple[str, str]]()
    for name, content in contents().items():
        stored = _one(medium, name, content)
        listed.append((name, stored.sha256))
        total += stored.bytes
    return total + _put(medium, stick.HELP_LIST, stick.list_text(listed)).bytes


def contents() -> dict[str, bytes]:
    """The helper files of this version, by name."""
    return {"README.txt": resources.text("backup/README.txt").encode("utf-8"),
            "RECOVER.py": Path(recover.__file__).read_bytes()}


def check(medium: Medium) -> list[Stored]:
    """Read the helper files.  Raises Damaged when one is missing or changed."""
    read = []
    for name, own in stick.read_help_list(medium):
        if medium.size(name) is None or (found := medium.hash_of(name)).sha256 != own:
            raise Damaged("A helper file on the stick is missing or was changed.", kind="backup", file=name)
        read.append(found)
    return read


def _one(medium: Medium, name: str, content: bytes) -> Stored:
    size = medium.size(name)
    if size is None:
        return _put(medium, name, content)
    found = medium.hash_of(name)
    with medium.open(name) as file:
        if size != len(content) or medium.read(file, size + 1) != content:
            raise DriveTrouble("This folder already holds other files of the same names.", kind="exists",
                               advice="Choose an empty folder or a new name.")
    return found


def _put(medium: Medium, name: str, content: bytes) -> Stored:
    return medium.store(".", lambda out: out.write(content), lambda own: name)
