# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of a whole case in a fresh home, each under strace.

No socket is made, none but a local one is even asked for. Every file that is written lies where it was asked for
or is gone at the end, and no planted word stands in any of them.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Passphrases
from tests.faults.budget import ROOT, budget, counted

SAMPLE = ROOT / "tests" / "data" / "interchange" / "sample.json"
NETWORK = "socket,socketpair,connect,bind,sendto,io_uring_setup"
FILES = "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate"
FOREIGN = re.compile(r"\b(?:socket|socketpair)\((?!AF_UNIX)\w+|sa_family=(?!AF_UNIX)AF_|io_uring_setup\(")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|^\S+ +(?:creat|mkdir|rename|link|symlink|truncate)")
NAME, PLACE, STORY = "Ottoline Farquharson", "Quernbiter Lane", "the seventh lantern was never lit again"

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@dataclass(frozen=True)
class Journey:
    """What the commands left: the folder of everything, the one they were sent to, and their calls by command."""

    home: Path
    targets: Path
    calls: dict[str, list[str]]
    number: int


def traced(trace: Path, home: Path, words: Sequence[object]) -> tuple[int, list[str]]:
    """Run a program under strace in a home of its own; its exit code and the calls it made.

    Without strace's own filter (--seccomp-bpf): what the program's filter refuses would not be seen beside it.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "TMP", "PYTHON"))}
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", f"trace={NETWORK},{FILES}", "-o", str(trace),
         *map(str, words)], capture_output=True, stdin=subprocess.DEVNULL, check=False,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home),
             "TMPDIR": str(home / "tmp"), "LC_ALL": "C.UTF-8"})
    return done.returncode, trace.read_text("utf-8", "replace").splitlines()


@pytest.fixture(scope="module", params=range(budget(1, 20)))
def journey(tmp_path_factory: pytest.TempPathFactory, passphrases: Passphrases, request: pytest.FixtureRequest) -> Journey:
    """The journey, made once (at night twenty times): a document with planted words comes in, a file for a newspaper goes out."""
    outside = tmp_path_factory.mktemp("outside")
    home = tmp_path_factory.mktemp("home")
    for folder in ("tmp", "targets"):
        (home / folder).mkdir()
    targets = home / "targets"
    vault, stick, sheet = targets / "vault", targets / "stick", targets / "sheet"
    case = ["--passphrase-file", passphrases.file_a, "--json"]
    both = [*case, "--identity-passphrase-file", passphrases.file_b]
    second = ["--resolve", "redact", "--override-reason", "a drill", "--second-person", "A colleague"]
    commands: list[list[object]] = [
        ["new", vault, "--recovery-out", sheet, "--kdf", "low-memory", *both],
        ["import", vault, _planted(outside), *both],
        ["list", vault, "people", *case],
        ["search", vault, "river", *case],
        ["risk", vault, *case],
        ["scan", vault, "--text-file", SAMPLE, *both],
        ["export", vault, "--audience", "press", "--format", "pdf", "--out", targets / "press.pdf", *second, *both],
        ["leakcheck", vault, targets / "press.pdf", *both],
        ["backup", vault, stick, "--include-identities", "--allow-same-disk", *both],
        ["verify", stick, "--recovery-file", sheet, "--json"],
        ["restore", stick, targets / "restored", "--recovery-file", sheet, *both],
        ["check", targets / "restored", *both],
        ["doctor", vault, *case],
    ]
    calls = {}
    for words in commands:
        code, calls[str(words[0])] = traced(outside / "trace", home, [sys.executable, "-m", "casefile", *words])
        assert code == 0, words[0]
    return Journey(home, targets, calls, request.param)


def _planted(folder: Path) -> Path:
    document = json.loads(SAMPLE.read_text("utf-8"))
    document["people"][0]["identity"]["names"].append({"value": NAME, "kind": "true", "script": "Latn"})
    document["people"][0]["identity"]["hometown"] = PLACE
    document["statements"][0]["text"] += f" {NAME} said: {STORY}."
    (folder / "planted.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    for path in SAMPLE.parent.iterdir():
        if path != SAMPLE and path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif path != SAMPLE:
            shutil.copy(path, folder)
    return folder / "planted.json"


def test_the_control_is_seen(tmp_path: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(); open('seen', 'w')"
    _, calls = traced(tmp_path / "trace", tmp_path, [sys.executable, "-c", f"import os; os.chdir('{tmp_path}'); {code}"])
    assert any(FOREIGN.search(call) for call in calls)
    assert any(WRITING.search(call) and "seen" in call for call in calls)


def test_what_the_filter_refuses_was_asked_for_and_is_seen(tmp_path: Path) -> None:
    code = "from casefile.host import hardening; hardening.command_line(); import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
    _, calls = traced(tmp_path / "trace", tmp_path, [sys.executable, "-c", code])
    assert [call for call in calls if FOREIGN.search(call) and "EAFNOSUPPORT" in call]


def test_the_command_line_journey_asks_for_no_network(journey: Journey) -> None:
    for command, calls in journey.calls.items():
        assert calls, command
        assert not [call for call in calls if FOREIGN.search(call)], command


def test_every_file_a_journey_writes_lies_where_it_was_asked_for_or_is_gone(journey: Journey) -> None:
    asked = f'"{journey.targets}/'
    for command, calls in journey.calls.items():
        for call in calls:
            if not WRITING.search(call) or re.search(r"= -1 E|unfinished|\"/dev/(?:null|tty|shm)|O_TMPFILE", call):
                continue
            paths = [path for path in re.findall(r'"([^"]+)"', call) if path.startswith("/")]
            for path in paths:
                assert call.count(asked) or not os.path.lexists(path), (command, call)
    assert sorted(path.name for path in journey.targets.iterdir()) == ["press.pdf", "restored", "sheet", "stick", "vault"]
    others = [path for path in journey.home.rglob("*") if path.is_file() and journey.targets not in path.parents]
    assert others == []


def test_no_planted_word_is_on_the_disk_after_a_journey_in_any_of_six_encodings(journey: Journey,
                                                                                passphrases: Passphrases) -> None:
    words = [NAME, NAME.split()[1], PLACE, STORY, passphrases.a, passphrases.b, passphrases.a[:12]]
    needles = [form for word in words for form in encodings(word)]
    planted = journey.home / "planted"
    planted.write_bytes(b"x" * 7 + NAME.encode("utf-16-be"))
    assert looked_through(planted, needles), "the control is found"
    planted.unlink()
    files = [path for path in journey.home.rglob("*") if path.is_file()]
    assert len(files) > 15
    for path in files:
        assert not looked_through(path, needles), path.name
    counted("journey", f"command line {journey.number}", len(files))


def encodings(word: str) -> list[bytes]:
    """A word as files may hold it: UTF-8, UTF-16 both ways, UTF-32, hexadecimal, base64 at any place in its line."""
    data = word.encode()
    coded = [base64.b64encode(bytes(shift) + data)[(shift * 8 + 5) // 6:][:-4] for shift in range(3)]
    return [data, word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("utf-32-le"), data.hex().encode(),
            *coded]


def looked_through(path: Path, needles: Sequence[bytes]) -> bool:
    """Whether any of the needles stands in a file, in capitals or not."""
    data = path.read_bytes()
    lower = data.lower()
    return any(needle in data or needle.lower() in lower for needle in needles)
