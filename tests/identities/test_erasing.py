# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: nothing of her is left in either vault, nor in the pages that were freed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from casefile.errors import IdentityPassphraseNeeded
from casefile.identities import editing, erasing
from casefile.importers import interchange
from casefile.progress import Silent
from casefile.records import reading, searching
from casefile.store import blobs, rows, window
from casefile.store.database import PAGE
from casefile.store.writing import Change, write
from casefile.vault.auditing import verify
from casefile.vault.check import check_vault, check_with_roots
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from crypto.subkeys import Label, subkey
from tests.conftest import DATA
from tests.vault.killed import killed_at, points

SAMPLE = DATA / "interchange" / "sample.json"
SCAN = b"a scanned page " * 4000
Roots = tuple[bytes, bytes]


@pytest.fixture
def told(session: Session) -> Session:
    """The sample, then a past state with her name, a draft, a file of hers, a relative's note, an export with her."""
    interchange.apply(session, interchange.plan(session, SAMPLE))
    her, other = (reading.find(session, one).id for one in ("p-1", "p-2"))
    body = reading.find(session, "i-1").body
    for account in ("Namgung Tae-sik and 태식 climbed, said Luo Weidong.", "They climbed."):
        editing.save(session, "incidents", {**body, "account": account}, record=reading.find(session, "i-1").id)
    editing.set_identity(session, other, {
        "names": [{"value": "남궁은별"}], "note": "Her father is 남궁태식.",
        "relatives_at_risk": [{"relation": "father", "names": [{"value": "Namgung Tae-sik"}]}]})
    window.keep_draft(session, "statements/new", {"text": "Tae-sik told me more"})
    window.keep_draft(session, f"people/{her}", {"occupation": "fitter"})
    window.keep_draft(session, "cases/new", {"title": "Another case"})
    window.remember(session, "place", f"people/{her}")
    blob = blobs.add(session, io.BytesIO(SCAN))
    write(session, "attachment.add", [Change("attachments", "b" * 32, {
        "case": reading.find(session, "c-1").id, "person": her, "path": "scan", "sha256": blob.sha256})],
        blobs={"b" * 32: blob})
    write(session, "export", [Change("disclosures", "d" * 32, {
        "people": [her, other], "audience": "press", "file": "a.pdf", "to": "a paper (Tae-sik)", "said": {her: {"age": 1}}})],
        screening={("disclosures", "d" * 32): (None, [])})
    return session


def needles() -> list[bytes]:
    """Her names, parts of them, her contact, and words that are in her statement alone."""
    person = json.loads(SAMPLE.read_text("utf-8"))["people"][0]["identity"]
    words = [name["value"] for name in person["names"]]
    words += [one["value"] for one in person["contacts"]] + ["태식", "Tae-sik", "tae-sik", "tae sik", "남궁태호"]
    words += ["살아남지", "강을 건넜다", "survive", "scanned page", "told me more", "fitter"]
    return [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]


def values(session: Session) -> Iterator[tuple[str, bytes]]:
    """(table, value) of everything in both databases, the search index's own tables included."""
    for schema in ("main", "names"):
        for (table,) in session.db.rows(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'"):
            for row in session.db.rows(f'SELECT * FROM {schema}."{table}"'):
                for value in row:
                    yield f"{schema}.{table}", value if isinstance(value, bytes) else str(value).encode()


def decrypted(path: Path, key: Secret) -> bytes:
    """Every page of a database in the clear, free ones too (SQLCipher 4: AES-256-CBC, 16 bytes IV, 64 bytes HMAC)."""
    data, pages = path.read_bytes(), []
    for at in range(0, len(data), PAGE):
        page = data[at:at + PAGE]
        start = 16 if at == 0 else 0
        cipher = Cipher(algorithms.AES(key.reveal()), modes.CBC(page[PAGE - 80:PAGE - 64])).decryptor()
        pages.append(cipher.update(page[start:PAGE - 80]) + cipher.finalize())
    return b"".join(pages)


def pages(session: Session) -> bytes:
    assert session.ri is not None
    return b"".join(decrypted(path, subkey(root, label, session.vault_id)) for path, root, label in (
        (session.layout.cases, session.rc, Label.CASES_DB), (session.layout.identities, session.ri, Label.IDENTITIES_DB)))


def test_the_needles_are_there_before(told: Session) -> None:
    everything, raw = [value for _, value in values(told)], pages(told)
    for needle in ("Namgung Tae-sik", "태식", "survive", "fitter", "told me more"):
        assert any(needle.encode() in value for value in everything), needle
        assert needle.encode() in raw, needle


def test_no_word_of_her_is_left_in_any_table_or_page(told: Session) -> None:
    her = reading.find(told, "p-1").id
    erasing.erase(told, "p-1", "Namgung Tae-sik asked for it")
    assert {(table, needle) for table, value in values(told) for needle in needles() if needle in value} == set()
    raw = pages(told)
    assert [needle.decode("utf-8", "replace") for needle in needles() if needle in raw] == []
    kept = {table for table, value in values(told) if her.encode() in value}
    assert kept == {"main.tombstones", "main.audit", "names.audit"}


def test_the_rest_is_whole_and_says_erased(told: Session) -> None:
    found = erasing.erase(told, "p-1", "asked")
    assert (found.removed["people"], found.removed["statements"], found.removed["attachments"]) == (1, 1, 1)
    assert found.removed["drafts"] == 2
    assert [one["file"] for one in found.handed_out] == ["a.pdf"]
    assert check_vault(told, Silent()) == []
    assert verify(told).troubles == ()
    assert reading.find(told, "i-1").body["involved"][0] == {"actor": "[erased]", "role": "victim"}
    accounts = [reading.shown("incidents", past.body, reading.pseudonyms(told))["account"] for past in
                rows.history(told, "incidents", reading.find(told, "i-1").id)]
    assert any(account.startswith("[erased] and [erased] climbed, said ") for account in accounts)
    identity = rows.identity(told, reading.find(told, "p-2").id)
    assert identity == {"names": [{"value": "남궁은별"}], "note": "Her father is [erased].",
                        "relatives_at_risk": [{"relation": "father", "names": [{"value": "[erased]"}]}]}
    assert told.db.rows("SELECT page FROM drafts") == [("cases/new",)]
    assert searching.search(told, "survive") == []
    assert searching.search(told, "gate")
    assert [path for path in told.blobs.rglob("*") if path.is_file()] == []
    assert {kind for kind, _ in rows.erased(told)} == {"people", "statements"}


def test_the_same_file_again_brings_nothing_back(told: Session, tmp_path: Path) -> None:
    erasing.erase(told, "p-1", "asked")
    sample: dict[str, Any] = json.loads(SAMPLE.read_text("utf-8"))
    sample["note"] = "Told by Namgung Tae-sik."
    sample["people"][1]["identity"]["note"] = "Daughter of 남궁태식"
    again = tmp_path / "again.json"
    again.write_text(json.dumps(sample), "utf-8")
    planned = interchange.plan(told, again)
    interchange.apply(told, planned)
    assert planned.skipped == {"people": 1, "statements": 1}
    names = [needle for needle in needles() if needle.decode("utf-8", "replace")[:2] in ("남궁", "Na", "Ta", "태식")]
    assert {(table, needle) for table, value in values(told) for needle in names if needle in value} == set()


def test_a_name_that_somebody_else_bears_stays_hers(session: Session) -> None:
    interchange.apply(session, interchange.plan(session, SAMPLE))
    other = reading.find(session, "p-4").id
    editing.set_identity(session, other, {"names": [{"value": "남궁은별"}]})
    erasing.erase(session, "p-2", "asked")
    assert rows.identity(session, other) == {"names": [{"value": "남궁은별"}]}
    assert "은별" in reading.find(session, "s-1").body["text"], "the given name could be the other one's"


def test_erasing_needs_both_vaults(sample_vault: Path, roots: Roots) -> None:
    with open_with_roots(sample_vault, Secret(roots[0]), write=True) as session, \
            pytest.raises(IdentityPassphraseNeeded):
        erasing.erase(session, "p-1", "asked")


def test_an_erasure_killed_at_any_step_has_happened_or_not(sample_vault: Path, roots: Roots, tmp_path: Path) -> None:
    outcomes = set[int]()
    for point in points(24):
        copy = Path(shutil.copytree(sample_vault, tmp_path / f"vault {point}"))

        def work(root: Path = copy) -> None:
            with open_with_roots(root, Secret(roots[0]), Secret(roots[1]), write=True) as session:
                erasing.erase(session, "p-1", "asked")

        over = killed_at(point, work)
        with open_with_roots(copy, Secret(roots[0]), Secret(roots[1])) as session:
            left = rows.count(session, "people"), len(list(rows.identities(session))), rows.count(session, "statements")
        assert left in ((4, 3, 1), (3, 2, 0))
        outcomes.add(left[0])
        assert check_with_roots(copy, Secret(roots[0]), Secret(roots[1]), Silent()) == []
        if over:
            break
    assert outcomes == {3, 4}
