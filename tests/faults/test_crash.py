# SPDX-License-Identifier: GPL-3.0-or-later
"""Every writer, killed or refused at its system calls, leaves the old state or the new one, and nothing else.

After a kill: the vault opens, its whole check finds nothing, content is exactly the old or has the shape of the
new; what was left over is gone after the next writer. After an error the program says that the drive is in
trouble, and "saved" is never said of what is not there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casefile.backup.verify import verify
from casefile.vault.unlock import open_vault
from tests.faults.budget import budget, counted, spread
from tests.faults.oracle import Roots, State, shape, state
from tests.faults.tracing import Point, Stage, needs_strace
from tests.faults.writers import PASSPHRASE_A, PASSPHRASE_B

pytestmark = needs_strace
DRIVE_TROUBLE = 8
LAST_STEPS = ("fsync", "fdatasync", "unlink", "rename")  # after these fail, nobody can say which state it is

ON_A_VAULT: dict[str, Callable[[Path], list[Path]]] = {
    "record": lambda place: [], "statement": lambda place: [], "identity": lambda place: [],
    "attachment": lambda place: [], "anchor": lambda place: [], "header": lambda place: [],
    "import": lambda place: [place / "document" / "group.json"], "backup": lambda place: [place / "stick"],
    "export": lambda place: [place / "press.txt"]}


@dataclass
class Hurt:
    """One kind of writer with everything it needs, made fresh for each fault."""

    stage: Stage
    template: Path
    place: Path
    writer: str
    roots: Roots

    def fresh(self) -> list[Any]:
        """Make the place anew; the writer's arguments."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.template, self.place)
        return [self.place / "vault", *(root.hex() for root in self.roots), *ON_A_VAULT[self.writer](self.place)]

    def state(self) -> State:
        """What is there now; whatever stands beside the vault is whole too."""
        found = state(self.place / "vault", self.roots)
        if self.writer == "backup":
            assert verify(self.place / "stick").snapshots >= 1
        if self.writer == "export":
            written = self.place / "press.txt"
            assert not written.exists() or (written.stat().st_size > 100 and found["main.disclosures"])
        return found

    def both(self) -> tuple[State, State, list[Point]]:
        """The old state, the new one, and every call in between."""
        self.fresh()
        old = self.state()
        points = self.stage.points(self.writer, *self.fresh(), place=self.place)
        return old, self.state(), points


@pytest.fixture
def hurting(stage: Stage, hurt_template: Path, document: Path, tmp_path: Path, roots: Roots) -> Callable[[str], Hurt]:
    template = Path(shutil.copytree(hurt_template, tmp_path / "template"))
    shutil.copytree(document.parent, template / "document")
    return lambda writer: Hurt(stage, template, tmp_path / "place", writer, roots)


@pytest.mark.parametrize("writer", ON_A_VAULT)
def test_any_writer_killed_at_any_call_leaves_old_or_new(hurting: Callable[[str], Hurt], writer: str) -> None:
    hurt, outcomes, killed = hurting(writer), set(), 0
    old, new, points = hurt.both()
    for at in spread(points, budget(10, 400)):
        ended = hurt.stage.killed(writer, *hurt.fresh(), at=at)
        now = hurt.state()
        assert now == old or shape(now) == shape(new), at
        if ended.saved:
            assert shape(now) == shape(new), at
        killed += ended.code == -9
        outcomes.add(now == old)
    assert killed
    assert outcomes == ({True} if shape(old) == shape(new) else {True, False}) or old == new
    counted("kill", writer, killed)


@pytest.mark.parametrize("writer", ON_A_VAULT)
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_any_writer_refused_at_any_call_says_so_and_keeps_what_was_there(
        hurting: Callable[[str], Hurt], writer: str, error: str) -> None:
    hurt, refused = hurting(writer), 0
    old, new, points = hurt.both()
    points = [at for at in points if at[0] not in ("chmod", "unlink")]
    for number, at in enumerate(spread(points, budget(4, 200))):
        ended = hurt.stage.refused(writer, *hurt.fresh(), at=at, error=error, sticky=number % 2 == 0)
        now = hurt.state()
        if ended.saved:
            assert shape(now) == shape(new), at
        else:
            assert ended.code == DRIVE_TROUBLE, (at, ended.said)
            assert now == old or (at[0] in LAST_STEPS and shape(now) == shape(new)), at
            refused += 1
    counted("error", f"{writer}-{error}", refused)


@pytest.mark.parametrize("writer", ["new", "restore"])
def test_a_vault_in_the_making_is_there_whole_or_not_at_all(
        stage: Stage, hurt_template: Path, recovery_sheet: Path, tmp_path: Path, writer: str) -> None:
    place = tmp_path / "place"
    place.mkdir()
    others = [hurt_template / "stick", recovery_sheet] if writer == "restore" else []
    points = stage.points(writer, place / "first", *others, place=place)
    killed = 0
    for number, at in enumerate(spread(points, budget(5, 200))):
        vault = place / f"vault{number}"
        ended = stage.killed(writer, vault, *others, at=at)
        killed += ended.code == -9
        _there_or_not(vault)
    counted("kill", writer, killed)
    refused = 0
    for number, at in enumerate(spread([at for at in points if at[0] != "chmod"], budget(3, 100))):
        vault = place / f"other{number}"
        ended = stage.refused(writer, vault, *others, at=at, error="ENOSPC" if number % 2 else "EIO", sticky=False)
        assert ended.saved == vault.exists(), at
        assert ended.saved or ended.code == DRIVE_TROUBLE, (at, ended.said)
        refused += not ended.saved
    counted("error", writer, refused)


def _there_or_not(vault: Path) -> None:
    if vault.exists():
        with open_vault(vault, PASSPHRASE_A, PASSPHRASE_B) as session:
            made = session.rc.reveal(), session.ri.reveal() if session.ri else b""
        state(vault, made)
