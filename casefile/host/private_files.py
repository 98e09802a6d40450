# SPDX-License-Identifier: GPL-3.0-or-later
"""Files only their owner may read, written so that a crash leaves the old one or the new one.

Promises: mode 0600 for files and 0700 for folders from the first moment they exist, whatever
the umask; new content is written beside, flushed to the disk, renamed into place, and the
folder flushed too; a failure removes what was begun.  Trouble of the drive comes out as
`DriveTrouble`.  Nothing here promises that overwritten or removed bytes are gone from a disk.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from casefile.errors import DriveTrouble, UsageError
from casefile.host import living

PART = ".part"
"""How names of unfinished files and folders end; they begin with a dot."""

_REASONS = {
    errno.ENOSPC: ("full", "The drive is full.", "Make room on the drive, then try again."),
    errno.EDQUOT: ("full", "The room allowed on this drive is used up.", "Make room, then try again."),
    errno.EROFS: ("read-only", "The drive is read-only.", "Use a drive that can be written to."),
    errno.EACCES: ("read-only", "Writing here is not permitted.", "Choose a place that belongs to you."),
    errno.EPERM: ("read-only", "Writing here is not permitted.", "Choose a place that belongs to you."),
    errno.ENOENT: ("gone", "The place is not there.", "Look whether the drive is plugged in."),
    errno.EIO: ("drive-error", "The drive reports an error.", "Copy what is on it to another drive soon."),
}

OF_THE_DRIVE = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What the drive says of itself, not of one file: nothing can be concluded about the file."""


def drive_trouble(error: OSError) -> DriveTrouble:
    """The error to show for a system call that failed; never holds a path."""
    kind, message, advice = _REASONS.get(
        error.errno or 0, ("drive", f"The drive could not be used ({error.strerror or 'unknown reason'}).", ""))
    return DriveTrouble(message, kind=kind, advice=f"{advice} What was there before is untouched.".strip())


@contextmanager
def drive_errors() -> Iterator[None]:
    """Turn any OSError inside into `DriveTrouble`."""
    try:
        yield
    except OSError as error:
        raise drive_trouble(error) from error


def private_umask() -> None:
    """From here on, files this process makes are its owner's alone."""
    os.umask(0o077)


def flush_folder(folder: Path) -> None:
    """Flush the folder's list of names to the disk (nothing to do on Windows)."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_private_folder(folder: Path) -> None:
    """Make one folder, mode 0700; its parent must exist and it must not.  Raises DriveTrouble."""
    with drive_errors():
        os.mkdir(folder, 0o700)
        os.chmod(folder, 0o700)


def create_private(path: Path) -> BinaryIO:
    """Open a file that does not exist yet for writing, mode 0600.  Raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w+b")


def part_name(path: Path) -> Path:
    """A fresh name beside `path` for what is not finished."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")


@contextmanager
def private_target(path: Path, *, replace: bool = True, outside: bool = False) -> Iterator[BinaryIO]:
    """A file to write into that takes the name `path` only when the block ends well.

    With `replace=False` an existing `path` is left alone: UsageError (`exists`).  `outside` is for places that no
    writer's lock guards: what killed writers of this very file left is removed first.
    Raises DriveTrouble; whatever goes wrong, nothing unfinished stays.
    """
    part, alive, named = part_name(path), ExitStack(), False
    if outside:
        sweep(path)
    try:
        with drive_errors(), alive:
            with create_private(part) as file:
                if outside:
                    alive.enter_context(living.shown(part))
                yield file
                file.flush()
                os.fsync(file.fileno())
            if replace:
                os.replace(part, path)
            else:
                _take_free_name(part, path)
                named = True
            flush_folder(path.parent)
    except BaseException:
        for begun in (part, path) if named else (part,):  # what is new goes, and what was replaced cannot come back
            with suppress(OSError):
                begun.unlink()
        raise


def _take_free_name(part: Path, path: Path) -> None:
    """Give `part` the name `path` if that is free, in one step where the file system can."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise _taken() from None
    except OSError:  # no hard links here (FAT): look first, then rename
        if os.path.lexists(path):
            raise _taken() from None
        os.rename(part, path)
    else:
        try:
            part.unlink()
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise


def _taken() -> UsageError:
    return UsageError("There is already a file of that name.", kind="exists", advice="Choose another name.")


def write_private(path: Path, data: bytes, *, replace: bool = True, outside: bool = False) -> None:
    """Write `data` to `path`, mode 0600: afterwards the old file stands there or the new one, whole."""
    with private_target(path, replace=replace, outside=outside) as file:
        file.write(data)


def sweep(path: Path) -> None:
    """Remove what killed writers of `path` left beside it: files and folders of ours for this name, whose writer is gone.

    What cannot be removed stays, and nothing is said of it.
    """
    form = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}{re.escape(PART)}")
    with suppress(OSError):
        for part in [path.with_name(name) for name in os.listdir(path.parent) if form.fullmatch(name)]:
            mode = part.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                continue
            with living.abandoned(part) as free:
                if free and stat.S_ISDIR(mode):
                    remove_tree(part)
                elif free:
                    part.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove unfinished files a killed process left in `folder`; only under its writer's lock."""
    with drive_errors():
        for path in folder.iterdir():
            if path.name.startswith(".") and path.name.endswith(PART):
                if path.is_dir() and not path.is_symlink():
                    remove_tree(path)
                else:
                    path.unlink()


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours and what is in it, as far as the drive answers."""
    shutil.rmtree(folder, ignore_errors=True)
