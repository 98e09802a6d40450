# SPDX-License-Identifier: GPL-3.0-or-later
"""The conveyor over a real vault: what leaves, what is refused, what is written down."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casefile.errors import CasefileError, DriveTrouble, IdentityPassphraseNeeded, Refused, UnresolvedReview, UsageError
from casefile.export import run, whole
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL, Decision, Decisions
from casefile.host.clock import FixedClock
from casefile.identities import editing, handed
from casefile.records.reading import HIDDEN
from casefile.store import audit, rows
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.export.material import NAMES

PRESS = ExportRequest("press", "txt", to="A newspaper", purpose="an article")


def _export(session: Session, out: Path, request: ExportRequest = PRESS,
            decisions: Decisions = REDACT_ALL) -> dict[str, Any]:
    return run.export(session, request, decisions, out)


def _audit(session: Session) -> list[str]:
    return [entry.action for entry in audit.entries(session.db, "main")]


@pytest.mark.parametrize("form", ["txt", "csv", "pdf"])
def test_a_press_file_leaves_checked_private_and_on_record(group_session: Session, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"press.{form}"
    answer = _export(group_session, out, ExportRequest("press", form, to="A newspaper", purpose="an article"))
    data = out.read_bytes()
    assert answer["sha256"] == hashlib.sha256(data).hexdigest()
    assert answer["people"] == 12
    assert answer["canaries"] == "12/12"
    assert answer["uniqueness"]["k_event_min"] >= 11
    assert answer["replaced"] >= 11
    assert stat.S_IMODE(os.stat(out).st_mode) == 0o600
    assert not [name for name in NAMES for part in name.split() if part.encode() in data]
    record = next(iter(rows.rows(group_session, "disclosures"))).body
    assert (record["to"], record["purpose"], record["sha256"]) == ("A newspaper", "an article", answer["sha256"])
    assert len(record["people"]) == 12
    assert _audit(group_session)[-1] == "export"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["group-vault", out.name]


def test_the_same_vault_gives_the_same_bytes(group_session: Session, tmp_path: Path) -> None:
    for form in ("txt", "json"):
        one, two = (_export(group_session, tmp_path / f"{name}.{form}", ExportRequest("un", form))["sha256"]
                    for name in ("one", "two"))
        assert one == two


def test_undecided_items_refuse_and_write_nothing(group_session: Session, tmp_path: Path) -> None:
    before = _audit(group_session)
    with pytest.raises(UnresolvedReview) as refused:
        _export(group_session, tmp_path / "press.txt", decisions=Decisions())
    queue = refused.value.details["queue"]
    assert [item["before"] for item in queue] == ["Pemquist"]
    assert _audit(group_session) == before
    assert not (tmp_path / "press.txt").exists()
    kept = Decisions({queue[0]["item"]: Decision("keep", "it is a town here")})
    answer = _export(group_session, tmp_path / "press.txt", decisions=kept)
    assert answer["review"] == {"redacted": 0, "kept": 1}
    assert "Pemquist" in (tmp_path / "press.txt").read_text()
    record = next(iter(rows.rows(group_session, "disclosures"))).body
    assert "Pemquist" not in json.dumps(record)
    assert "town" not in json.dumps(record)


def test_names_typed_about_an_export_do_not_reach_the_case_file(group_session: Session, tmp_path: Path) -> None:
    _export(group_session, tmp_path / "a.txt", ExportRequest("press", "txt", to=NAMES[1], purpose=f"for {NAMES[2]}"))
    assert NAMES[1] not in json.dumps(next(iter(rows.rows(group_session, "disclosures"))).body)
    assert not any(NAMES[2] in entry.purpose for entry in audit.entries(group_session.db, "main"))


def test_a_name_in_the_files_own_name_is_a_leak(group_session: Session, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        _export(group_session, tmp_path / f"{NAMES[1]}.txt")
    assert refused.value.kind == "leak-found"
    assert NAMES[1] not in refused.value.message
    assert not list(tmp_path.glob("*.txt"))


def test_a_clock_before_the_newest_entry_refuses(group_session: Session, clock: FixedClock, tmp_path: Path) -> None:
    clock.move(days=-400)
    with pytest.raises(Refused) as refused:
        _export(group_session, tmp_path / "a.txt")
    assert refused.value.kind == "clock"


def test_the_identity_vault_is_needed(group_vault: Path, passphrases: Passphrases, clock: FixedClock,
                                      tmp_path: Path) -> None:
    with open_vault(group_vault, passphrases.a, write=True, clock=clock) as session:
        with pytest.raises(IdentityPassphraseNeeded):
            _export(session, tmp_path / "a.txt")
        answer = whole.export(session, ExportRequest("internal", "json"), tmp_path / "all.json")
    text = (tmp_path / "all.json").read_text()
    assert answer["people"] == 12
    assert answer["replaced"] > 11
    assert not [name for name in NAMES if name in text]
    assert not (tmp_path / "all.json-files").exists()


def test_with_identities_everything_comes_back_with_its_attachments(group_session: Session, tmp_path: Path) -> None:
    whole.export(group_session, ExportRequest("internal", "json", show_identities=True), tmp_path / "all.json")
    document = json.loads((tmp_path / "all.json").read_text())
    assert f"My name is {NAMES[0]}." in document["statements"][0]["text"]
    assert (tmp_path / document["attachments"][0]["path"]).read_bytes() == b"a\n"
    assert "identity" in document["people"][0]


def test_attachments_are_on_the_drive_before_the_document_has_its_name(
        group_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    fsync, replace = os.fsync, os.replace

    def note(handle: int) -> None:
        flushed.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        fsync(handle)

    def last(old: Path, new: Path) -> None:
        if new == tmp_path / "all.json":
            part = next(one for one in flushed if one.parent.name.startswith(".all.json-files"))
            assert part.name == "1-paper.txt"
            assert flushed.index(part) < flushed.index(part.parent)
        replace(old, new)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(os, "replace", last)
    whole.export(group_session, ExportRequest("internal", "json", show_identities=True), tmp_path / "all.json")
    assert flushed[-1] == tmp_path


def test_a_folder_that_came_meanwhile_is_not_touched(group_session: Session, tmp_path: Path,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, rename = tmp_path / "all.json-files", Path.rename

    def late(self: Path, new: Path) -> Path:
        if new == theirs:
            theirs.mkdir()
            (theirs / "theirs.txt").write_text("keep")
        return rename(self, new)

    monkeypatch.setattr(Path, "rename", late)
    with pytest.raises(DriveTrouble):
        whole.export(group_session, ExportRequest("internal", "json", show_identities=True), tmp_path / "all.json")
    assert (theirs / "theirs.txt").read_text() == "keep"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.json-files", "group-vault"]


def test_what_nobody_can_search_for_names_is_not_written_into_the_log(
        group_vault: Path, passphrases: Passphrases, clock: FixedClock, tmp_path: Path) -> None:
    with open_vault(group_vault, passphrases.a, write=True, clock=clock) as session:
        whole.export(session, ExportRequest("internal", "json", to=NAMES[1], purpose=f"for {NAMES[1]}, in May"),
                     tmp_path / f"{NAMES[1]}.json")
        assert not any(NAMES[1] in entry.purpose for entry in audit.entries(session.db, "main"))
        assert list(audit.entries(session.db, "main"))[-1].purpose == f"internal; {HIDDEN}; {HIDDEN}"
        left = next(iter(rows.rows(session, "disclosures")))
        assert handed.unread(session) == {("disclosures", left.id)}
    with open_vault(group_vault, passphrases.a, passphrases.b, write=True, clock=clock) as session:
        _export(session, tmp_path / "press.txt")
        assert handed.unread(session) == set()
        record = rows.row(session, "disclosures", left.id)
        assert record is not None and (record.body["to"], record.body["purpose"]) == ("[name]", "for [name], in May")
        kept = json.dumps([state.body for state in rows.history(session, "disclosures", left.id)], ensure_ascii=False)
        assert record.body["sha256"] == left.body["sha256"]
        assert NAMES[1] not in kept


def test_a_name_that_is_learned_later_leaves_the_list_of_what_was_handed_out(group_session: Session, tmp_path: Path) -> None:
    _export(group_session, tmp_path / "press.txt", replace(PRESS, to="Orlanda Quillfeather", purpose="an article"))
    assert "Quillfeather" in json.dumps(next(iter(rows.rows(group_session, "disclosures"))).body)
    person = next(iter(rows.rows(group_session, "people"))).id
    editing.set_identity(group_session, person, {"names": [{"value": "Orlanda Quillfeather", "kind": "true"}]})
    left = next(iter(rows.rows(group_session, "disclosures")))
    assert (left.body["to"], left.body["purpose"]) == ("[name]", "an article")
    assert "Quillfeather" not in repr([state.body for state in rows.history(group_session, "disclosures", left.id)])


def test_a_file_inside_the_vault_or_in_no_folder_is_refused(group_session: Session, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        _export(group_session, group_session.layout.root / "a.txt")
    with pytest.raises(DriveTrouble):
        _export(group_session, tmp_path / "nowhere" / "a.txt")


def test_a_device_or_a_pipe_is_no_place_for_a_file(group_session: Session, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path("/dev/full"), Path("/dev/null")):
        with pytest.raises(DriveTrouble):
            _export(group_session, place)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_where_the_log_cannot_be_written_no_file_appears(group_session: Session, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("old")
    planned = run.plan(group_session, PRESS)
    group_session.can_write = False
    with pytest.raises(CasefileError):
        run.apply(group_session, planned, REDACT_ALL, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "group-vault"]


def test_a_plan_shows_before_and_after_and_writes_nothing(group_session: Session) -> None:
    before = _audit(group_session)
    answer = run.plan(group_session, PRESS).answer()
    assert _audit(group_session) == before
    assert answer["people"] == 12
    assert [item["before"] for item in answer["queue"]] == ["Pemquist"]
    statement = rows.by_external(group_session, "statements", "gs-03")
    assert statement is not None
    passage = next(one for one in answer["passages"] if one["where"] == f"statements/{statement.id}/quotes/0")
    assert "".join(piece["before"] for piece in passage["pieces"]) == "Then Pemquist came to the river."


def test_a_true_name_is_printed_only_when_a_reviewer_confirms_it(group_session: Session, tmp_path: Path) -> None:
    from casefile.store.writing import Change, write  # only this test changes a record

    person = rows.by_external(group_session, "people", "g-05")
    assert person is not None
    body = {**person.body, "consents": [{"purpose": "press", "decision": "granted", "identity_level": "true_name",
                                         "date": "2002-03-14", "details": ["quotes"]}]}
    write(group_session, "test", [Change("people", person.id, body, external_id="g-05", case_id=person.case_id,
                                         label=person.label)])
    with pytest.raises(UnresolvedReview) as refused:
        _export(group_session, tmp_path / "a.txt", decisions=Decisions())
    item = next(one for one in refused.value.details["queue"] if one["where"].endswith("/name"))
    assert item["before"] == "[true name]"
    _export(group_session, tmp_path / "a.txt")
    assert NAMES[5] not in (tmp_path / "a.txt").read_text()
    keep = Decisions({item["item"]: Decision("keep", "she wants it")}, rest="redact")
    with pytest.raises(Refused) as refused_high:
        _export(group_session, tmp_path / "b.txt", decisions=keep)
    assert refused_high.value.kind == "second-person-needed"  # her family may still be in the country
    _export(group_session, tmp_path / "b.txt", ExportRequest("press", "txt", override_reason="her wish",
                                                             second_person="A. Editor"), keep)
    text = (tmp_path / "b.txt").read_text()
    assert NAMES[5] in text
    assert not [name for name in NAMES if name != NAMES[5] and name in text]
