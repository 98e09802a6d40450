# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments: encrypted files beside the database.

Each has a random name and a random key of its own; the key stands in its row and nowhere else.  The
length is padded (Padmé: at most 12 % more, so that it tells little), the padding is inside the encryption.
The file is written, flushed and renamed before its row: a crash leaves a file nobody refers to, which the
next writer sweeps away, never a row without its file.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from casefile.errors import CasefileError, Damaged
from casefile.host.private_files import drive_errors, flush_folder, make_private_folder, private_target
from casefile.store.handle import Handle
from crypto import errors as crypto_errors
from crypto.secret import Secret
from crypto.stream import decrypt, encrypt, sealed_length

_ZEROS = bytes(64 * 1024)


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """Where a file's bytes are.  `sha256` (hexadecimal) and `size` are of the file as it came."""

    name: str
    sha256: str
    size: int
    key: bytes

    def __repr__(self) -> str:
        return f"StoredBlob({self.name}, {self.size} bytes)"


def padded(size: int) -> int:
    """The length a file of `size` bytes is padded to (Padmé, Nikitin et al. 2019)."""
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << max(free, 0)) - 1
    return (size + mask) & ~mask


class _Padding(io.RawIOBase):
    """Reads a source to its end, counts and hashes it, and goes on with zeros up to the padded length."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._left = source, -1
        self.size, self.digest = 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        if self._left < 0:
            block = self._source.read(size)
            if block:
                self.size += len(block)
                self.digest.update(block)
                return block
            self._left = padded(self.size) - self.size
        take = min(self._left, size if size >= 0 else self._left, len(_ZEROS))
        self._left -= take
        return _ZEROS[:take]


class _Unpadding(io.RawIOBase):
    """Hands on the first `size` bytes, hashes them, and insists that the rest is zeros."""

    def __init__(self, target: BinaryIO, size: int) -> None:
        self._target, self._left, self.digest = target, size, hashlib.sha256()
        self.clean = True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # only bytes come from the stream
        """Take a block of plaintext."""
        own, rest = data[:self._left], data[self._left:]
        self._left -= len(own)
        self.digest.update(own)
        self._target.write(own)
        self.clean = self.clean and not any(rest)
        return len(data)

    @property
    def whole(self) -> bool:
        """Whether all bytes came and nothing but padding followed."""
        return self._left == 0 and self.clean


def add(session: Handle, source: BinaryIO) -> StoredBlob:
    """Encrypt `source` into a new blob; give the answer to `write(..., blobs=...)`.  Raises DriveTrouble."""
    name = secrets.token_hex(16)
    path = _path(session.blobs, name)
    if not path.parent.is_dir():
        make_private_folder(path.parent)
        with drive_errors():
            flush_folder(session.blobs)
    padding = _Padding(source)
    with Secret.random() as key:
        with private_target(path, replace=False) as target:
            encrypt(key, cast(BinaryIO, padding), target)
        return StoredBlob(name, padding.digest.hexdigest(), padding.size, key.reveal())


def copy_out(session: Handle, blob: StoredBlob, target: BinaryIO) -> None:
    """Decrypt a blob into `target`.

    Raises Damaged (throw away what was written), DriveTrouble.
    """
    path = _path(session.blobs, blob.name)
    unpadding = _Unpadding(target, blob.size)
    with drive_errors():
        if not path.is_file():
            raise Damaged("The bytes of an attachment are missing.", kind="attachment")
        if path.stat().st_size != sealed_length(padded(blob.size)):
            raise Damaged("The bytes of an attachment have the wrong length.", kind="attachment")
        with path.open("rb") as source, Secret(blob.key) as key:
            try:
                decrypt(key, source, cast(BinaryIO, unpadding))
            except crypto_errors.CryptoError:
                raise Damaged("The bytes of an attachment are damaged or were changed.",
                              kind="attachment") from None
    if not unpadding.whole or unpadding.digest.hexdigest() != blob.sha256:
        raise Damaged("The bytes of an attachment are not those that came in.", kind="attachment")


def read(session: Handle, blob: StoredBlob) -> bytes:
    """A blob's bytes, for what fits in memory.  Raises as `copy_out`."""
    target = io.BytesIO()
    copy_out(session, blob, target)
    return target.getvalue()


def find(session: Handle, attachment: str) -> StoredBlob | None:
    """Where the bytes of an attachment are, or None when only its description was recorded."""
    row = session.db.one("SELECT name, sha256, size, key FROM blobs WHERE attachment = ?", (attachment,))
    return StoredBlob(row[0], row[1], row[2], bytes(row[3])) if row else None


def every(session: Handle) -> list[tuple[str, StoredBlob]]:
    """(attachment, blob) of all attachments with bytes."""
    return [(row[0], StoredBlob(row[1], row[2], row[3], bytes(row[4]))) for row in session.db.rows(
        "SELECT attachment, name, sha256, size, key FROM blobs ORDER BY attachment")]


def named_hashes(session: Handle) -> dict[str, str]:
    """The SHA-256 each attachment's record names, by attachment."""
    return {row[0]: str(row[1]) for row in session.db.rows(
        "SELECT id, json_extract(body, '$.sha256') FROM attachments")}


def discard(session: Handle, names: Iterable[str]) -> None:
    """Remove the files among these that no row names: their write failed, or took their rows away.

    It is asked and not assumed: a write that was interrupted may have happened.  Where that cannot be found out, or the
    drive does not let it, the next sweep does: what was written is written, and what failed failed before.
    """
    with suppress(CasefileError, OSError):
        for name in names:
            if session.db.value("SELECT 1 FROM blobs WHERE name = ?", (name,)) is None:
                _path(session.blobs, name).unlink(missing_ok=True)


def sweep(session: Handle) -> None:
    """Remove files no row names: what a writer that was killed left.  Only under the writer's lock.

    Where the drive does not let it, they stay for the next time: they lack their key and do no harm.  They stay, too,
    where the rows are not those written last: the files may be those of rows that an older page hides.
    """
    known = {blob.name for _, blob in every(session)}  # whole rows: names alone come from their index, which may be older
    with suppress(OSError):
        strange = [path for folder in session.blobs.iterdir() for path in folder.iterdir() if path.name not in known]
        if strange and session.db.is_as_left("main", "blobs"):
            for path in strange:
                path.unlink()


def _path(folder: Path, name: str) -> Path:
    if len(name) != 32 or not all(letter in "0123456789abcdef" for letter in name):
        raise Damaged("The name of an attachment's bytes is not one of ours.", kind="attachment")
    return folder / name[:2] / name
