# SPDX-License-Identifier: GPL-3.0-or-later
"""One writer for each vault.

The lock is held on the vault's own folder (on Windows: on its header file), so that taking it
writes nothing and a killed process leaves nothing behind.  Readers take no lock.

A process that writes for the one who holds the lock (a worker, the identity window) shows it on the folder of the
attachments: should it outlive him, because a drive does not answer, nobody takes the lock until it has gone.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casefile.errors import Busy
from casefile.host.private_files import drive_errors

_PAUSE_S = 0.05


class VaultLock:
    """The right to write to one vault, held until `release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None

    def acquire(self, wait_s: float = 10.0) -> None:
        """Take the lock, waiting up to `wait_s` seconds.  Raises Busy or DriveTrouble."""
        with drive_errors():
            handle = _open(self._folder)
        end = time.monotonic() + wait_s
        try:
            with drive_errors():
                while not (_try_lock(handle) and _nobody_writes_for_another(self._folder)):
                    if time.monotonic() >= end:
                        raise Busy("Another program is writing to this vault.")
                    time.sleep(_PAUSE_S)
        except BaseException:  # an open handle would hold the lock as long as this process lives
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; doing it twice does no harm."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None


class WritesForAnother:
    """The sign of a process that writes while another one holds the lock for it, until `release`.

    Windows has no such sign here: what the supervisor ends there is gone when it says so.
    """

    def __init__(self, folder: Path) -> None:
        self._handle = _show_sign(folder)

    def release(self) -> None:
        """Take the sign away; doing it twice does no harm."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / "header", os.O_RDWR)

    def _try_lock(handle: int) -> bool:
        try:  # a byte far behind the end, so that reading the header is never in the way
            os.lseek(handle, 1 << 30, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _nobody_writes_for_another(folder: Path) -> bool:
        return True

    def _show_sign(folder: Path) -> int | None:
        return None

    @contextmanager
    def alone(folder: Path) -> Iterator[None]:
        """Nothing: folders have no locks there."""
        yield
else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _sign(folder: Path) -> int | None:
        try:
            return _open(folder / "blobs")
        except FileNotFoundError:  # a vault in the making
            return None

    def _nobody_writes_for_another(folder: Path) -> bool:
        with drive_errors():
            sign = _sign(folder)
        if sign is None:
            return True
        try:
            return _try_lock(sign)
        finally:
            os.close(sign)  # asked, not kept: whoever writes for us shows the same sign

    def _show_sign(folder: Path) -> int | None:
        with drive_errors():
            sign = _sign(folder)
            if sign is not None:
                fcntl.flock(sign, fcntl.LOCK_SH)
        return sign

    @contextmanager
    def alone(folder: Path) -> Iterator[None]:
        """While the block runs nobody else is `alone` in this folder.  Raises Busy, OSError.

        Where the file system knows no locks, nobody is held back.
        """
        handle = _open(folder)
        try:
            try:
                first = _try_lock(handle)
            except OSError:
                first = True
            if not first:
                raise Busy("Another program is writing to this folder.", advice="Wait until it is done, then try again.")
            yield
        finally:
            os.close(handle)
