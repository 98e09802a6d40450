# SPDX-License-Identifier: GPL-3.0-or-later
"""The stick: everything that is written to it goes through this one small class.

Nothing existing is ever opened for writing.  A new file is written under a temporary name, flushed,
read back from the device, and only then renamed.  What a run has made is remembered, so that a run
that fails can take it all away again.  The first methods of `Medium` are all that touches the drive:
tests put a failing, a recording or a forgetful drive in their place.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casefile.errors import DriveTrouble

TEMPORARY = "tmp-"
BLOCK = 256 * 1024
# what folders answer to fsync where the file system has no such thing (FAT through some drivers)
_NO_FOLDER_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies on the stick: name relative to its root, SHA-256 (hexadecimal), length in bytes."""

    name: str
    sha256: str
    bytes: int


class Hashing:
    """Counts and hashes what is written to or read from a file."""

    def __init__(self, step: Callable[..., bytes | None]) -> None:
        self._step, self._digest, self.bytes = step, hashlib.sha256(), 0

    @property
    def sha256(self) -> str:
        """The hash so far, in hexadecimal."""
        return self._digest.hexdigest()

    def write(self, data: bytes, /) -> int:
        """Write a block on."""
        self._step(data)
        self._note(data)
        return len(data)

    def read(self, size: int = BLOCK) -> bytes:
        """Read a block."""
        data = self._step(size if size > 0 else BLOCK) or b""
        self._note(data)
        return data

    def drain(self) -> None:
        """Read to the end."""
        while self.read(BLOCK):
            pass

    def _note(self, data: bytes) -> None:
        self._digest.update(data)
        self.bytes += len(data)


class Medium:
    """One folder on a drive.  Names are relative, with forward slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made: list[str] = []

    # What touches the drive; each raises OSError as the system does.

    def make_folder(self, name: str) -> None:
        """Make a folder."""
        os.mkdir(self.root / name)

    def create(self, name: str) -> BinaryIO:
        """Open a new file for writing, unbuffered."""
        return open(self.root / name, "xb", buffering=0)

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write all of a block."""
        view = memoryview(data)
        while view:
            view = view[file.write(view):]

    def flush(self, file: BinaryIO) -> None:
        """To the device, and out of the computer's cache, so that reading it back asks the device."""
        os.fsync(file.fileno())
        if sys.platform == "linux":
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading, unbuffered."""
        return open(self.root / name, "rb", buffering=0)

    def read(self, file: BinaryIO, size: int) -> bytes:
        """At most `size` bytes."""
        return file.read(size)

    def rename(self, old: str, new: str) -> None:
        """Give a file its final name, which nothing has yet."""
        os.rename(self.root / old, self.root / new)

    def flush_folder(self, name: str) -> None:
        """A folder's list of names to the device, where the file system knows such a thing."""
        if os.name == "nt":
            return
        handle = os.open(self.root / name, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDER_FLUSH:
                raise
        finally:
            os.close(handle)

    def remove(self, name: str) -> None:
        """Remove a file or an empty folder of ours."""
        path = self.root / name
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()

    # What is built of it.

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted; none where there is no such folder."""
        try:
            return sorted(os.listdir(self.root / folder))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def size(self, name: str) -> int | None:
        """The length of a file; None where no plain file of that name lies."""
        path = self.root / name
        return path.stat().st_size if path.is_file() and not path.is_symlink() else None

    def need_folder(self, name: str) -> None:
        """Make a folder unless it is there, and its parent's list of names safe."""
        if not (self.root / name).is_dir():
            self.make_folder(name)
            self.made.append(name)
            self.flush_folder(str(Path(name).parent))

    def store(self, folder: str, fill: Callable[[Hashing], object], name: Callable[[str], str],
              prove: Callable[[Hashing], object] | None = None) -> Stored:
        """Write one new file and read it back.

        `fill` writes its content, `prove` reads it back from the device (and may raise), `name` gives
        the final name from the content's hash.  Raises OSError, DriveTrouble (`read-back`) or what
        `fill` and `prove` raise; then nothing of it stays, where the drive still answers.
        """
        part = f"{folder}/{TEMPORARY}{secrets.token_hex(8)}"
        try:
            with self.create(part) as file:
                written = Hashing(lambda data: self.write(file, data))
                fill(written)
                if os.fstat(file.fileno()).st_size != written.bytes:
                    raise _not_the_same()
                self.flush(file)
            with self.open(part) as file:
                back = Hashing(lambda size: self.read(file, size))
                if prove is not None:
                    prove(back)
                back.drain()
            if (back.bytes, back.sha256) != (written.bytes, written.sha256):
                raise _not_the_same()
            final = name(written.sha256)
            self.need_folder(str(Path(final).parent))
            if os.path.lexists(self.root / final):
                raise DriveTrouble("There is already a file of that name on the drive.", kind="exists")
            self.rename(part, final)
            self.made.append(final)
            self.flush_folder(str(Path(final).parent))
            if str(Path(final).parent) != folder:
                self.flush_folder(folder)
        except BaseException:
            with suppress(OSError):
                self.remove(part)
            raise
        return Stored(final, written.sha256, written.bytes)

    def hash_of(self, name: str) -> Stored:
        """Read a file whole."""
        with self.open(name) as file:
            reading = Hashing(lambda size: self.read(file, size))
            reading.drain()
        return Stored(name, reading.sha256, reading.bytes)

    def undo(self) -> None:
        """Take away what this run has made, newest first, as far as the drive answers."""
        for name in reversed(self.made):
            with suppress(OSError):
                self.remove(name)
        self.made.clear()


def _not_the_same() -> DriveTrouble:
    return DriveTrouble("The drive did not give back what was written to it.", kind="read-back",
                        advice="This stick cannot be trusted. Use another one; earlier snapshots are untouched.")
