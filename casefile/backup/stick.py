# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies where on a stick, and what can be said of it without any key.

    README.txt, RECOVER.py     how to restore by hand;  HELP.sum  their hashes
    data/ab/<sha256>           age files, written once, named for their own hash
    snap/000001.age            the manifest of a snapshot, encrypted
    snap/000001.sum            `sha256sum` list of all it needs, its manifest last; written last of all

A snapshot counts when its .sum is there: it is written when all it lists has been read back.  So a
pulled stick leaves files that no list names, which is no fault; a list that names what is not there,
or is not in its one form, is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casefile.backup.medium import Medium, Stored
from casefile.errors import Damaged, DriveTrouble, InputRefused

SNAPSHOTS, DATA, HELP_LIST = "snap", "data", "HELP.sum"
HELP_FILES = ("README.txt", "RECOVER.py")
_NUMBER = re.compile(r"(\d{6})\.(age|sum)")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_MOST_NUMBER = 999_999
_LONGEST_LIST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Listed:
    """A snapshot as its list has it: number, manifest and data files as (name, sha256), in order."""

    number: int
    files: tuple[tuple[str, str], ...]

    @property
    def manifest(self) -> str:
        """The manifest's name."""
        return manifest_name(self.number)


def manifest_name(number: int) -> str:
    """Where the manifest of a snapshot lies."""
    return f"{SNAPSHOTS}/{number:06d}.age"


def list_name(number: int) -> str:
    """Where the list of a snapshot lies."""
    return f"{SNAPSHOTS}/{number:06d}.sum"


def data_name(sha256: str) -> str:
    """Where a data file of that hash lies."""
    return f"{DATA}/{sha256[:2]}/{sha256}"


def numbers(medium: Medium) -> list[int]:
    """Every snapshot number with a manifest or a list, whole or not."""
    found = (_NUMBER.fullmatch(name) for name in medium.names(SNAPSHOTS))
    return sorted({int(match[1]) for match in found if match and int(match[1])})


def next_number(medium: Medium) -> int:
    """The number for a new snapshot: above every one that is there, leftovers too."""
    number = max(numbers(medium), default=0) + 1
    if number > _MOST_NUMBER:
        raise DriveTrouble("This folder holds as many snapshots as it can.", kind="full")
    return number


def has_list(medium: Medium, number: int) -> bool:
    """Whether a snapshot was finished; an empty list is what some drives leave of one that was not."""
    return bool(medium.size(list_name(number)))


def complete(medium: Medium, number: int) -> bool:
    """Whether a snapshot was finished and everything it lists is there (not whether it is unchanged)."""
    try:
        return has_list(medium, number) and all(medium.size(name) for name, _ in read_list(medium, number).files)
    except Damaged:
        return False


def read_list(medium: Medium, number: int) -> Listed:
    """The list of a finished snapshot.  Raises Damaged when it is not in its one form."""
    entries = _entries(_text(medium, list_name(number)))
    *data, last = entries
    if last[0] != manifest_name(number) or data != sorted(data) or any(name != data_name(own) for name, own in data):
        raise Damaged("The list of a snapshot was changed.", kind="backup", snapshot=number)
    return Listed(number, tuple(entries))


def read_help_list(medium: Medium) -> list[tuple[str, str]]:
    """(name, sha256) of the helper files.  Raises Damaged when the list is missing or changed."""
    if medium.size(HELP_LIST) is None:
        raise Damaged("The list of the helper files is missing.", kind="backup")
    entries = _entries(_text(medium, HELP_LIST))
    if tuple(name for name, _ in entries) != HELP_FILES:
        raise Damaged("The list of the helper files was changed.", kind="backup")
    return entries


def list_text(files: Iterable[tuple[str, str]]) -> bytes:
    """A list as stock `sha256sum -c` reads it."""
    return "".join(f"{own}  {name}\n" for name, own in files).encode("ascii")


def snapshot_list(number: int, manifest: Stored, data: Iterable[str]) -> bytes:
    """The list of a snapshot, its manifest last: a list cut short at a line's end is seen to be."""
    files = sorted((data_name(own), own) for own in set(data))
    return list_text([*files, (manifest_name(number), manifest.sha256)])


def _text(medium: Medium, name: str) -> bytes:
    size = medium.size(name)
    if size is None or size > _LONGEST_LIST:
        raise Damaged("A list on the stick is missing or too long.", kind="backup")
    parts = []
    with medium.open(name) as file:
        while block := medium.read(file, 1 << 20):
            parts.append(block)
    return b"".join(parts)


def _entries(data: bytes) -> list[tuple[str, str]]:
    if not data.endswith(b"\n"):
        raise Damaged("A list on the stick is cut short.", kind="backup")
    found = [_LINE.fullmatch(line) for line in data[:-1].decode("ascii", "replace").split("\n")]
    entries = [(match[2], match[1]) for match in found if match]
    if len(entries) != len(found) or len({name for name, _ in entries}) != len(entries):
        raise Damaged("A list on the stick was changed.", kind="backup")
    return entries


def finished(medium: Medium) -> list[int]:
    """Numbers of all finished snapshots.  Raises DriveTrouble (no folder) or InputRefused (none there)."""
    if not medium.root.is_dir():
        raise DriveTrouble("There is no such folder.", kind="gone",
                           advice="Look whether the stick is plugged in and the folder's name is right.")
    found = [number for number in numbers(medium) if has_list(medium, number)]
    if not found:
        raise InputRefused("There is no complete snapshot in this folder.", kind="no-snapshot",
                           advice="Choose the folder that holds README.txt and the folder snap.")
    return found
