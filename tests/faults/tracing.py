# SPDX-License-Identifier: GPL-3.0-or-later
"""Writers under strace: which calls touch a place, and a kill or an error at any one of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pytest

from tests.faults.budget import ROOT
from tests.faults.writers import SAID, UNNOTED

CALLS = ("write", "pwrite64", "copy_file_range", "sendfile", "fsync", "fdatasync", "ftruncate", "fallocate",
         "rename", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "rmdir", "chmod", "fchmod")
DATA_CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate")
OPENING = "openat"
_CALL = re.compile(rf"^(?:\d+ +)?({'|'.join((*CALLS, OPENING))})\(")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None or not sys.platform.startswith("linux"),
                                  reason="strace is not here")
Point = tuple[str, int]


@dataclass(frozen=True)
class Ended:
    """How a writer ended: exit code (negative: the signal), what it said, the calls seen."""

    code: int
    said: str
    calls: Sequence[str]

    @property
    def saved(self) -> bool:
        """Whether it said that its work is safe."""
        return "SAVED" in self.said

    @property
    def unnoted(self) -> bool:
        """Whether it said that a backup is whole and that the vault may not remember it."""
        return self.saved and UNNOTED in self.said


class Stage:
    """The program that forks writers."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="casefile-stage-"))
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.stage"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"})

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.wait(30)
        self._program.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, writer: str, *arguments: Any, strace: Sequence[str] | None = None, learn: bool = False,
            chance: int = 1, limits: Mapping[str, int] | None = None) -> Ended:
        """Run one writer to its end, under strace with these options if any are given.

        `chance`: which random numbers it draws. `learn`: keep what passphrases were stretched to for the runs
        after. Limits: see stage.py.
        """
        said, calls = self._folder / "said", self._folder / "calls"
        calls.write_text("")
        self._say(json.dumps({"writer": writer, "arguments": [str(one) for one in arguments], "said": str(said),
                              "limits": limits or {}, "chance": chance, "learn": learn,
                              "stretched": str(self._folder / "stretched")}))
        child = self._answer()
        tracer = None if strace is None else _attached(child, calls, strace)
        self._say("go")
        code = self._answer()
        if tracer is not None:
            tracer.wait(60)
            assert tracer.stderr is not None
            tracer.stderr.close()
        return Ended(code, said.read_text("utf-8", "replace") if said.exists() else "",
                     calls.read_text("utf-8", "replace").splitlines())

    def points(self, writer: str, *arguments: Any, place: Path, calls: Sequence[str] = CALLS) -> list[Point]:
        """Every call that touches `place`, in order: (call, how many calls of that name came before it, and it)."""
        ended = self.run(writer, *arguments, strace=["-y", "-s", "400", "-e", f"trace={','.join(sorted({*CALLS, *calls}))}"])
        assert ended.saved, ended.said
        counts, found = Counter[tuple[str, str]](), []
        for line in ended.calls:
            match = _CALL.match(line)
            if match:
                thread = line.partition(" ")[0]
                counts[thread, match[1]] += 1
                if str(place) in line and match[1] in calls and f"/{SAID}\"" not in line:
                    found.append((match[1], counts[thread, match[1]]))
        return list(dict.fromkeys(found))

    def killed(self, writer: str, *arguments: Any, at: Point) -> Ended:
        """Run a writer that is killed when it makes that call."""
        return self.run(writer, *arguments, strace=[
            "-e", f"trace={at[0]}", "-e", f"inject={at[0]}:signal=KILL:when={at[1]}"])

    def refused(self, writer: str, *arguments: Any, at: Point, error: str, sticky: bool) -> Ended:
        """Run a writer whose call fails with an error; `sticky`: every call of that name from then on."""
        return self.run(writer, *arguments, strace=[
            "-e", f"trace={at[0]}", "-e", f"inject={at[0]}:error={error}:when={at[1]}{'+' if sticky else ''}"])

    def _say(self, line: str) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(line + "\n")
        self._program.stdin.flush()

    def _answer(self) -> int:
        assert self._program.stdout is not None
        return int(self._program.stdout.readline())


def _attached(child: int, calls: Path, options: Sequence[str]) -> subprocess.Popen[str]:
    tracer = subprocess.Popen(["strace", "-f", "-o", str(calls), *options, "-p", str(child)], text=True,
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    stderr: IO[str] | None = tracer.stderr
    assert stderr is not None
    line = stderr.readline()
    assert "attached" in line, line
    return tracer
