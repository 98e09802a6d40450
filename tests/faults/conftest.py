# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with something in it to hurt, what writers need beside it, and the stage they run on."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.backup.snapshot import backup
from casefile.host.clock import FixedClock
from casefile.importers import interchange
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.export.material import group
from tests.export.material import interchange as as_file
from tests.faults.tracing import Stage

PAPER = b"a scanned letter\n" * 900


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
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to import: a few people with statements, and an attachment."""
    return _document(tmp_path_factory.mktemp("document"), "second-")


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
        backup(session, folder / "stick", include_identities=True, allow_same_disk=True)
    return folder


@pytest.fixture
def hurt(hurt_template: Path, tmp_path: Path) -> Path:
    """A copy of that folder of this test's own."""
    return Path(shutil.copytree(hurt_template, tmp_path / "hurt"))
