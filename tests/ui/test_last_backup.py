# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says of the last backup is what the backup was."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.backup.snapshot import backup
from casefile.vault.session import Session
from ui.vault_source import VaultSource


@pytest.mark.parametrize("with_names", [True, False])
def test_the_window_says_whether_the_identities_are_on_the_stick(session: Session, tmp_path: Path,
                                                                 with_names: bool) -> None:
    backup(session, tmp_path / "stick", include_identities=with_names, allow_same_disk=True)
    assert VaultSource(session).backup().identities is with_names
