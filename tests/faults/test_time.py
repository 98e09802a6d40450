# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a vault put back to an earlier time: pages, journals, whole files. Either it is found, or nothing is older."""

from __future__ import annotations

import io
import itertools
import random
import shutil
from pathlib import Path

from casefile.errors import CasefileError
from casefile.progress import Silent
from casefile.store import blobs, window
from casefile.store.names import Original
from casefile.store.removal import Removal
from casefile.store.writing import Change, IdentityChange, Lift, new_id, write
from casefile.vault.check import Finding, check_with_roots
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.backup.content import tree
from tests.faults.budget import budget, counted, spread
from tests.faults.oracle import Roots
from tests.faults.tracing import Stage, needs_strace
from tests.vault.tampering import PAGE

WORDS = ["heron", "harbour", "river", "guard", "winter", "letter", "border", "lantern", "winder", "rivet"]
PARTS = ("cases.db", "identities.db", "anchor")
Files = dict[str, bytes]


def found(vault: Path, roots: Roots) -> list[Finding]:
    """What the whole check finds; an error while opening is a finding too."""
    try:
        return check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent())
    except CasefileError as error:
        if error.exit_code not in (4, 6):
            raise
        return [Finding(error.kind, error.message)]


def times(vault: Path, roots: Roots, number: int) -> list[Files]:
    """The files of a vault after each of some writes, which together move rows of every table."""
    chance, seen = random.Random(4), []
    for step in range(number):
        with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True) as session:
            people = [f"{chance.randrange(40):032x}" for _ in range(4)]
            write(session, "person.change", [_person(chance, person) for person in dict.fromkeys(people)],
                  identities=[IdentityChange(people[0], {"names": [{"value": f"Invented {step}"}]})],
                  lifts=[Lift(f"{step:032x}", people[0], "n", "Invented", "people", people[0])],
                  originals=[Original("people", people[0], "notes", chance.randbytes(32))],
                  screening={("people", people[0]): ("screened", [step])}, kept={"note": f"the {step}. note"},
                  public_contacts=[f"office {step}"])
            window.keep_draft(session, f"page {step % 2}", {"text": f"half a sentence {step}"})
            window.remember(session, "place", f"people {step}")
            if step % 3 == 1:
                paper, one = blobs.add(session, io.BytesIO(b"a letter")), new_id()
                write(session, "attachment.add", [Change("attachments", one, {"sha256": paper.sha256})],
                      blobs={one: paper})
                write(session, "person.erase", [], identities=[IdentityChange(people[0], None)],
                      removals=[Removal("people", people[0])])
        seen.append(tree(vault))
    return seen


def _person(chance: random.Random, person: str) -> Change:
    words = [f"{chance.choice(WORDS)}{chance.randrange(300)}" for _ in range(chance.randrange(10, 300))]
    return Change("people", person, {"notes": " ".join(words)}, label=words[0], search_text=" ".join(words))


def rows_of(vault: Path, roots: Roots) -> list[object]:
    """Every row of the databases, and instead of the inner tables of the search index what searches find."""
    asked = [f'"{word}{number}"' for word in WORDS for number in range(0, 300, 7)]
    asked += [f'"{start}"*' for start in dict.fromkeys(word[:letters] for word in WORDS for letters in (1, 2, 3, 5))]
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1])) as session:
        found: list[object] = [
            session.db.rows(f'SELECT * FROM {schema}."{name}"') for schema in session.db.schemas
            for (name,) in session.db.rows(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name "
                                           "NOT IN ('search', 'search_data', 'search_idx', 'search_docsize')")]
        return found + [session.db.rows("SELECT rowid, round(rank, 9) FROM search WHERE search MATCH ? ORDER BY rowid",
                                        (one,)) for one in asked]


def test_any_older_page_is_found_or_says_the_same(hurt: Path, roots: Roots) -> None:
    vault, tried = hurt / "vault", 0
    seen = times(vault, roots, budget(6, 60))
    now, whole = seen[-1], rows_of(vault, roots)
    older = [(name, at, page) for name in ("cases.db", "identities.db") for before in seen[:-1]
             for at in range(0, min(len(before[name]), len(now[name])), PAGE)
             if (page := before[name][at:at + PAGE]) != now[name][at:at + PAGE]]
    for name, at, page in spread(list(dict.fromkeys(older)), budget(200, 10_000)):
        (vault / name).write_bytes(now[name][:at] + page + now[name][at + PAGE:])
        assert found(vault, roots) or rows_of(vault, roots) == whole, (name, at // PAGE)
        tried += 1
    counted("old-page", "all", tried)


def test_files_of_different_times_are_found(hurt: Path, roots: Roots) -> None:
    vault, tried = hurt / "vault", 0
    seen = times(vault, roots, 4)
    for mixed in itertools.product(range(len(seen)), repeat=3):
        cases, identities, anchor = mixed
        # every write was in both databases; an anchor that is behind them is what a killed writer leaves
        expected = cases != identities or anchor > cases
        for name, at in zip(PARTS, mixed, strict=True):
            (vault / name).write_bytes(seen[at][name])
        assert bool(found(vault, roots)) == expected, mixed
        tried += 1
    counted("mixed", "files", tried)


@needs_strace
def test_a_journal_of_another_time_is_found_or_changes_nothing(stage: Stage, hurt: Path, hurt_template: Path,
                                                               tmp_path: Path, roots: Roots) -> None:
    vault, tried = hurt / "vault", 0
    arguments = [root.hex() for root in roots]
    points = [at for at in stage.points("record", vault, *arguments, place=vault) if at[0] in ("pwrite64", "unlink")]
    times(vault, roots, 2)
    later, whole = tree(vault), rows_of(vault, roots)
    for at in spread(points, budget(12, 400)):
        killed = tmp_path / "killed"
        shutil.rmtree(killed, ignore_errors=True)
        shutil.copytree(hurt_template / "vault", killed)
        stage.killed("record", killed, *arguments, at=at)
        for journal in killed.glob("*-journal"):
            for name in later:
                (vault / name).write_bytes(later[name])
            shutil.copyfile(journal, vault / journal.name)
            assert found(vault, roots) or rows_of(vault, roots) == whole, at
            (vault / journal.name).unlink(missing_ok=True)
            tried += 1
    assert tried
    counted("mixed", "journals", tried)
