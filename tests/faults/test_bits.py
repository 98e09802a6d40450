# SPDX-License-Identifier: GPL-3.0-or-later
"""Bits that flip, and pages that stand where they should not: every one is found.

Each fault is put to the part of the check that has to find it, over the real file; that the whole check calls
those parts is proven beside, with fewer faults.
"""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casefile.errors import CasefileError, Damaged
from casefile.progress import Silent
from casefile.store import blobs, integrity
from casefile.store.database import Database
from casefile.vault import anchor
from casefile.vault.check import check_with_roots
from casefile.vault.layout import Layout
from casefile.vault.unlock import open_with_roots
from crypto.errors import CryptoError
from crypto.header import parse, verify
from crypto.secret import Secret
from crypto.subkeys import Label, subkey
from tests.faults.budget import budget, counted
from tests.faults.oracle import Roots
from tests.faults.page_tags import SALT, is_authentic
from tests.vault.tampering import PAGE, flip, pages

DATABASES = {"cases.db": Label.CASES_DB, "identities.db": Label.IDENTITIES_DB}


def raw_key(vault: Path, name: str, roots: Roots) -> bytes:
    """The key of a database."""
    root, vault_id = roots[list(DATABASES).index(name)], Layout(vault).read_header().vault_id
    with Secret(root) as secret, subkey(secret, DATABASES[name], vault_id) as key:
        return key.reveal()


def is_found(vault: Path, name: str, roots: Roots) -> bool:
    """Whether a database says by itself that something is wrong with its pages."""
    try:
        with Secret(raw_key(vault, name, roots)) as key, Database.open(vault / name, key, readonly=True) as db:
            return bool(list(integrity.pages(db, "main")))
    except Damaged:
        return True


@contextmanager
def written(path: Path, data: bytes) -> Iterator[None]:
    """The file with other content, for a while."""
    whole = path.read_bytes()
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(whole)


def test_every_bit_of_the_header_counts(hurt: Path, roots: Roots) -> None:
    data, tried = (hurt / "vault" / "header").read_bytes(), 0
    rc = Secret(roots[0])
    for at in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            with pytest.raises(CryptoError):
                verify(parse(bytes(changed)), rc)
            tried += 1
    counted("header-bits", "all", tried)


@pytest.mark.parametrize(("name", "share", "night"), [("cases.db", 1500, 51_500), ("identities.db", 700, 23_100)])
def test_a_flipped_bit_in_a_database_is_found(hurt: Path, roots: Roots, name: str, share: int, night: int) -> None:
    """Every flip breaks its page's tag; every hundredth is put to the library over the real file, which says the same."""
    vault, chance = hurt / "vault", random.Random(name)
    path, key = vault / name, raw_key(vault, name, roots)
    own = pages(path)
    assert all(is_authentic(key, own[0][:SALT], page, number) for number, page in enumerate(own, 1))
    assert not is_found(vault, name, roots)
    tried = budget(share, night)
    for number in range(tried):
        page, at, bit = number % len(own), chance.randrange(PAGE), chance.randrange(8)
        if number % 4 == 0:
            page, at = 0, number // 4 % PAGE
        changed = bytearray(own[page])
        changed[at] ^= 1 << bit
        assert not is_authentic(key, own[0][:SALT], bytes(changed), page + 1), (page, at, bit)
        if number % 100 == 0:
            with written(path, b"".join([*own[:page], bytes(changed), *own[page + 1:]])):
                assert is_found(vault, name, roots), (page, at, bit)
    assert not is_found(vault, name, roots)
    counted("flip", name, tried)


def test_a_flipped_bit_in_an_attachment_or_the_anchor_is_found(hurt: Path, roots: Roots) -> None:
    vault, chance = hurt / "vault", random.Random(3)
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1])) as session:
        (_, blob), = blobs.every(session)
        path = next(one for one in session.blobs.rglob("*") if one.name == blob.name)
        tried = budget(500, 20_000)
        for _ in range(tried):
            at, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
            flip(path, at, bit)
            with pytest.raises(Damaged):
                blobs.copy_out(session, blob, io.BytesIO())
            flip(path, at, bit)
        counted("flip", "attachment", tried)
        length = session.layout.anchor.stat().st_size
        places = [(at, bit) for at in range(length) for bit in range(8)]
        for at, bit in places if budget(0, 1) else chance.sample(places, 300):
            flip(session.layout.anchor, at, bit)
            with pytest.raises(Damaged):
                anchor.read(session.layout.anchor, session.rc, session.vault_id)
            flip(session.layout.anchor, at, bit)
        counted("flip", "anchor", len(places) if budget(0, 1) else 300)
    assert check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) == []


def test_no_page_is_taken_at_another_place_or_for_another_database(hurt: Path, roots: Roots) -> None:
    vault, tried = hurt / "vault", 0
    own = {name: pages(vault / name) for name in DATABASES}
    for name, other in zip(DATABASES, reversed(DATABASES), strict=True):
        key, salt = raw_key(vault, name, roots), own[name][0][:SALT]
        for place in range(1, len(own[name]) + 1):
            strange = [page for number, page in enumerate(own[name], 1) if number != place] + own[other] + [bytes(PAGE)]
            for page in strange:
                assert not is_authentic(key, salt, page, place)
            tried += len(strange)
    counted("pages", "places", tried)


@pytest.mark.parametrize("name", DATABASES)
def test_pages_swapped_doubled_emptied_cut_or_under_another_key_are_found(
        hurt: Path, roots: Roots, name: str) -> None:
    vault, chance, tried = hurt / "vault", random.Random(2), 0
    path, own = vault / name, pages(vault / name)
    other = pages(vault / next(one for one in DATABASES if one != name))
    assert len(own) > 10
    for number in range(len(own)) if budget(0, 1) else chance.sample(range(len(own)), min(25, len(own))):
        before, page, after = own[:number], own[number], own[number + 1:]
        games = {f"the page {step} on": [*before, own[(number + step) % len(own)], *after]
                 for step in range(1, min(budget(2, 20), len(own)))}
        games |= {
            "swapped": [*before[:-1], page, before[-1], *after] if before else [],
            "twice": [*before, page, page, *after],
            "empty": [*before, bytes(PAGE), *after],
            "left out": [*before, *after],
            "cut": [*before, page[:chance.randrange(PAGE)]],
            "under another key": [*before, other[number % len(other)], *after]}
        for game, data in games.items():
            if data:
                with written(path, b"".join(data)):
                    assert is_found(vault, name, roots), (game, number)
                    tried += 1
    for tail in (bytes(PAGE), own[-1], own[0], b"x", bytes(10 * PAGE)):
        with written(path, b"".join(own) + tail):
            assert is_found(vault, name, roots)
            tried += 1
    assert not is_found(vault, name, roots)
    counted("pages", name, tried)


def test_the_whole_check_says_what_its_parts_say(hurt: Path, roots: Roots) -> None:
    vault, chance, tried = hurt / "vault", random.Random(11), 0
    files = sorted(path for path in vault.rglob("*") if path.is_file())
    for path in files:
        for _ in range(budget(5, 500)):
            at, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
            flip(path, at, bit)
            try:
                found: object = check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent())
            except CasefileError as error:
                found = error.exit_code in (4, 6)
            flip(path, at, bit)
            assert found, (path.name, at)
            tried += 1
    assert len(files) >= 6
    assert check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) == []
    counted("flip", "whole", tried)
    shutil.rmtree(vault)
