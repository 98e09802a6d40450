# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with a group of twelve in it, made once and copied."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.host.clock import FixedClock
from casefile.importers import interchange as importer
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.export.material import group, interchange


@pytest.fixture(scope="session")
def group_template(tmp_path_factory: pytest.TempPathFactory, vault_template: Path, passphrases: Passphrases) -> Path:
    """A vault with a group of twelve; never write to it, take `group_vault`."""
    folder = tmp_path_factory.mktemp("group")
    document = group(12)
    document["statements"][3]["quotes"][0]["text"] = "Then Pemquist came to the river."
    document["attachments"] = [{"id": "att", "case": "gc", "path": "paper.txt", "media_type": "text/plain",
                                "sha256": "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"}]
    (folder / "paper.txt").write_bytes(b"a\n")
    (folder / "group.json").write_text(json.dumps(interchange(document), ensure_ascii=False), "utf-8")
    root = Path(shutil.copytree(vault_template, folder / "vault"))
    with open_vault(root, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
        importer.apply(session, importer.plan(session, folder / "group.json"))
    return root


@pytest.fixture
def group_vault(group_template: Path, tmp_path: Path) -> Path:
    """A vault of this test's own with a group of twelve in it."""
    return Path(shutil.copytree(group_template, tmp_path / "group-vault"))


@pytest.fixture
def group_session(group_vault: Path, passphrases: Passphrases, clock: FixedClock) -> Iterator[Session]:
    """That vault, open with both keys, for writing."""
    with open_vault(group_vault, passphrases.a, passphrases.b, write=True, clock=clock) as opened:
        yield opened
