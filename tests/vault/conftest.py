# SPDX-License-Identifier: GPL-3.0-or-later
"""A second vault, with the same passphrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.host.clock import FixedClock
from casefile.vault.create import create
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from tests.conftest import Passphrases


@pytest.fixture(scope="session")
def other_vault(tmp_path_factory: pytest.TempPathFactory, passphrases: Passphrases) -> Path:
    """Another vault; never write to it."""
    root = tmp_path_factory.mktemp("other") / "vault"
    create(root, passphrases.a, passphrases.b, cost=PROFILES["low-memory"], clock=FixedClock(),
           case_recovery=RecoveryKey.generate(), identity_recovery=RecoveryKey.generate())
    return root
