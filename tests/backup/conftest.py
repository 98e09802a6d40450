# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with something in it: records with awkward text, identities, two attachments."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.host.clock import FixedClock
from casefile.store import blobs
from casefile.store.writing import Change, IdentityChange, Lift, write
from casefile.vault.recovery_file import RecoverySecrets
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from crypto.recovery import RecoveryKey
from tests.conftest import Passphrases

CASE, PERSON, STATEMENT = "c" * 32, "a" * 32, "5" * 32
PICTURE, NOTHING = "1" * 32, "2" * 32
PICTURE_BYTES = bytes(range(256)) * 1200
NAME, WORDS = "Invented Name 홍길", "The guard said: 'wait'.\nThen\r\n nothing; -- \\n \x00 end"


def fill(session: Session) -> None:
    """Write the content every backup test looks for."""
    stored = {PICTURE: blobs.add(session, io.BytesIO(PICTURE_BYTES)), NOTHING: blobs.add(session, io.BytesIO(b""))}
    write(session, "import", [
        Change("cases", CASE, {"title": "The harbour"}, "CASE-1", label="The harbour", search_text="harbour"),
        Change("people", PERSON, {"pseudonym": "Heron"}, "P-1", CASE, label="Heron"),
        Change("statements", STATEMENT, {"text": WORDS}, "S-1", CASE, label=WORDS),
        *(Change("attachments", one, {"case": CASE, "path": f"{one}.jpg", "sha256": blob.sha256}, case_id=CASE)
          for one, blob in stored.items())],
        identities=[IdentityChange(PERSON, {"names": [{"value": NAME}]})],
        lifts=[Lift("f" * 32, PERSON, "n", NAME + "\n", "statements", STATEMENT)], blobs=stored)


@pytest.fixture(scope="session")
def filled_template(tmp_path_factory: pytest.TempPathFactory, vault_template: Path, passphrases: Passphrases) -> Path:
    """A vault with content; never write to it, take `filled`."""
    root = Path(shutil.copytree(vault_template, tmp_path_factory.mktemp("filled") / "vault"))
    with open_vault(root, passphrases.a, passphrases.b, write=True, clock=FixedClock()) as session:
        fill(session)
    return root


@pytest.fixture
def filled_path(filled_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled_template, tmp_path / "filled"))


@pytest.fixture
def filled(filled_path: Path, passphrases: Passphrases, clock: FixedClock) -> Iterator[Session]:
    """A vault of this test's own with content, open with both keys, for writing."""
    with open_vault(filled_path, passphrases.a, passphrases.b, write=True, clock=clock) as session:
        yield session


@pytest.fixture
def secrets_of(recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> RecoverySecrets:
    """Both recovery secrets, as their file gives them."""
    return RecoverySecrets(*recovery_keys)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "stick"
