# SPDX-License-Identifier: GPL-3.0-or-later
"""A file in the interchange format, version 1: its shape, and everything that can be wrong with it.

What is checked here needs no vault: shape, ids, references, pseudonyms, and (for attachments) the
files beside it.  A problem quotes keys and places, never a value.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from casefile.host.private_files import OF_THE_DRIVE, drive_errors, drive_trouble
from casefile.identities import identity
from casefile.importers.strict_json import READ, parse, read_file, refuse
from casefile.records.record import KINDS
from casefile.records.shape import ID, ListOf, Object, Problem, Ref, Shape, Text, check

FORMAT, VERSION = "casefile-interchange", 1


def _with_id(kind: str) -> Object:
    noun = KINDS[kind].shape.foreign()
    extra: dict[str, Shape] = {"identity": identity.SHAPE} if kind == "people" else {}
    return Object({"id": ID, **noun.fields, **extra}, required=("id", *noun.required), ordered=noun.ordered)


RECORDS: Mapping[str, Object] = {kind: _with_id(kind) for kind in KINDS}
_LISTS: Mapping[str, Shape] = {
    "note": Text(longest=None), **{kind: ListOf(shape) for kind, shape in RECORDS.items()},
    "public_contacts": ListOf(Text(longest=None, shortest=3))}


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document and the folder its attachments are relative to."""

    folder: Path
    data: Mapping[str, Any] = field(repr=False)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The records of one kind, in their order."""
        return list(self.data.get(kind, ()))

    @property
    def has_identities(self) -> bool:
        """Whether anybody in it has an `identity`, an empty one included."""
        return any("identity" in person for person in self.records("people"))


def read(path: Path) -> Document:
    """The document at `path`; InputRefused with every problem found in it."""
    data = parse(read_file(path))
    found = list(problems(data))
    if found:
        raise refuse(found)
    return Document(path.parent, data)


def problems(data: Any) -> Iterator[Problem]:
    """Everything wrong with a parsed document; references are looked at once its shape is right."""
    shape_is_right = True
    for problem in _shape_problems(data):
        shape_is_right = False
        yield problem
    if not shape_is_right:
        return
    known = {kind: {record["id"] for record in data.get(kind, ())} for kind in KINDS}
    for kind in KINDS:
        yield from _id_problems(kind, data.get(kind, ()))
        for number, record in enumerate(data.get(kind, ())):
            yield from _dangling(RECORDS[kind], record, known, f"{kind}[{number}]")
    yield from _pseudonym_problems(data.get("people", ()))


def _shape_problems(data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield Problem("file", "", "An object is expected at the top.")
        return
    known = data.get("format") == FORMAT
    if not known:
        yield Problem("", "format", f"The format must be {FORMAT}.")
    version = data.get("version")
    if isinstance(version, bool) or version != VERSION:
        later = known and isinstance(version, int) and version > VERSION
        yield Problem("", "version", "A later version of the format needs a newer program."
                      if later else f"The version must be {VERSION}.")
    rest = Object({"format": _ANYTHING, "version": _ANYTHING, **_LISTS})
    yield from (one for one in check(rest, data) if one.field not in ("format", "version")
                or one.message.startswith("This key"))


_ANYTHING = Text(longest=None)


def _id_problems(kind: str, records: list[Mapping[str, Any]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, record in enumerate(records):
        if record["id"] in seen:
            yield Problem(f"{kind}[{number}]", "id", "Another record of this kind has the same id.")
        seen.add(record["id"])


def _dangling(shape: Shape, value: Any, known: Mapping[str, set[str]], where: str, key: str = "") -> Iterator[Problem]:
    match shape:
        case Object():
            place = f"{where}.{key}" if key else where
            for name, part in value.items():
                yield from _dangling(shape.fields[name], part, known, place, name)
        case ListOf():
            for number, item in enumerate(value):
                yield from _dangling(shape.item, item, known, where, f"{key}[{number}]")
        case Ref() if value not in known[shape.kind]:
            yield Problem(where, key, f"There is no such id among the {shape.kind} of this file.")
        case _:
            return


def _pseudonym_problems(people: list[Mapping[str, Any]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, person in enumerate(people):
        pseudonym = person.get("pseudonym")
        if pseudonym is None:
            continue
        if pseudonym in seen:
            yield Problem(f"people[{number}]", "pseudonym", "Another person in this file has the same pseudonym.")
        seen.add(pseudonym)


@dataclass(frozen=True, slots=True)
class Beside:
    """A file beside the document: its place and its SHA-256, or what is wrong with it."""

    path: Path
    sha256: str = ""
    problem: str = ""
    missing: bool = False


def look_beside(folder: Path, relative: str, expected: str) -> Beside:
    """Find an attachment's file inside `folder` and compare its hash.

    Refuses absolute paths, `..`, links anywhere on the way, and anything but a regular file.  Raises DriveTrouble where
    the drive fails.
    """
    path = folder / relative
    parts = relative.replace("\\", "/").split("/")
    if relative.startswith(("/", "\\")) or os.path.isabs(relative) or (len(relative) > 1 and relative[1] == ":"):
        return Beside(path, problem="The path must be relative to the file.")
    if any(part in ("", ".", "..") for part in parts) or "\0" in relative:
        return Beside(path, problem="The path must stay inside the file's folder.")
    try:
        at = folder
        for part in Path(relative).parts:
            at = at / part
            mode = at.lstat().st_mode
            if stat.S_ISLNK(mode):
                return Beside(path, problem="Links are not followed.")
        if not stat.S_ISREG(mode):
            return Beside(path, problem="This is not a regular file.")
        digest = _hash(path)
    except FileNotFoundError:
        return Beside(path, problem="There is no such file beside the document.", missing=True)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in OF_THE_DRIVE:
            raise drive_trouble(error) from None
        return Beside(path, problem="The file cannot be read.")
    if digest != expected:
        return Beside(path, digest, "The file's SHA-256 is another one.")
    return Beside(path, digest)


def open_beside(path: Path) -> BinaryIO:
    """Open an attachment's file that `look_beside` found; a link put there since is refused by the system.

    Raises DriveTrouble.
    """
    with drive_errors():
        return _open(path)


def _open(path: Path) -> BinaryIO:
    return open(os.open(path, READ | getattr(os, "O_NOFOLLOW", 0)), "rb")


def _hash(path: Path) -> str:
    with _open(path) as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
