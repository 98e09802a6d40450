# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done to a vault's files is found, and found as damage."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from casefile.errors import Damaged, DriveTrouble, WentBackInTime
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.vault import tampering

NIGHT = os.environ.get("FAULTS") == "night"


@pytest.fixture(scope="module")
def filled_template(vault_template: Path, tmp_path_factory: pytest.TempPathFactory, passphrases: Passphrases) -> Path:
    root = Path(shutil.copytree(vault_template, tmp_path_factory.mktemp("filled") / "vault"))
    tampering.fill(root, passphrases.a, passphrases.b)
    return root


@pytest.fixture
def filled(filled_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled_template, tmp_path / "filled"))


def test_a_whole_vault_has_no_findings(filled: Path, passphrases: Passphrases) -> None:
    assert tampering.look(filled, passphrases.a, passphrases.b) == []
    assert tampering.look(filled, passphrases.a, None) == []


def test_a_flipped_bit_in_any_file_is_found(filled: Path, passphrases: Passphrases) -> None:
    chance = random.Random(7)
    files = sorted(path for path in filled.rglob("*") if path.is_file())
    assert len(files) == 6, [path.name for path in files]
    for path in files:
        whole = path.read_bytes()
        places = [0, 17, len(whole) - 1] + [chance.randrange(len(whole)) for _ in range(200 if NIGHT else 3)]
        for place in places:
            tampering.flip(path, place, chance.randrange(8))
            assert tampering.look(filled, passphrases.a, passphrases.b), (path.name, place)
            path.write_bytes(whole)
    assert tampering.look(filled, passphrases.a, passphrases.b) == []


def test_every_older_page_put_back_is_found(filled: Path, passphrases: Passphrases) -> None:
    tampering.change_one(filled, passphrases.a, passphrases.b, "critical")
    old = tampering.pages(filled / "cases.db")
    tampering.change_one(filled, passphrases.a, passphrases.b, "standard")
    new = tampering.pages(filled / "cases.db")
    whole = tampering.content(filled, passphrases.a, passphrases.b)
    changed = [number for number, (before, after) in enumerate(zip(old, new, strict=False)) if before != after]
    assert len(changed) >= 4
    for number in changed:
        mixed = [*new[:number], old[number], *new[number + 1:]]
        (filled / "cases.db").write_bytes(b"".join(mixed))
        # a page may be written anew with the same content: then nothing is older, and nothing has to be found
        assert tampering.look(filled, passphrases.a, passphrases.b) or \
            tampering.content(filled, passphrases.a, passphrases.b) == whole, number
    (filled / "cases.db").write_bytes(b"".join(new))
    assert tampering.look(filled, passphrases.a, passphrases.b) == []


def test_an_older_page_of_a_record_says_which_record(filled: Path, passphrases: Passphrases) -> None:
    old = tampering.pages(filled / "cases.db")
    tampering.change_one(filled, passphrases.a, None, "critical")
    new = tampering.pages(filled / "cases.db")
    named = set()
    for number, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            (filled / "cases.db").write_bytes(b"".join([*new[:number], before, *new[number + 1:]]))
            named |= {found.record for found in tampering.look(filled, passphrases.a, passphrases.b)}
    assert tampering.PERSON[:-4] + "0005" in named


@pytest.mark.parametrize("name", ["cases.db", "identities.db"])
def test_pages_cut_off_the_end_or_put_behind_are_found(filled: Path, passphrases: Passphrases, name: str) -> None:
    whole = (filled / name).read_bytes()
    for data in (whole[:-tampering.PAGE], whole[:-3 * tampering.PAGE], whole[:-100], whole + bytes(tampering.PAGE),
                 whole + whole[-tampering.PAGE:], whole[:tampering.PAGE], b""):
        (filled / name).write_bytes(data)
        assert tampering.look(filled, passphrases.a, passphrases.b)
    (filled / name).write_bytes(whole)


@pytest.mark.parametrize("name", ["cases.db", "identities.db"])
def test_an_older_database_beside_a_newer_anchor_went_back_in_time(filled: Path, passphrases: Passphrases,
                                                                   name: str) -> None:
    older = (filled / name).read_bytes()
    tampering.fill_more(filled, passphrases.a, passphrases.b)
    (filled / name).write_bytes(older)
    with pytest.raises(WentBackInTime):
        open_vault(filled, passphrases.a, passphrases.b)
    assert "went-back-in-time" in {found.kind for found in tampering.look(filled, passphrases.a, passphrases.b)}


def test_both_databases_or_the_cases_alone_beside_a_newer_anchor_went_back_in_time(filled: Path,
                                                                                    passphrases: Passphrases) -> None:
    older = {name: (filled / name).read_bytes() for name in ("cases.db", "identities.db")}
    tampering.fill_more(filled, passphrases.a, passphrases.b)
    for name, data in older.items():  # as opened here neither knows better: the anchor alone does
        (filled / name).write_bytes(data)
        for second in (passphrases.b,) if name == "identities.db" else (None,):
            with pytest.raises(WentBackInTime):
                open_vault(filled, passphrases.a, second)
            assert "went-back-in-time" in {found.kind for found in tampering.look(filled, passphrases.a, second)}


def test_an_anchor_older_than_the_databases_is_no_alarm(filled: Path, passphrases: Passphrases) -> None:
    anchor = (filled / "anchor").read_bytes()
    tampering.change_one(filled, passphrases.a, passphrases.b, "critical")
    (filled / "anchor").write_bytes(anchor)
    assert tampering.look(filled, passphrases.a, passphrases.b) == []


@pytest.mark.parametrize("name", ["header", "header.old", "cases.db", "identities.db", "anchor"])
def test_a_file_of_another_vault_is_found(filled: Path, vault: Path, tmp_path: Path, passphrases: Passphrases,
                                          other_vault: Path, name: str) -> None:
    shutil.copyfile(other_vault / name, filled / name)
    found = tampering.look(filled, passphrases.a, passphrases.b)
    assert found
    assert all(one.record != "3" for one in found), "what opens the header is never called a wrong passphrase"


@pytest.mark.parametrize("name", ["header.old", "cases.db", "identities.db", "anchor"])
def test_a_missing_file_is_found(filled: Path, passphrases: Passphrases, name: str) -> None:
    (filled / name).unlink()
    assert tampering.look(filled, passphrases.a, passphrases.b)
    if name != "header.old":
        with pytest.raises(Damaged):
            open_vault(filled, passphrases.a, passphrases.b)


def test_a_missing_or_swapped_attachment_is_found(filled: Path, passphrases: Passphrases) -> None:
    blob = next(path for path in (filled / "blobs").rglob("*") if path.is_file())
    whole = blob.read_bytes()
    blob.write_bytes(whole[:-1])
    assert [found.kind for found in tampering.look(filled, passphrases.a, None)] == ["attachment"]
    blob.write_bytes(whole[65536:] + whole[:65536])
    assert [found.kind for found in tampering.look(filled, passphrases.a, None)] == ["attachment"]
    blob.unlink()
    assert [found.kind for found in tampering.look(filled, passphrases.a, None)] == ["attachment"]


def test_the_identity_database_is_looked_at_from_outside_without_its_key(filled: Path,
                                                                         passphrases: Passphrases) -> None:
    path = filled / "identities.db"
    path.write_bytes(path.read_bytes()[:-5])
    assert [found.kind for found in tampering.look(filled, passphrases.a, None)] == ["length"]


def test_a_damaged_identity_database_does_not_hide_damage_to_the_cases(filled: Path,
                                                                       passphrases: Passphrases) -> None:
    tampering.flip(filled / "identities.db", 100)
    tampering.flip(filled / "cases.db", 40 * tampering.PAGE)
    kinds = {found.kind for found in tampering.look(filled, passphrases.a, passphrases.b)}
    assert {"page", "damaged"} <= kinds


def test_a_drive_that_refuses_to_read_is_drive_trouble_and_no_damage(filled: Path, passphrases: Passphrases) -> None:
    (filled / "header.old").unlink()
    (filled / "header.old").symlink_to("header.old")  # the system refuses to follow it for ever
    with pytest.raises(DriveTrouble):
        tampering.look(filled, passphrases.a, passphrases.b)
