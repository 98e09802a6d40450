# SPDX-License-Identifier: GPL-3.0-or-later
"""One writer for each vault, and nobody after him while somebody he let write is still there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.errors import Busy, DriveTrouble
from casefile.host.locks import VaultLock, WritesForAnother
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret

SIGN = """
import sys, time
from pathlib import Path
from casefile.host.locks import WritesForAnother
sign = WritesForAnother(Path(sys.argv[1]))
print("shown", flush=True)
time.sleep(60)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the lock itself is all there is")


def test_nobody_takes_over_while_a_worker_outlives_its_desk(vault: Path, roots: tuple[bytes, bytes]) -> None:
    desk = open_with_roots(vault, Secret(roots[0]), write=True)
    worker = open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True, lock=False)
    unnamed = vault / "blobs" / "ab" / ("ab" * 16)
    unnamed.parent.mkdir(exist_ok=True)
    unnamed.write_bytes(b"what the worker wrote before its row")
    desk.close()
    with pytest.raises(Busy):
        open_with_roots(vault, Secret(roots[0]), write=True, wait_s=0)
    assert unnamed.exists(), "the next writer would have swept it away"
    worker.close()
    open_with_roots(vault, Secret(roots[0]), write=True, wait_s=0).close()
    assert not unnamed.exists()


def test_workers_do_not_hinder_each_other_and_a_killed_one_leaves_nothing(vault: Path) -> None:
    desk = VaultLock(vault)
    desk.acquire(0)
    here = WritesForAnother(vault)
    other = subprocess.Popen([sys.executable, "-c", SIGN, str(vault)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"shown\n"
    here.release()
    desk.release()
    with pytest.raises(Busy):
        desk.acquire(0)
    other.send_signal(signal.SIGTERM)
    other.wait()
    other.stdout.close()
    desk.acquire(0)
    desk.release()


def test_a_lock_that_could_not_be_had_is_not_held(vault: Path) -> None:
    blobs, aside = vault / "blobs", vault / "aside"
    blobs.rename(aside)
    blobs.write_text("no folder: the sign cannot be looked for")
    with pytest.raises(DriveTrouble):
        VaultLock(vault).acquire(0)
    blobs.unlink()
    aside.rename(blobs)
    other = VaultLock(vault)
    other.acquire(0)
    other.release()
