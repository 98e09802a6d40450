# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns what the database library reports into the program's own errors.

The library's words are dropped on purpose: they may hold parts of a statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlcipher

from casefile.errors import Busy, CasefileError, Damaged, DriveTrouble

_ERROR = 1
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_LIBRARY_WANTS = 8 << 20  # bytes: its page cache of 2 MiB for each database, with room to spare
_WORDS = {"database or disk is full": _FULL, "disk I/O error": _IOERR, "unable to open database file": _CANTOPEN}


def translate(error: Exception) -> CasefileError:
    """The program's error for one of the library's."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0)
    base = code & 0xFF
    if base == _ERROR:  # a fault inside one of the library's functions keeps its words and loses its number
        base = _WORDS.get(str(error), base)
    if base in (_BUSY, _LOCKED):
        return Busy("Another program is using this vault.")
    if base == _FULL:
        return DriveTrouble("The drive is full.", kind="full", advice="Make room on the drive, then try again. "
                            "What was there before is untouched.")
    if base == _READONLY:
        return DriveTrouble("The drive is read-only.", kind="read-only")
    if base in (_IOERR, _CANTOPEN):
        return DriveTrouble("The drive could not be used.", kind="drive-error")
    if base in (_CORRUPT, _NOTADB):
        if _memory_is_short():  # then the library calls a file damaged that it could not take in
            return CasefileError("There is not enough memory for this.", kind="memory",
                                 advice="Close other programs, then try again. Nothing was changed.")
        return Damaged("A database of this vault is damaged.")
    return CasefileError(f"A fault of the program itself (database code {code}).")


def _memory_is_short() -> bool:
    """Whether a piece of memory as large as the library may want for its pages cannot be had."""
    try:
        return len(bytearray(_LIBRARY_WANTS)) != _LIBRARY_WANTS
    except MemoryError:
        return True


@contextmanager
def faults() -> Iterator[None]:
    """Errors of the database library inside come out as the program's own."""
    try:
        yield
    except sqlcipher.Error as error:
        raise translate(error) from None
