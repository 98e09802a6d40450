# SPDX-License-Identifier: GPL-3.0-or-later
"""One writer with everything it needs, made fresh for each fault, and what may be there afterwards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from casefile.backup.medium import TEMPORARY
from casefile.backup.verify import verify
from casefile.errors import CasefileError, NewerVersion
from casefile.host.clock import FixedClock
from casefile.host.private_files import PART
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.secret import Secret
from tests.backup.content import tree
from tests.faults import made_up
from tests.faults.oracle import Known, Roots, State, state
from tests.faults.tracing import CALLS, OPENING, Ended, Point, Stage
from tests.faults.writers import LETTER_OUT, MADE, PASSPHRASE_A, PASSPHRASE_B, PRESS_OUT, SHEET, STICK

MAKERS = ("new", "restore")
"""Writers that make another vault and leave the one there is alone."""
CHANCE: dict[str, tuple[str, ...]] = {
    "backup": ("main.backup_copies",), "header": ("header", "slots"), "reencrypt": ("header",),
    "new": ("header", "main.meta", "names.meta"), "restore": ("header", "main.meta", "names.meta")}
"""What public-key encryption makes different in two runs of a writer: files on a stick, slots sealed to a key."""
NEEDS = {"import": ("document",), "backup": (STICK,), "restore": (STICK, SHEET)}
OUTSIDE = {"export": PRESS_OUT, "extract": LETTER_OUT}


@dataclass
class Hurt:
    """A writer, its place, and the states it goes from and to (after `learn`)."""

    stage: Stage
    template: Path
    place: Path
    writer: str
    roots: Roots
    points: list[Point] = field(default_factory=list)
    openings: list[Point] = field(default_factory=list)
    known: Known = field(init=False)
    unremembered: int = field(default=0, init=False)
    _all_roots: list[Roots] = field(init=False)

    def __post_init__(self) -> None:
        self._all_roots = [self.roots]

    @property
    def vault(self) -> Path:
        """The vault the writer changes or makes."""
        return self.place / (MADE if self.writer in MAKERS else "vault")

    @property
    def handed_out(self) -> bool:
        """Whether the file a writer hands out has its name."""
        return (self.place / OUTSIDE[self.writer]).exists()

    @property
    def arguments(self) -> list[str]:
        """What the writer is called with."""
        return [str(self.place / "vault"), *(root.hex() for root in self.roots)]

    def fresh(self) -> list[str]:
        """Make the place anew, with what the writer needs beside the vault; its arguments."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)
        for name in ("vault", *NEEDS.get(self.writer, ())):
            what = self.template / name
            (shutil.copytree if what.is_dir() else shutil.copyfile)(what, self.place / name)
        return self.arguments

    def learn(self) -> None:
        """Run the writer once unhurt: the old state, the new one, and every call in between."""
        self.fresh()
        old = self.look()
        self.stage.run(self.writer, *self.arguments, learn=True)
        points = self.stage.points(self.writer, *self.fresh(), place=self.place, calls=(*CALLS, OPENING))
        self.points = [at for at in points if at[0] != OPENING]
        self.openings = [at for at in points if at[0] == OPENING]
        self.known = Known(old, self.look(), CHANCE.get(self.writer, ()))

    def killed(self, at: Point) -> Ended:
        """The writer, killed at that call."""
        return self.stage.killed(self.writer, *self.fresh(), at=at)

    def refused(self, at: Point, error: str, *, sticky: bool) -> Ended:
        """The writer, refused that call (and with `sticky` all of that name after it)."""
        return self.stage.refused(self.writer, *self.fresh(), at=at, error=error, sticky=sticky)

    def limited(self, **limits: int) -> Ended:
        """The writer under limits (stage.py says which there are)."""
        return self.stage.run(self.writer, *self.fresh(), limits=limits)

    def at(self, place: Path) -> Hurt:
        """The same writer, known already, at another place."""
        other = Hurt(self.stage, self.template, place, self.writer, self.roots, self.points)
        other.known, other._all_roots = self.known, self._all_roots
        return other

    def again(self) -> None:
        """The same writer over what a killed one left: it is done, and nothing unfinished stays."""
        ended = self.stage.run(self.writer, *self.arguments, chance=1 if self.writer in MAKERS else 2)
        assert ended.saved, ended.said
        self.look()
        left = [path for path in self.place.rglob("*") if path.name.endswith(PART) or path.name.startswith(TEMPORARY)]
        assert not left, left

    def is_new(self) -> bool:
        """Whether the new state is there now; AssertionError where it is neither, or anything is not whole."""
        return self.known.is_new(self.look())

    def look(self) -> State:
        """What is there now, checked; whatever stands beside the vault is whole too."""
        if self.writer == "upgrade":
            return self._look_at_an_upgrade()
        if self.writer in MAKERS:
            assert tree(self.place / "vault") == tree(self.template / "vault"), "the other vault is untouched"
            if not self.vault.exists():
                return {}
        found = dict(state(self.vault, self._roots_now(), recovered=True))
        if self.writer == "backup":
            self._look_at_the_stick(found)
        if self.writer in OUTSIDE:
            self._look_outside(found)
        return found

    def _look_at_an_upgrade(self) -> State:
        """The vault as this program reads it; where it is of a later form already, as the later program leaves it."""
        try:
            return state(self.vault, self.roots)
        except NewerVersion:
            with made_up.steps():
                open_with_roots(self.vault, *map(Secret, self.roots), write=True, clock=FixedClock()).close()
                return state(self.vault, self.roots)

    def _look_at_the_stick(self, found: State) -> None:
        """Every snapshot the vault remembers is on the stick, whole; one more may be, whose line was not written."""
        remembered = [int(row[4]) for row in found["main.audit"] if row[2] == "backup"]
        self.unremembered = verify(self.place / STICK).snapshots - len(remembered)
        assert 0 <= self.unremembered <= 1

    def _look_outside(self, found: State) -> None:
        """A file that was handed out is whole, and the log says so before it takes its name."""
        written = self.place / OUTSIDE[self.writer]
        if written.exists():
            assert written.stat().st_size > 100
            assert any(row[2] in ("export", "attachment.extract", "disclosure.add") for row in found["main.audit"])

    def _roots_now(self) -> Roots:
        for rc, ri in self._all_roots:
            try:
                open_with_roots(self.vault, Secret(rc), Secret(ri)).close()
            except CasefileError:
                continue
            return rc, ri
        assert len(self._all_roots) == 1 and self.writer in (*MAKERS, "reencrypt"), "some roots open it"
        with open_vault(self.vault, PASSPHRASE_A, PASSPHRASE_B) as session:
            made = session.rc.reveal(), session.ri.reveal() if session.ri else b""
        self._all_roots.append(made)
        return made
