# SPDX-License-Identifier: GPL-3.0-or-later
"""The needle test: after an import no true name, spelling or contact is anywhere but in the identity vault.

Looked for in the decrypted case database, table by table (the index's own tables, history, audit and
window state included), and in the bytes of every file of the vault.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from casefile.importers import interchange
from casefile.records.normalising import normalise
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases

SAMPLE_FILE = Path(__file__).parent.parent / "data" / "interchange" / "sample.json"


def _needles(value: Any) -> Iterator[str]:
    """Every name and contact of the sample's identities."""
    for person in value["people"]:
        identity = person.get("identity", {})
        for holder in (identity, *identity.get("relatives_at_risk", ())):
            yield from (name["value"] for name in holder.get("names", ()))
        yield from (contact["value"] for contact in identity.get("contacts", ()))


def _written(needle: str) -> list[bytes]:
    """The needle in the encodings it could lie in."""
    found = [needle.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    for code in ("cp949", "gb18030"):
        found.append(needle.encode(code, "replace") if "?" not in needle.encode(code, "replace").decode(code)
                     else found[0])
    found += [json.dumps(needle)[1:-1].encode(), quote(needle).encode(), needle.encode().hex().encode(),
              base64.b64encode(needle.encode()).rstrip(b"=")]
    return found


def _everything(session: Session) -> Iterator[tuple[str, bytes]]:
    """(table, all its values) of the case database, in UTF-8 and as bytes."""
    for (table,) in session.db.rows("SELECT name FROM main.sqlite_schema WHERE type = 'table'"):
        for row in session.db.rows(f'SELECT * FROM main."{table}"'):
            for value in row:
                yield table, value if isinstance(value, bytes) else str(value).encode()


def _found(session: Session, needles: list[str]) -> set[tuple[str, str]]:
    wanted = [(needle, data) for needle in needles for data in _written(needle)]
    return {(table, needle) for table, value in _everything(session) for needle, data in wanted
            if data in value or data.lower() in value.lower()}


def test_the_needles_can_be_found_where_they_may_be(session: Session) -> None:
    planned = interchange.plan(session, SAMPLE_FILE)
    interchange.apply(session, planned)
    sample = json.loads(SAMPLE_FILE.read_text("utf-8"))
    told = str(session.db.rows("SELECT * FROM names.people"))
    assert all(needle in told for needle in _needles(sample))
    session.db.execute("INSERT INTO ui_state (key, value) VALUES ('x', 'Luo Weidong')")
    assert _found(session, ["Luo Weidong"]) == {("ui_state", "Luo Weidong")}


@pytest.mark.parametrize("names_first", [True, False])
def test_no_name_is_outside_the_identity_vault(vault: Path, passphrases: Passphrases, tmp_path: Path,
                                               names_first: bool) -> None:
    sample = json.loads(SAMPLE_FILE.read_text("utf-8"))
    needles = list(_needles(sample))
    assert len(needles) == 10
    planted = " · ".join(needles)
    sample["note"] = sample["cases"][0]["summary"] = sample["incidents"][0]["place_exact"] = planted
    sample["appeals"][0]["asks"].append(planted)
    sample["people"][0]["consents"][0]["limits"] = planted
    (tmp_path / "Luo Weidong.txt").write_bytes(b"abc")
    sample["attachments"] = [{
        "id": "x-1", "case": "c-1", "path": "Luo Weidong.txt", "title": planted,
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}]
    nameless = json.loads(json.dumps(sample))
    for person in nameless["people"]:
        person.pop("identity", None)
    with open_vault(vault, passphrases.a, passphrases.b, write=True) as session:
        for data in [sample] if names_first else [nameless, sample]:
            path = tmp_path / "in.json"
            path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
            interchange.apply(session, interchange.plan(session, path))
    with open_vault(vault, passphrases.a) as session:
        assert _found(session, needles) == set()
        session.db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, row)")
        terms = {term for (term,) in session.db.rows("SELECT term FROM temp.terms")}
        assert "heron" in terms
        told = {word for needle in needles if needle.isascii() for word in normalise(needle).split()}
        assert told & terms <= {"555"}  # the fax number that may be printed has these digits, too
    wanted = [data for needle in needles for data in _written(needle)]
    for file in vault.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(data in content or data in str(file).encode() for data in wanted), file.name
