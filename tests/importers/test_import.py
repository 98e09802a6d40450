# SPDX-License-Identifier: GPL-3.0-or-later
"""Import into a real vault: all or nothing, by external id, lifted on the way in."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casefile.errors import IdentityPassphraseNeeded, InputRefused
from casefile.export.interchange import document
from casefile.importers import interchange
from casefile.importers.interchange import Plan
from casefile.records import markers, reading
from casefile.records.searching import search
from casefile.store import blobs, rows
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases

Writer = Callable[[Any], Path]


def _import(session: Session, path: Path) -> Plan:
    planned = interchange.plan(session, path)
    interchange.apply(session, planned)
    return planned


def _dump(session: Session) -> list[Any]:
    return [session.db.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in (
        "people", "statements", "revisions", "audit", "names.people", "names.lifts", "names.audit", "search_content")]


def test_a_second_import_changes_nothing(session: Session, sample: dict[str, Any], written: Writer) -> None:
    path = written(sample)
    first = _import(session, path)
    assert first.created == {"cases": 1, "families": 1, "people": 4, "statements": 1, "incidents": 1, "counts": 2,
                             "appeals": 1, "exposures": 1}
    before = _dump(session)
    second = interchange.plan(session, path)
    assert second.is_empty
    assert second.unchanged == first.created
    interchange.apply(session, second)
    assert _dump(session) == before


def test_an_update_goes_by_external_id_and_keeps_history(session: Session, sample: dict[str, Any],
                                                         written: Writer) -> None:
    _import(session, written(sample))
    was = reading.find(session, "s-1")
    sample["statements"][0]["text"] += " 끝."
    planned = _import(session, written(sample))
    assert sum(planned.updated.values()) == planned.updated["statements"] == 1
    now = reading.find(session, "s-1")
    assert now.id == was.id
    assert markers.plain(now.body["text"], reading.pseudonyms(session)).endswith("끝.")
    assert len(rows.history(session, "statements", now.id)) == 2


def test_the_full_round_trip_is_exact(session: Session, sample: dict[str, Any], written: Writer,
                                      tmp_path: Path, vault_template: Path, passphrases: Passphrases) -> None:
    sample["statements"][0]["text"] += "\n⟦n:aa:bb⟧ ⟦[⟧ \u1112\u1161\u11ab e\u0301 \u200b🙂\r\n\u0000"
    sample["note"] = "Namgung Tae-sik said so."
    _import(session, written(sample))
    out = document(session, identities=True)
    expected = json.loads(json.dumps(sample))
    for person, back in zip(expected["people"], out["people"], strict=True):
        person.setdefault("pseudonym", back["pseudonym"])
    assert out == expected
    assert "Namgung" not in str(rows.meta(session, "note"))


def test_without_identities_no_name_is_in_the_document(session: Session, sample: dict[str, Any],
                                                       written: Writer) -> None:
    _import(session, written(sample))
    out = json.dumps(document(session, identities=False), ensure_ascii=False)
    for name in ("남궁태식", "南宮泰植", "Namgung", "남궁태호", "남궁은별", "Eun-byol", "罗卫东", "Luo", "wd.luo",
                 "0142", "Saetgol", "1950", '"identity"', "⟦"):
        assert name not in out
    assert "Heron(이)다" in out  # and not whether her name ended in a vowel


def test_a_document_without_identities_can_be_imported_elsewhere(session: Session, sample: dict[str, Any],
                                                                 written: Writer) -> None:
    _import(session, written(sample))
    path = written(document(session, identities=False))
    assert interchange.plan(session, path).created["people"] == 0


@pytest.mark.parametrize("break_it", [
    lambda d: d["people"][0].update(case="c-9"),
    lambda d: d["people"][0].update(nickname="x"),
    lambda d: d["attachments"].append({"id": "x-2", "case": "c-1", "path": "../a", "sha256": "0" * 64}),
    lambda d: d["attachments"].append({"id": "x-2", "case": "c-1", "path": "a.txt", "sha256": "0" * 64}),
])
def test_a_bad_file_writes_nothing(session: Session, sample: dict[str, Any], written: Writer, tmp_path: Path,
                                   break_it: Callable[[dict[str, Any]], None]) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    sample["attachments"] = []
    break_it(sample)
    before = _dump(session)
    with pytest.raises(InputRefused) as caught:
        _import(session, written(sample))
    assert caught.value.details["problems"]
    assert _dump(session) == before


def test_attachments_come_in_whole_and_are_replaced(session: Session, sample: dict[str, Any], written: Writer,
                                                    tmp_path: Path) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    (folder / "Namgung Tae-sik.txt").write_bytes(b"abc" * 1000)
    digest = hashlib.sha256(b"abc" * 1000).hexdigest()
    sample["attachments"] = [{"id": "x-1", "case": "c-1", "person": "p-1", "path": "sub/Namgung Tae-sik.txt",
                              "sha256": digest, "title": "A letter"}]
    _import(session, written(sample))
    stored = reading.find(session, "x-1")
    blob = blobs.find(session, stored.id)
    assert blob is not None
    assert blobs.read(session, blob) == b"abc" * 1000
    assert "Namgung" not in stored.body["path"]
    (folder / "Namgung Tae-sik.txt").unlink()
    assert interchange.plan(session, written(sample)).is_empty
    (folder / "Namgung Tae-sik.txt").write_bytes(b"new")
    sample["attachments"][0]["sha256"] = hashlib.sha256(b"new").hexdigest()
    _import(session, written(sample))
    again = blobs.find(session, stored.id)
    assert again is not None
    assert blobs.read(session, again) == b"new"
    assert len([path for path in session.blobs.rglob("*") if path.is_file()]) == 1


def test_an_old_file_that_cannot_be_removed_does_not_undo_the_import(
        session: Session, sample: dict[str, Any], written: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bring(content: bytes) -> None:
        (tmp_path / "a.txt").write_bytes(content)
        sample["attachments"] = [{"id": "x-1", "case": "c-1", "path": "a.txt", "sha256": hashlib.sha256(content).hexdigest()}]
        _import(session, written(sample))

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if before is not None and self.name == before.name:
            raise OSError(errno.EIO, "Input/output error")
        unlink(self, missing_ok)

    bring(b"old")
    unlink, before = Path.unlink, blobs.find(session, reading.find(session, "x-1").id)
    monkeypatch.setattr(Path, "unlink", refuse)
    bring(b"new")
    monkeypatch.undo()
    found = blobs.find(session, reading.find(session, "x-1").id)
    assert found is not None
    assert blobs.read(session, found) == b"new"
    blobs.sweep(session)
    assert len([path for path in session.blobs.rglob("*") if path.is_file()]) == 1


def test_a_name_learnt_later_leaves_older_texts_and_their_history(session: Session, sample: dict[str, Any],
                                                                  written: Writer) -> None:
    identity = sample["people"][0].pop("identity")
    sample["note"] = "Namgung Tae-sik"
    sample["people"][3]["pseudonym"] = "Namgung Tae-sik"
    _import(session, written(sample))
    sample["statements"][0]["title"] = "Changed"
    _import(session, written(sample))
    assert "남궁태식" in str(reading.find(session, "s-1").body)
    everything = written({**sample, "people": [{**sample["people"][0], "identity": identity}, *sample["people"][1:]]})
    assert len([one for one in interchange.plan(session, everything).warnings if "pseudonym" in one]) == 1
    only_name = {key: value for key, value in sample.items() if key in ("format", "version", "cases")}
    _import(session, written({**only_name, "people": [
        {"id": "p-1", "case": "c-1", "pseudonym": "Heron", "identity": identity}]}))
    for table in ("people", "statements", "revisions", "search_content", "search_data", "meta"):
        told = str(session.db.rows(f"SELECT * FROM {table}"))
        assert "남궁태식" not in told, table
        assert "Namgung" not in told, table
    back = document(session, identities=True)
    assert back["statements"][0]["text"] == sample["statements"][0]["text"]
    assert back["note"] == sample["note"]


def test_a_file_with_identities_needs_their_key(vault: Path, passphrases: Passphrases, sample: dict[str, Any],
                                                written: Writer) -> None:
    with open_vault(vault, passphrases.a, write=True) as session:
        with pytest.raises(IdentityPassphraseNeeded):
            interchange.plan(session, written(sample))
        for person in sample["people"]:
            person.pop("identity", None)
        _import(session, written(sample))
        assert {one.state for one in rows.screening(session)} == {"screened"}


def test_text_imported_without_the_key_waits_to_be_screened(vault: Path, passphrases: Passphrases,
                                                            sample: dict[str, Any], written: Writer) -> None:
    with open_vault(vault, passphrases.a, passphrases.b, write=True) as session:
        _import(session, written(sample))
    new = {"format": "casefile-interchange", "version": 1, "cases": sample["cases"], "note": "by Luo Weidong",
           "statements": [{"id": "s-2", "case": "c-1", "text": "Luo Weidong helped.", "language": "en"}]}
    with open_vault(vault, passphrases.a, write=True) as session:
        planned = _import(session, written(new))
        assert planned.created["statements"] == 1
        assert rows.screening(session, kind="statements", record=reading.find(session, "s-2").id)[0].state == \
            "unscreened"
        with pytest.raises(Exception, match="not been looked at"):
            document(session, identities=False)
    with open_vault(vault, passphrases.a, passphrases.b, write=True) as session:
        planned = _import(session, written(new))
        assert planned.unchanged["statements"] == 1
        assert "Luo" not in str(reading.find(session, "s-2").body)
        assert "Luo" not in str(rows.meta(session, "note"))
        assert "Luo" not in str(session.db.rows("SELECT * FROM revisions"))
        document(session, identities=False)


def test_pseudonyms_stay_unique_and_hold_no_name(session: Session, sample: dict[str, Any], written: Writer) -> None:
    sample["people"][1]["pseudonym"] = "Luo Weidong"
    planned = _import(session, written(sample))
    assert len(planned.warnings) == 1
    assert "Luo" not in planned.warnings[0]
    people = {record.external_id: record.label for record in reading.every(session, "people")}
    assert len(set(people.values())) == 4
    assert "Luo Weidong" not in people.values()
    other = {"format": "casefile-interchange", "version": 1, "cases": sample["cases"],
             "people": [{"id": "q-1", "case": "c-1", "pseudonym": "Heron"}]}
    planned = _import(session, written(other))
    assert planned.created["people"] == 1
    assert len(planned.warnings) == 1
    assert reading.find(session, "q-1").label != "Heron"
    assert interchange.plan(session, written(other)).is_empty
    assert interchange.plan(session, written(sample)).is_empty


def test_an_identity_alone_is_an_update(session: Session, sample: dict[str, Any], written: Writer) -> None:
    _import(session, written(sample))
    sample["people"][1]["identity"]["address"] = "Lane 5"
    planned = _import(session, written(sample))
    assert planned.updated["people"] == 1
    del sample["people"][1]["identity"]
    assert interchange.plan(session, written(sample)).is_empty


def test_a_new_pseudonym_is_found_in_old_texts(session: Session, sample: dict[str, Any], written: Writer) -> None:
    _import(session, written(sample))
    sample["people"][0]["pseudonym"] = "Night Egret"
    _import(session, written(sample))
    assert "s-1" in [hit.external_id for hit in search(session, "egret")]
    assert "s-1" not in [hit.external_id for hit in search(session, "Heron")]


def test_a_record_is_unchanged_whatever_lifting_made_of_it(session: Session, sample: dict[str, Any],
                                                           written: Writer) -> None:
    nameless = json.loads(json.dumps(sample))
    for person in nameless["people"]:
        person.pop("identity", None)
    _import(session, written(nameless))
    _import(session, written(sample))
    assert "Namgung" not in str(reading.find(session, "s-1").body)
    assert interchange.plan(session, written(nameless)).is_empty


def test_without_the_identity_vault_a_lifted_text_counts_as_changed(vault: Path, passphrases: Passphrases,
                                                                    sample: dict[str, Any], written: Writer) -> None:
    with open_vault(vault, passphrases.a, passphrases.b, write=True) as session:
        _import(session, written(sample))
    for person in sample["people"]:
        person.pop("identity", None)
    with open_vault(vault, passphrases.a, write=True) as session:
        planned = interchange.plan(session, written(sample))
        assert {kind for kind, count in planned.updated.items() if count} == {"statements"}
        assert len(planned.warnings) == 1


def test_an_erased_person_is_not_revived(session: Session, sample: dict[str, Any], written: Writer) -> None:
    session.db.execute("INSERT INTO tombstones (kind, id, external_id, time) VALUES ('people', 'aa', 'p-1', 'now')")
    del sample["people"][0]["identity"]
    planned = _import(session, written(sample))
    assert planned.skipped == {"people": 1, "statements": 1}
    assert planned.as_json()["skipped"] == {"people": 1, "statements": 1}
    assert planned.created["people"] == 3
    assert reading.find(session, "p-2").body["relations"] == []
    assert reading.find(session, "a-1").body["people"] == [reading.find(session, "p-2").id]
    assert reading.find(session, "i-1").body["involved"][0] == {"actor": "[erased]", "role": "victim"}


def test_what_fails_while_writing_leaves_no_attachment_behind(session: Session, sample: dict[str, Any],
                                                             written: Writer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    sample["attachments"] = [{"id": "x-1", "case": "c-1", "path": "a.txt",
                              "sha256": hashlib.sha256(b"abc").hexdigest()}]
    planned = interchange.plan(session, written(sample))
    (tmp_path / "a.txt").write_bytes(b"abd")
    with pytest.raises(InputRefused):
        interchange.apply(session, planned)
    assert not [path for path in session.blobs.rglob("*") if path.is_file()]
    assert rows.count(session, "people") == 0
