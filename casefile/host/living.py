# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock on what is not finished shows that its writer lives; the system takes it away however he ends.

Promises: what is asked about is never changed, and a link is never followed.  Where a file system knows no such locks, and on
Windows for folders, nothing is called abandoned.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    @contextmanager
    def shown(path: Path) -> Iterator[None]:
        """While the block runs, `path` is not called abandoned.  There an open file cannot be removed by anybody."""
        yield

    @contextmanager
    def abandoned(path: Path) -> Iterator[bool]:
        """Whether nobody writes `path` any more; while the block runs nobody begins to."""
        yield path.is_file() and not path.is_symlink()
else:
    import fcntl

    @contextmanager
    def shown(path: Path) -> Iterator[None]:
        """While the block runs, `path` is not called abandoned."""
        handle = None
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)

    @contextmanager
    def abandoned(path: Path) -> Iterator[bool]:
        """Whether nobody writes `path` any more; while the block runs nobody begins to."""
        handle, free = None, False
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        try:
            yield free
        finally:
            if handle is not None:
                os.close(handle)
