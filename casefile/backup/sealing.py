# SPDX-License-Identifier: GPL-3.0-or-later
"""From content to age files on a stick, and back.

An object is one stream of bytes, cut into parts that fit any file system, each an age file named for its
own hash.  Each part has one recipient more than it needs: a key made for it alone, held in memory
until the part was read back from the stick and opened, and then forgotten.  So a backup is proven
without the recovery secret being anywhere near.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from casefile.backup.medium import Hashing, Medium
from casefile.backup.stick import DATA, data_name
from casefile.errors import Damaged, DriveTrouble, WrongPassphrase
from crypto.agefile import Sink, decrypt, encrypt
from crypto.errors import CryptoError, WrongSecret
from crypto.recovery import RecoveryKey

PART = 255 * 1024 * 1024  # of content; with what age adds, a file stays under 256 MiB
_EMPTY_MEMBER = 18        # gzip head and tail
_BLOCK_HEAD, _BLOCK_MOST = 5, 65535
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One age file: its SHA-256 (which is its name) and its length."""

    file: str
    bytes: int


class _Slice(io.RawIOBase):
    """The next `left` bytes of a file, as a file."""

    def __init__(self, source: BinaryIO, left: int) -> None:
        self._source, self._left = source, left

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; Damaged when the source ends before its time."""
        if not self._left:
            return b""
        data = self._source.read(min(self._left, size if size > 0 else 1 << 16))
        if not data:
            raise Damaged("What was to be backed up ended too early.", kind="attachment")
        self._left -= len(data)
        return data


def write_object(medium: Medium, recipients: Sequence[str], body: BinaryIO, length: int, check: Sink,
                 made: Callable[[int], object]) -> list[Part]:
    """Write `length` bytes of `body` as age files for `recipients`.

    `check` gets what the stick gives back, decrypted, in order; `made` is told the length of each
    file.  Raises DriveTrouble, OSError or what `check` raises.
    """
    parts: list[Part] = []
    left = length
    while left or not parts:
        take = min(left, PART)
        parts.append(_write_part(medium, recipients, body, take, check))
        made(parts[-1].bytes)
        left -= take
    return parts


def _write_part(medium: Medium, recipients: Sequence[str], body: BinaryIO, take: int, check: Sink) -> Part:
    witness = RecoveryKey.generate()

    def fill(out: Hashing) -> None:
        encrypt([*recipients, witness.recipient], cast(BinaryIO, _Slice(body, take)), out)

    def prove(back: Hashing) -> None:
        try:
            decrypt([witness], cast(BinaryIO, back), check)
        except CryptoError:
            raise DriveTrouble("The drive did not give back what was written to it.", kind="read-back",
                               advice="This stick cannot be trusted. Use another one; earlier snapshots are "
                                      "untouched.") from None

    medium.need_folder(DATA)
    stored = medium.store(DATA, fill, data_name, prove)
    return Part(stored.sha256, stored.bytes)


def read_object(medium: Medium, keys: Sequence[RecoveryKey], parts: Iterable[Part], target: Sink) -> None:
    """Decrypt an object's parts into `target`.  Raises as `open_file`."""
    for part in parts:
        open_file(medium, keys, data_name(part.file), target)


def open_file(medium: Medium, keys: Sequence[RecoveryKey], name: str, target: Sink) -> None:
    """Decrypt one file of a stick into `target`.

    Raises WrongPassphrase when none of `keys` opens it, Damaged when it was changed, OSError.
    """
    with medium.open(name) as file:
        try:
            decrypt(keys, cast(BinaryIO, Hashing(lambda size: medium.read(file, size))), target)
        except WrongSecret:
            raise WrongPassphrase("This recovery secret does not open the backup.", kind="wrong-recovery",
                                  advice="Give the recovery file of the vault that this backup is of.") from None
        except CryptoError:
            raise Damaged("A file of the backup is damaged.", kind="backup") from None


def packed(write: Callable[[Callable[[bytes], object]], object], padded: Callable[[int], int]) -> tuple[BinaryIO, int]:
    """gzip what `write` gives, padded to `padded(length)` by a second member that holds one SQL comment."""
    out, squeeze = io.BytesIO(), zlib.compressobj(6, zlib.DEFLATED, 31)
    write(lambda data: out.write(squeeze.compress(data)))
    out.write(squeeze.flush())
    length = out.tell()
    total = padded(length)
    if total != length:
        total = max(total, padded(length + _EMPTY_MEMBER + _BLOCK_HEAD))
        out.write(padding_member(total - length))
    out.seek(0)
    return out, total


def padding_member(length: int) -> bytes:
    """A gzip member of exactly `length` bytes (at least 23) that unpacks to one line of SQL comment."""
    blocks = max(1, -(-(length - _EMPTY_MEMBER) // (_BLOCK_HEAD + _BLOCK_MOST)))
    room = length - _EMPTY_MEMBER - _BLOCK_HEAD * blocks
    text = (b"--" + b" " * (room - 3) + b"\n") if room >= 3 else b"\n" * room
    parts = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    for number in range(blocks):
        piece = text[number * _BLOCK_MOST:(number + 1) * _BLOCK_MOST]
        size = len(piece).to_bytes(2, "little")
        parts += [bytes([number == blocks - 1]), size, bytes(byte ^ 0xFF for byte in size), piece]
    parts += [zlib.crc32(text).to_bytes(4, "little"), len(text).to_bytes(4, "little")]
    return b"".join(parts)


class Unpacking:
    """gunzip as something to write to; hands on at most a block at a time, whatever it is fed."""

    def __init__(self, target: Sink) -> None:
        self._target, self._member, self._fresh = target, zlib.decompressobj(31), True

    def write(self, data: bytes, /) -> int:
        """Take compressed bytes; Damaged when they are not."""
        left, more = data, bool(data)
        while more:
            try:
                block = self._member.decompress(left, _AT_ONCE)
            except zlib.error:
                raise Damaged("The records in this backup cannot be unpacked.", kind="backup") from None
            self._fresh = False
            if block:
                self._target.write(block)
            left = self._member.unconsumed_tail
            if self._member.eof:
                left, self._member, self._fresh = self._member.unused_data, zlib.decompressobj(31), True
            more = bool(left) or (not self._fresh and len(block) == _AT_ONCE)
        return len(data)

    def finish(self) -> None:
        """Raise Damaged unless the last member came to its end."""
        if not self._fresh:
            raise Damaged("The records in this backup are cut short.", kind="backup")


class Plain:
    """Takes an attachment with its padding: hands on the first `size` bytes and hashes them."""

    def __init__(self, size: int, target: Sink | None = None) -> None:
        self._left, self._target, self._digest, self._clean = size, target, hashlib.sha256(), True

    def write(self, data: bytes, /) -> int:
        """Take a block."""
        own, rest = data[:self._left], data[self._left:]
        self._left -= len(own)
        self._digest.update(own)
        if self._target is not None and own:
            self._target.write(own)
        self._clean = self._clean and not any(rest)
        return len(data)

    def finish(self, sha256: str) -> None:
        """Raise Damaged unless it was all there, unchanged, and nothing but zeros behind it."""
        if self._left or not self._clean or self._digest.hexdigest() != sha256:
            raise Damaged("An attachment in the backup is not what it was.", kind="backup")
