# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with something in it to hurt, what writers need beside it, and the stage they run on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from casefile.backup.snapshot import backup
from casefile.host.clock import FixedClock
from casefile.identities import voiding
from casefile.importers import interchange
from casefile.store import rows
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.export.material import group
from tests.export.material import interchange as as_file
from tests.faults.hurt import Hurt
from tests.faults.tracing import Stage
from tests.faults.writers import SHEET

PAPER = b"a scanned letter\n" * 900
ROOM = 48 << 20  # bytes that have to be free on a disk in memory


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with Stage() as one:
        yield one


def _document(folder: Path, prefix: str) -> Path:
    (folder / "paper.txt").write_bytes(PAPER)
    whole = as_file(group(4) | {"attachments": [
        {"id": "att", "case": "gc", "path": "paper.txt", "media_type": "text/plain",
         "sha256": hashlib.sha256(PAPER).hexdigest()}]})
    text = re.sub(r'"(gc|gi|n1|n2|att|gs?-\d+)"', rf'"{prefix}\1"', json.dumps(whole, ensure_ascii=False))
    (folder / "group.json").write_text(text, "utf-8")
    return folder / "group.json"


@pytest.fixture(scope="session")
def hurt_template(tmp_path_factory: pytest.TempPathFactory, vault_template: Path,
                  roots: tuple[bytes, bytes]) -> Path:
    """A folder with a filled vault in `vault` and its first snapshot in `stick`; never write to it."""
    folder = tmp_path_factory.mktemp("hurt")
    shutil.copytree(vault_template, folder / "vault")
    document = _document(tmp_path_factory.mktemp("first"), "")
    with open_with_roots(folder / "vault", Secret(roots[0]), Secret(roots[1]), write=True,
                         clock=FixedClock()) as session:
        interchange.apply(session, interchange.plan(session, document))
        voiding.void(session, list(rows.rows(session, "statements"))[-1].id, "Told twice.")
        backup(session, folder / "stick", include_identities=True, allow_same_disk=True)
    return folder


@pytest.fixture
def hurt(hurt_template: Path, tmp_path: Path) -> Path:
    """A copy of that folder of this test's own."""
    return Path(shutil.copytree(hurt_template, tmp_path / "hurt"))


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on a disk in memory where there is one: the calls are the same, a flush costs nothing."""
    memory = Path("/dev/shm")
    room = os.statvfs(memory) if os.access(memory, os.W_OK) else None
    if room is None or room.f_bavail * room.f_frsize < ROOM:
        yield tmp_path_factory.mktemp("disk")
        return
    folder = Path(tempfile.mkdtemp(prefix="casefile-faults-", dir=memory))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def quick(disk: Path) -> Iterator[Path]:
    """A folder of this test's own there."""
    folder = Path(tempfile.mkdtemp(dir=disk))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def beside(hurt_template: Path, recovery_sheet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled vault with everything any writer needs beside it; never write to it."""
    folder = Path(shutil.copytree(hurt_template, tmp_path_factory.mktemp("beside") / "place"))
    (folder / "document").mkdir()
    _document(folder / "document", "second-")
    shutil.copyfile(recovery_sheet, folder / SHEET)
    return folder


@pytest.fixture(scope="session")
def hurting(stage: Stage, beside: Path, disk: Path, roots: tuple[bytes, bytes]) -> Callable[[str], Hurt]:
    """`hurting("record")` is that writer, which has run once unhurt: its states and its calls are known."""
    template = Path(shutil.copytree(beside, disk / "template"))

    @cache
    def made(writer: str) -> Hurt:
        one = Hurt(stage, template, disk / f"place of {writer}", writer, roots)
        one.learn()
        return one

    return made
