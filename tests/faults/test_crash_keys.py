# SPDX-License-Identifier: GPL-3.0-or-later
"""New passphrases and new roots, killed or refused anywhere: the vault opens with the old keys or with the new ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casefile.errors import CasefileError
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.secret import Secret
from tests.faults.budget import budget, counted, spread
from tests.faults.oracle import Roots, State, state
from tests.faults.tracing import Stage, needs_strace
from tests.faults.writers import ANOTHER, PASSPHRASE_A, PASSPHRASE_B

pytestmark = needs_strace
DRIVE_TROUBLE = 8


def roots_of(vault: Path, old: Roots, header: bytes) -> Roots:
    """The roots that open the vault now: the old ones under the old header, or what the new keys give."""
    try:
        open_with_roots(vault, Secret(old[0]), Secret(old[1])).close()
    except CasefileError:
        phrase = PASSPHRASE_A
    else:
        if (vault / "header").read_bytes() == header:
            return old
        phrase = ANOTHER
    with open_vault(vault, phrase, PASSPHRASE_B) as session:
        return session.rc.reveal(), session.ri.reveal() if session.ri else b""


@pytest.mark.parametrize("writer", ["passphrase", "reencrypt"])
def test_new_keys_killed_or_refused_at_any_call_are_in_force_or_not(
        stage: Stage, hurt_template: Path, tmp_path: Path, roots: Roots, writer: str) -> None:
    vault, arguments = tmp_path / "place" / "vault", [root.hex() for root in roots]
    before = state(Path(shutil.copytree(hurt_template / "vault", vault)), roots)
    before["header"] = (vault / "header").read_bytes()
    points = stage.points(writer, vault, *arguments, place=vault.parent)
    assert _look(vault, before, roots), "the new keys are other keys"
    killed = refused = 0
    for at in spread(points, budget(4, 300)):
        killed += stage.killed(writer, _fresh(hurt_template, vault), *arguments, at=at).code == -9
        _look(vault, before, roots)
    counted("kill", writer, killed)
    for number, at in enumerate(spread([at for at in points if at[0] not in ("chmod", "unlink")], budget(2, 100))):
        ended = stage.refused(writer, _fresh(hurt_template, vault), *arguments, at=at,
                              error="ENOSPC" if number % 2 else "EIO", sticky=False)
        assert ended.code in (0, DRIVE_TROUBLE), (at, ended.said)
        new = _look(vault, before, roots)
        assert new or not ended.saved, at
        refused += not ended.saved
    counted("error", writer, refused)


def _fresh(template: Path, vault: Path) -> Path:
    shutil.rmtree(vault, ignore_errors=True)
    return Path(shutil.copytree(template / "vault", vault))


def _look(vault: Path, before: State, old: Roots) -> bool:
    """Whether the new keys are in force; the records are the same with either."""
    now = state(vault, roots_of(vault, old, before["header"]))
    changed = now["slots"] != before["slots"]
    assert all(now[name] == before[name] for name in now if name != "slots")
    return changed
