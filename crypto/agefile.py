# SPDX-License-Identifier: GPL-3.0-or-later
"""age files by stream, through pyrage: what lies on a stick, readable with the stock `age` program.

Memory stays small whatever the length.  Errors of the files that are read and written come out as
they were; everything the age file itself is guilty of comes out as CryptoError.  When `decrypt`
raises, what was written must be thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Protocol

import pyrage

from crypto.errors import Damaged, WrongSecret
from crypto.recovery import RecoveryKey, recipients_of


class Sink(Protocol):
    """Where plaintext goes."""

    def write(self, data: bytes, /) -> object:
        """Take a block."""


class _Watched:
    """A file as pyrage sees it.  pyrage turns every error into its own words; this keeps the first one."""

    def __init__(self, file: BinaryIO | Sink) -> None:
        self._file = file
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return bytes(self._file.read(size))  # type: ignore[union-attr]  # sources are read, sinks are not
        except BaseException as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        try:
            self._file.write(data)
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing: the owner of the file flushes it to the disk."""


def encrypt(recipients: Sequence[str], source: BinaryIO, target: Sink) -> None:
    """`source` to its end as an age file that each of `recipients` opens.  Raises Damaged for a bad recipient."""
    watched = _Watched(source), _Watched(target)
    try:
        pyrage.encrypt_io(*watched, recipients_of(recipients))
    except (pyrage.EncryptError, OSError):
        _raise_own(watched)
        raise Damaged("the age file could not be made") from None


def decrypt(keys: Sequence[RecoveryKey], source: BinaryIO, target: Sink) -> None:
    """The content of an age file to its end, with whichever of `keys` opens it.

    Raises WrongSecret when it is for others, Damaged when it was changed or cut.
    """
    watched = _Watched(source), _Watched(target)
    try:
        pyrage.decrypt_io(*watched, [key.identity for key in keys])
    except (pyrage.DecryptError, OSError) as error:
        _raise_own(watched)
        if "No matching keys" in str(error):
            raise WrongSecret("no secret at hand opens it") from None
        raise Damaged("an encrypted file is damaged") from None


def _raise_own(watched: Sequence[_Watched]) -> None:
    for file in watched:
        if file.error is not None:
            raise file.error from None
