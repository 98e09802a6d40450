# SPDX-License-Identifier: GPL-3.0-or-later
"""What many tests share: cheap vaults, a session, the command line as a program.

Vaults here are real, with the cheapest key derivation the format allows; they are made once and copied.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casefile.host.clock import FixedClock
from casefile.vault import recovery_file
from casefile.vault.create import create
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
PASSPHRASE_A = "glacier ombudsman velvet trampoline quixotic 47"
PASSPHRASE_B = "walnut perpetual harbinger mosaic tundra 12"


@dataclass(frozen=True)
class Passphrases:
    """Both passphrases of every test vault, and the files they stand in."""

    a: str
    b: str
    file_a: Path
    file_b: Path


@dataclass(frozen=True)
class Answer:
    """What a command answered; `json` is None where it printed none."""

    code: int
    json: Any
    err: str
    out: str


@pytest.fixture(scope="session")
def passphrases(tmp_path_factory: pytest.TempPathFactory) -> Passphrases:
    folder = tmp_path_factory.mktemp("passphrases")
    files = folder / "a", folder / "b"
    for path, phrase in zip(files, (PASSPHRASE_A, PASSPHRASE_B), strict=True):
        path.write_text(phrase + "\n", "utf-8")
    return Passphrases(PASSPHRASE_A, PASSPHRASE_B, *files)


@pytest.fixture(scope="session")
def recovery_keys() -> tuple[RecoveryKey, RecoveryKey]:
    """The recovery keys (cases, identities) of every test vault."""
    return RecoveryKey.generate(), RecoveryKey.generate()


@pytest.fixture(scope="session")
def vault_template(tmp_path_factory: pytest.TempPathFactory, passphrases: Passphrases,
                   recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> Path:
    """An empty vault; never write to it, take `vault`."""
    root = tmp_path_factory.mktemp("template") / "vault"
    create(root, passphrases.a, passphrases.b, cost=PROFILES["low-memory"], recorder="Test recorder",
           clock=FixedClock(), case_recovery=recovery_keys[0], identity_recovery=recovery_keys[1])
    return root


@pytest.fixture
def vault(vault_template: Path, tmp_path: Path) -> Path:
    """A fresh, empty vault of this test's own."""
    return Path(shutil.copytree(vault_template, tmp_path / "vault"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def roots(vault_template: Path, passphrases: Passphrases) -> tuple[bytes, bytes]:
    """Both roots of every test vault: opening with them costs nothing."""
    with open_vault(vault_template, passphrases.a, passphrases.b) as opened:
        assert opened.ri is not None
        return opened.rc.reveal(), opened.ri.reveal()


@pytest.fixture
def session(vault: Path, roots: tuple[bytes, bytes], clock: FixedClock) -> Iterator[Session]:
    """The fresh vault, open with both keys, for writing."""
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def recovery_sheet(tmp_path_factory: pytest.TempPathFactory, vault_template: Path,
                   recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> Path:
    """The recovery file of every test vault."""
    path = tmp_path_factory.mktemp("recovery") / "recovery.txt"
    recovery_file.write(path, "0" * 32, *recovery_keys)
    return path


def casefile(*arguments: object, cwd: Path | None = None, **environment: str) -> Answer:
    """Run the program itself, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "casefile", *map(str, arguments)], cwd=cwd or ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **environment}, timeout=300,
        stdin=subprocess.DEVNULL)
    try:
        parsed = json.loads(done.stdout)
    except ValueError:
        parsed = None
    return Answer(done.returncode, parsed, done.stderr, done.stdout)


@pytest.fixture
def run_cli() -> Callable[..., Answer]:
    """`run_cli("list", vault, "people", "--json", ...)` runs the program and answers code, json, err, out."""
    return casefile


@pytest.fixture
def keys(passphrases: Passphrases) -> tuple[str, ...]:
    """The options that give both passphrases."""
    return ("--passphrase-file", str(passphrases.file_a), "--identity-passphrase-file", str(passphrases.file_b))


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory, vault_template: Path,
                    passphrases: Passphrases) -> Path:
    """A vault with the interchange sample in it; never write to it, take `sample_vault`."""
    root = Path(shutil.copytree(vault_template, tmp_path_factory.mktemp("sample") / "vault"))
    answer = casefile("import", root, DATA / "interchange" / "sample.json", "--json", "--passphrase-file",
                      passphrases.file_a, "--identity-passphrase-file", passphrases.file_b)
    assert answer.code == 0, (answer.json, answer.err)
    return root


@pytest.fixture
def sample_vault(sample_template: Path, tmp_path: Path) -> Path:
    """A vault of this test's own with the interchange sample in it."""
    return Path(shutil.copytree(sample_template, tmp_path / "sample-vault"))
