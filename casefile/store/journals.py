# SPDX-License-Identifier: GPL-3.0-or-later
"""What a killed writer leaves beside the databases, and what SQLite cannot set right by itself.

A transaction over both databases has a journal for each, and a small file (the super-journal) that
binds them: while it is there, both roll back.  Each journal names it by its full path.  If the folder was
moved after the kill (a stick in another port is enough), SQLite finds nothing under the old path and
takes the transaction for committed, which it may be in one database and not in the other.  So a journal that
names a super-journal of another folder, while one of that name is here, is freed of it: then it rolls back.

Format of a journal's end: SQLite's pager.c, writeSuperJournal: page number (4 bytes), path, its length (4), sum of
its bytes (4), magic (8).  Must be called by the holder of the vault's lock only.
"""

from __future__ import annotations

import os
from pathlib import Path

from casefile.host.private_files import drive_errors, flush_folder

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_LONGEST = 4096
_SUPER = "-mj"


def journal_of(database: Path) -> Path:
    """The rollback journal of a database."""
    return database.with_name(database.name + "-journal")


def left_elsewhere(database: Path) -> bool:
    """Whether the database's journal waits for a super-journal that was moved here together with it."""
    named = _super_journal(journal_of(database))
    return named is not None and named.parent != database.parent.resolve() and (database.parent / named.name).exists()


def free(database: Path) -> None:
    """Cut the name of the super-journal off the database's journal, so that it rolls back.  Raises DriveTrouble."""
    journal = journal_of(database)
    named = _super_journal(journal)
    if named is None:
        return
    with drive_errors(), journal.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        file.truncate(end - 20 - len(os.fsencode(named)))
        os.fsync(file.fileno())


def remove_stale(folder: Path, databases: tuple[Path, ...]) -> None:
    """Remove super-journals no journal waits for any more, and journals that were never relied on.

    Must come after both databases were read: then what was to be rolled back has been.  Raises DriveTrouble.
    """
    with drive_errors():
        if any(_super_journal(journal_of(database)) is not None for database in databases):
            return
        stale = [path for database in databases for path in folder.glob(f"{database.name}{_SUPER}*")]
        stale += [journal_of(database) for database in databases if _never_relied_on(journal_of(database))]
        for path in stale:
            path.unlink(missing_ok=True)
        if stale:
            flush_folder(folder)


def _never_relied_on(journal: Path) -> bool:
    """Whether this is a journal whose writer died before it changed the database: it is empty or begins with zeros."""
    if not journal.is_file():
        return False
    with journal.open("rb") as file:
        return file.read(1) in (b"", b"\0")


def _super_journal(journal: Path) -> Path | None:
    """The super-journal that a journal to be played back names, or None."""
    try:
        with journal.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(0)
            if end < 16 or file.read(1) == b"\0":  # a journal that begins with zeros was never relied on
                return None
            file.seek(end - 16)
            tail = file.read(16)
            length = int.from_bytes(tail[:4], "big")
            if tail[8:] != _MAGIC or not 0 < length <= min(_LONGEST, end - 16):
                return None
            file.seek(end - 16 - length)
            name = file.read(length)
    except OSError:
        return None
    # the sum is over C's signed characters
    total = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    return Path(os.fsdecode(name)) if total == int.from_bytes(tail[4:8], "big") else None
