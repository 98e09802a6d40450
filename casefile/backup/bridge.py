# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets what writes meet what reads, without holding the whole in memory.

Decryption pushes its plaintext into a file, encryption pulls from one.  Here the pushing half runs in a
thread of its own, with a pipe between them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def pulled(push: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """A file to read what `push` writes.

    When the block ends well, an error of `push` is raised then; when it fails, `push` is stopped.
    `push` must not touch the database: connections belong to one thread.
    """
    read_end, write_end = os.pipe()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with open(write_end, "wb") as target:
                push(target)
        except BrokenPipeError:
            pass  # the reader has gone; it says why
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run, name="backup-bridge", daemon=True)
    thread.start()
    try:
        with open(read_end, "rb") as source:
            yield source
    except BaseException:
        thread.join()
        if failures:
            raise failures[0] from None
        raise
    thread.join()
    if failures:
        raise failures[0]
