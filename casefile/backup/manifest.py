# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifest of a snapshot: what it holds and in which files, as JSON inside an age file.

Read strictly: it comes from a stick.  Of the identities it says only in which files they are; what
is in them is told to the holder of the other secret alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from casefile.backup.sealing import Part
from casefile.errors import Damaged, NewerVersion
from crypto.errors import CryptoError
from crypto.kdf import Cost, check_cost

FORMAT = "casefile backup"
VERSION = 1
RECORDS, IDENTITIES, ATTACHMENT = "records", "identities", "attachment"
MOST_BYTES = 64 * 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Item:
    """One object: role, id of the attachment (else empty), length and SHA-256 of its content, its files.

    Of the identities, length and hash are 0 and empty.
    """

    role: str
    id: str
    bytes: int
    sha256: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is of.  `audit_head` is the hash of the newest audit entry, in hexadecimal."""

    vault: str
    snapshot: int
    created: str
    program: str
    recorder: str
    audit_seq: int
    audit_head: str
    cost: Cost
    case_recipient: str
    identity_recipient: str
    counts: dict[str, int]
    items: tuple[Item, ...]

    def of(self, role: str) -> list[Item]:
        """The objects of one role."""
        return [item for item in self.items if item.role == role]

    @property
    def files(self) -> set[str]:
        """Hashes (names) of all data files."""
        return {part.file for item in self.items for part in item.parts}


def to_bytes(manifest: Manifest, padded: int = 0) -> bytes:
    """The manifest as JSON, filled with blanks up to `padded` bytes."""
    document = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8").ljust(padded) + b"\n"


def from_bytes(data: bytes) -> Manifest:
    """Read a manifest.  Raises Damaged, NewerVersion."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
        if document.pop("format") != FORMAT:
            raise ValueError
        if (version := document.pop("version")) != VERSION:
            if isinstance(version, int) and version > VERSION:
                raise NewerVersion("This backup was made by a newer version of the program.")
            raise ValueError
        items = tuple(_item(item) for item in _list(document.pop("items")))
        cost = Cost(**{name: _number(value) for name, value in document.pop("cost").items()})
        check_cost(cost)
        counts = {str(kind): _number(count) for kind, count in document.pop("counts").items()}
        manifest = Manifest(items=items, cost=cost, counts=counts, **document)
        _check(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, CryptoError):
        raise Damaged("The manifest of this snapshot is damaged.", kind="backup") from None
    return manifest


def _check(manifest: Manifest) -> None:
    for text in (manifest.created, manifest.program, manifest.recorder, manifest.case_recipient,
                 manifest.identity_recipient):
        if not isinstance(text, str):
            raise ValueError
    if not _ID.fullmatch(manifest.vault) or not _HASH.fullmatch(manifest.audit_head):
        raise ValueError
    if _number(manifest.snapshot) < 1 or _number(manifest.audit_seq) < 1:
        raise ValueError
    roles = [item.role for item in manifest.items if item.role != ATTACHMENT]
    if roles not in ([RECORDS], [RECORDS, IDENTITIES]):
        raise ValueError
    ids = [item.id for item in manifest.items if item.role == ATTACHMENT]
    if len(set(ids)) != len(ids):
        raise ValueError


def _item(document: Mapping[str, Any]) -> Item:
    parts = tuple(Part(**part) for part in _list(document["parts"]))
    item = Item(**{**document, "parts": parts})
    if item.role not in (RECORDS, IDENTITIES, ATTACHMENT) or not parts:
        raise ValueError
    if not all(_HASH.fullmatch(part.file) and _number(part.bytes) for part in parts):
        raise ValueError
    _number(item.bytes)
    if not _HASH.fullmatch(item.sha256) and item.role != IDENTITIES:
        raise ValueError
    if item.role == ATTACHMENT and not _ID.fullmatch(item.id):
        raise ValueError
    return item


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand in it once: two readers could otherwise read two manifests."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value
