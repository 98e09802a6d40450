# SPDX-License-Identifier: GPL-3.0-or-later
"""Too little memory is never told as damage: whoever reads "damaged" goes to a backup. A drive in trouble is never told
as a fault of the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from casefile.store import faults

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from casefile.store import faults
error = Exception(); error.sqlite_errorcode = 26
if sys.argv[2] == "little":
    now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + (2 << 20), now + (2 << 20)))
print(faults.translate(error).kind)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
@pytest.mark.parametrize(("memory", "kind"), [("little", "memory"), ("enough", "damaged")])
def test_a_library_that_runs_out_of_memory_tells_no_damage(memory: str, kind: str) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, str(ROOT), memory], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == kind


@pytest.mark.parametrize(("words", "kind"), [
    ("database or disk is full", "full"), ("disk I/O error", "drive-error"), ("unable to open database file", "drive-error"),
    ("no such table: x", "fault")])
def test_a_drive_that_fails_inside_a_function_of_the_library_is_told_by_its_words(words: str, kind: str) -> None:
    error = sqlcipher.OperationalError(words)
    error.sqlite_errorcode = 1
    assert faults.translate(error).kind == kind
