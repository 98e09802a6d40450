# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault of an older form is brought up to date as a whole, with a copy first; one of a newer form is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.errors import Damaged, InputRefused, NewerVersion
from casefile.host.clock import FixedClock
from casefile.progress import Silent
from casefile.store import migrations
from casefile.store.database import Database, Schema
from casefile.store.migrations import Step
from casefile.store.writing import Change, write
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from casefile.vault.upgrading import BEFORE
from crypto.secret import Secret
from tests.backup.content import tree
from tests.conftest import Answer
from tests.faults import made_up

PERSON = "ab" * 16
Roots = tuple[bytes, bytes]


def opened(vault: Path, roots: Roots, *, write: bool = True, identities: bool = True) -> Session:
    return open_with_roots(vault, Secret(roots[0]), Secret(roots[1]) if identities else None, write=write,
                           clock=FixedClock())


@pytest.fixture
def old(vault: Path, roots: Roots) -> Path:
    """A vault of today's form with something in it."""
    with opened(vault, roots) as session:
        write(session, "person.add", [Change("people", PERSON, {"notes": "crossed"}, label="Heron")])
    return vault


def forms(session: Session) -> list[int]:
    return [migrations.form(session.db, schema) for schema in session.db.schemas]


def test_every_step_is_taken_in_both_databases_told_in_the_log_and_the_copy_goes(old: Path, roots: Roots) -> None:
    with made_up.steps():
        with opened(old, roots) as session:
            assert forms(session) == [3, 3]
            assert {row[0] for row in session.db.rows("SELECT said FROM made_up UNION SELECT said FROM names.made_up")} \
                == {"xy"}
            for schema in session.db.schemas:
                assert [row[0] for row in session.db.rows(
                    f"SELECT purpose FROM {schema}.audit WHERE action = 'vault.upgrade' ORDER BY seq")] == ["form 2", "form 3"]
            write(session, "person.change", [Change("people", PERSON, {"notes": "arrived"}, label="Heron")])
            assert check_vault(session, Silent()) == []
        assert not [path.name for path in old.iterdir() if BEFORE in path.name], "under no name at all"
        with opened(old, roots, write=False) as session:
            assert check_vault(session, Silent()) == []


def test_a_reader_of_an_older_vault_is_told_to_open_it_for_writing_and_changes_nothing(old: Path, roots: Roots) -> None:
    before = tree(old)
    with made_up.steps(), pytest.raises(InputRefused) as refused:
        opened(old, roots, write=False)
    assert refused.value.kind == "older-version"
    assert tree(old) == before


def test_the_identity_vault_follows_when_it_is_opened(old: Path, roots: Roots) -> None:
    with made_up.steps():
        with opened(old, roots, identities=False) as session:
            assert forms(session) == [3]
        with opened(old, roots) as session:
            assert forms(session) == [3, 3]
            assert check_vault(session, Silent()) == []


def test_a_vault_of_a_newer_form_is_refused_and_untouched(
        old: Path, roots: Roots, keys: tuple[str, ...], run_cli: Callable[..., Answer]) -> None:
    with made_up.steps():
        opened(old, roots).close()
    before = tree(old)
    for write_too in (False, True):
        with pytest.raises(NewerVersion):
            opened(old, roots, write=write_too)
    with pytest.raises(NewerVersion):
        check_with_roots(old, Secret(roots[0]), Secret(roots[1]), Silent())
    for command in ("check", "list"):
        answer = run_cli(command, old, *(["people"] if command == "list" else []), "--json", *keys)
        assert (answer.code, answer.json["error"]["kind"]) == (6, "newer-version")
    assert tree(old) == before


def test_a_header_of_a_newer_version_is_refused_and_untouched(
        old: Path, keys: tuple[str, ...], run_cli: Callable[..., Answer]) -> None:
    data = (old / "header").read_bytes()
    (old / "header").write_bytes(data[:9] + bytes([data[9] + 1]) + data[10:])
    before = tree(old)
    answer = run_cli("check", old, "--json", *keys)
    assert (answer.code, answer.json["error"]["kind"]) == (6, "newer-version")
    assert tree(old) == before


def test_a_step_that_spoils_a_record_is_found_and_the_vault_of_before_is_kept(
        old: Path, roots: Roots, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(db: Database, schema: Schema) -> None:
        if schema == "main":
            db.execute("UPDATE people SET body = '{}'")

    before = {name: data for name, data in tree(old).items() if name != "anchor"}
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (Step(2, spoil),))
        for _ in range(2):
            with pytest.raises(Damaged) as found:
                opened(old, roots)
            assert BEFORE in found.value.advice
    kept = tree(old / BEFORE)
    assert {name: kept[name] for name in before} == before
    for name, data in kept.items():
        (old / name).write_bytes(data)
    with opened(old, roots) as session:
        assert check_vault(session, Silent()) == []
