# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of an earlier export: ready again for the same words, gone when the record or the names change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from casefile.export import earlier, run
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL, Decision, Decisions
from casefile.store import rows, window
from casefile.store.writing import Change, write
from casefile.vault.session import Session
from tests.export.material import NAMES

PRESS = ExportRequest("press", "txt")
WHY = "a word like any other"


def say(session: Session, external: str, text: str) -> None:
    """Let the quote of a statement be this text."""
    record = next(one for one in rows.rows(session, "statements") if one.external_id == external)
    quotes = [{**one, "text": text} for one in record.body["quotes"]]
    write(session, "test", [Change("statements", record.id, {**record.body, "quotes": quotes}, external_id=external,
                                   case_id=record.case_id, label=record.label)])


def decided(session: Session, out: Path) -> run.ExportPlan:
    """An export in which a person decided every item: the second kept, the others removed."""
    say(session, "gs-03", "Then Pemquist came to the river, and Pemquist swam.")
    say(session, "gs-05", "I saw Pemquist once.")
    plan = run.plan(session, PRESS)
    assert len(plan.queue) > 2
    given = {item.item: Decision("keep", WHY) if at == 1 else Decision("redact") for at, item in enumerate(plan.queue)}
    run.apply(session, plan, Decisions(given), out)
    return plan


def test_the_same_doubts_have_their_answers_ready_and_wait_all_the_same(group_session: Session, tmp_path: Path) -> None:
    first = decided(group_session, tmp_path / "a.txt")
    again = run.plan(group_session, PRESS)
    assert {item.item for item in again.queue} == {item.item for item in first.queue} == set(again.answers)
    assert again.answers[first.queue[1].item] == Decision("keep", WHY)
    shown = {one["item"]: one["earlier"] for one in again.answer()["queue"]}
    assert shown[first.queue[1].item] == {"action": "keep", "reason": WHY}
    assert again.redaction.waiting == again.redaction.queue
    other = run.plan(group_session, ExportRequest("un", "txt"))
    same = {(item.where, item.before) for item in other.queue if item.item in other.answers}
    assert same <= {(item.where, item.before) for item in first.queue}


def test_no_word_of_a_record_and_no_name_is_kept(group_session: Session, tmp_path: Path) -> None:
    plan = decided(group_session, tmp_path / "a.txt")
    kept = window.remembered(group_session, "export.earlier") or ""
    assert kept.count("[") == len(plan.queue)
    assert not any(word in kept for item in plan.queue for word in (item.before, item.where, item.item))
    assert not any(part in kept for name in NAMES for part in name.split())


def test_a_name_typed_as_a_reason_is_not_kept(group_session: Session, tmp_path: Path) -> None:
    say(group_session, "gs-03", "Then Pemquist came to the river.")
    plan = run.plan(group_session, PRESS)
    run.apply(group_session, plan, Decisions({one.item: Decision("keep", f"the boat of {NAMES[1]}") for one in plan.queue}),
              tmp_path / "a.txt")
    kept = window.remembered(group_session, "export.earlier") or ""
    assert "the boat of [name]" in kept
    assert not any(part in kept for part in NAMES[1].split())


def test_what_was_decided_as_a_whole_is_nobodys_answer(group_session: Session, tmp_path: Path) -> None:
    run.export(group_session, PRESS, REDACT_ALL, tmp_path / "a.txt")
    assert run.plan(group_session, PRESS).answers == {}


def test_an_answer_falls_away_with_its_passage_and_all_with_the_names(group_session: Session, tmp_path: Path) -> None:
    plan = decided(group_session, tmp_path / "a.txt")
    say(group_session, "gs-05", "I saw Pemquist twice.")
    changed = run.plan(group_session, PRESS)
    assert {one.where.split("/")[1] for one in changed.queue if one.item not in changed.answers} == {"gs-05"}
    assert len(changed.answers) == len(plan.queue) - 1
    known = [replace(one, names=one.names[:-1]) if at == 0 else one for at, one in enumerate(plan.known)]
    key = plan.selection.holdings.key
    book = earlier.standing(key, known, plan.public_contacts)
    assert book != earlier.standing(key, plan.known, plan.public_contacts)
    assert earlier.ready(group_session, plan.queue, key, book) == {}
