# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker process, spoken to as desk and supervisor speak to it."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casefile.errors import WrongPassphrase
from casefile.host.hardening import Role
from casefile.processes import renewal
from casefile.processes.children import Child
from casefile.processes.frames import Frames, Order
from casefile.processes.jobs import JOBS
from casefile.processes.messages import Message, Op
from casefile.processes.opening import both_roots, cases_root
from casefile.processes.roots import Roots
from casefile.processes.surroundings import environment
from casefile.processes.telling import Telling, WaitedTooLong
from casefile.processes.worker_jobs import WORK
from casefile.records import reading
from casefile.store.writing import Change, write
from casefile.vault.unlock import open_vault
from crypto.secret import Secret
from tests.conftest import Passphrases


class Talk:
    """A worker and what it says."""

    def __init__(self, vault: Path, folder: Path) -> None:
        self.said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self.child = Child("job-1", Role.WORKER, environment(os.environ), lambda _child, what: self.said.put(what))
        self.child.send(Message(Op.START, words={"vault": str(vault), "folder": str(folder)}))
        self.ready = self.next()

    def next(self) -> Message:
        message = self.said.get(timeout=20)
        assert message is not None, "the worker ended"
        return message

    def order(self, job: str, roots: Roots, **options: Any) -> Frames:
        order = Order(job, options, Secret.random())
        self.child.send(Message(Op.CHANNEL, "desk", {"order": order.sealed_to(self.ready.keys["channel"])}))
        self.child.send(Message(Op.SEALED, "desk", {"roots": roots.sealed_to(self.ready.keys["roots"])}))
        return Frames(order.key, at_desk=True)

    def say(self, frames: Frames, content: dict[str, Any]) -> None:
        self.child.send(Message(Op.FRAME, "desk", {"frame": frames.pack(content)}))

    def answer(self, frames: Frames) -> dict[str, Any]:
        while True:
            content = frames.unpack(self.next().keys["frame"])
            if "progress" not in content:
                return content


@contextmanager
def worker(vault: Path, folder: Path) -> Iterator[Talk]:
    talk = Talk(vault, folder)
    try:
        yield talk
    finally:
        talk.child.kill()
        talk.child.wait()


def test_a_worker_does_its_one_job_and_ends(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    roots = both_roots(sample_vault, cases_root(sample_vault, passphrases.a).rc, passphrases.b)
    with worker(sample_vault, tmp_path) as talk:
        frames = talk.order("check", roots)
        assert talk.answer(frames) == {"done": {"ok": True, "findings": []}}
        assert talk.next().op is Op.CLOSED
        assert talk.said.get(timeout=10) is None
        assert talk.child.wait() == 0


def test_every_job_of_the_table_has_its_work() -> None:
    assert set(WORK) == {*JOBS, renewal.JOB}, "new keys are made with the desk closed, by the window that takes both passphrases"


def test_a_worker_previews_and_exports_where_it_may_and_nowhere_else(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    roots = both_roots(sample_vault, cases_root(sample_vault, passphrases.a).rc, passphrases.b)
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    for folder in (target, elsewhere):
        folder.mkdir()
    wanted = {"audience": "press", "format": "pdf", "override_reason": "a test", "second_person": "Second Reader"}
    with worker(sample_vault, target) as talk:
        frames = talk.order("export", roots, **wanted, review=True, out=str(target / "asked.pdf"))
        preview = talk.answer(frames)["ask"]
        assert preview["people"] == 1
        assert "남궁태식" not in str(preview), "the desk must not learn a true name from a preview"
        assert not list(target.iterdir()), "nothing is written while it asks"
        talk.say(frames, {"here": True})
        talk.say(frames, {"decisions": {one["item"]: {"action": "redact"} for one in preview["queue"]}})
        assert talk.answer(frames)["done"]["canaries"] == "12/12"
        assert (target / "asked.pdf").read_bytes().startswith(b"%PDF")
    with worker(sample_vault, target) as talk:
        done = talk.answer(talk.order("export", roots, **wanted, resolve="redact", out=str(target / "press.pdf")))
        assert done.get("done", done)["canaries"] == "12/12"
        assert (target / "press.pdf").read_bytes().startswith(b"%PDF")
    with worker(sample_vault, target) as talk:
        done = talk.answer(talk.order("export", roots, **wanted, resolve="redact", out=str(elsewhere / "press.pdf")))
        assert "error" in done
        assert not list(elsewhere.iterdir())


def test_what_changed_while_a_person_looked_counts(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    roots = both_roots(sample_vault, cases_root(sample_vault, passphrases.a).rc, passphrases.b)
    with worker(sample_vault, tmp_path) as talk:
        frames = talk.order("export", roots, audience="press", format="txt", override_reason="a test", review=True,
                            second_person="Second Reader", out=str(tmp_path / "press.txt"))
        first = talk.answer(frames)["ask"]
        assert first["people"] == 1
        with open_vault(sample_vault, passphrases.a, write=True, lock=False) as desk:
            for one in reading.every(desk, "people"):
                consents = [{**given, "decision": "withdrawn"} for given in one.body.get("consents", ())]
                write(desk, "person.change", [Change("people", one.id, {**one.body, "consents": consents},
                                                     external_id=one.external_id, case_id=one.case_id, label=one.label)],
                      screening={("people", one.id): (None, [])})
        talk.say(frames, {"decisions": {one["item"]: {"action": "redact"} for one in first["queue"]}})
        done = talk.answer(frames)
    assert done.get("done", {}).get("people") == 0, done


def test_a_stop_while_a_worker_asks_leaves_nothing(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    roots = both_roots(sample_vault, cases_root(sample_vault, passphrases.a).rc, passphrases.b)
    with worker(sample_vault, tmp_path) as talk:
        frames = talk.order("export", roots, audience="internal", format="txt", review=True, out=str(tmp_path / "i.txt"))
        assert "ask" in talk.answer(frames)
        talk.child.send(Message(Op.CANCEL))
        assert talk.answer(frames)["error"]["kind"] == "cancelled"
    assert not list(tmp_path.glob("i.txt"))


def test_a_worker_that_nobody_answers_gives_up() -> None:
    sent: list[Message] = []
    link = SimpleNamespace(send=sent.append)
    key = Secret.random()
    telling = Telling(link, Frames(key, at_desk=False), quiet_s=0.2)  # type: ignore[arg-type]  # only its sending
    with pytest.raises(WaitedTooLong):
        telling.ask({"queue": []})
    desk = Frames(key, at_desk=True)
    desk.unpack(sent[0].keys["frame"])
    said: tuple[dict[str, Any], ...] = ({"here": True}, {"decisions": {}})
    for content in said:
        telling.hear(Message(Op.FRAME, "desk", {"frame": desk.pack(content)}))
    assert telling.ask({"queue": []}) == {"decisions": {}}


def test_a_worker_backs_up_and_verifies(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    roots = both_roots(sample_vault, cases_root(sample_vault, passphrases.a).rc, passphrases.b)
    stick = tmp_path / "stick"
    options = {"dest": str(stick), "include_identities": True, "allow_same_disk": True}
    with worker(sample_vault, Path(JOBS["backup"].folder(options))) as talk:
        done = talk.answer(talk.order("backup", roots, **options))
        assert done.get("done", done)["snapshot"] == 1
    with worker(sample_vault, Path(JOBS["verify"].folder(options))) as talk:
        done = talk.answer(talk.order("verify", Roots(roots.rc), **options))
        assert done.get("done", done)["ok"]


def test_a_job_nobody_knows_is_an_answer_not_a_crash(vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    with worker(vault, tmp_path) as talk:
        frames = talk.order("format the disk", cases_root(vault, passphrases.a))
        assert talk.answer(frames)["error"]["kind"] == "fault"


def test_a_stop_before_the_work_ends_the_worker(vault: Path, tmp_path: Path) -> None:
    with worker(vault, tmp_path) as talk:
        talk.child.send(Message(Op.CANCEL))
        assert talk.said.get(timeout=10) is None


def test_a_worker_without_its_supervisor_ends(vault: Path, tmp_path: Path) -> None:
    with worker(vault, tmp_path) as talk:
        assert talk.child._process.stdin is not None
        talk.child._process.stdin.close()
        assert talk.said.get(timeout=10) is None


def test_a_child_that_does_not_read_is_ended_and_the_supervisor_goes_on(vault: Path, tmp_path: Path) -> None:
    with worker(vault, tmp_path) as talk:
        os.kill(talk.child.pid, 19)
        begun = time.monotonic()
        while not talk.child.has_ended():
            talk.child.send(Message(Op.FRAME, keys={"frame": b"x" * 60_000}), patience_s=0.2)
            assert time.monotonic() - begun < 20


@pytest.mark.parametrize("typed", ["", "wrong", "x" * 1025, "\ud800", "abandon " * 23 + "abandon"])
def test_a_wrong_secret_gives_no_root_and_says_so(typed: str, vault: Path, passphrases: Passphrases) -> None:
    with pytest.raises(WrongPassphrase):
        cases_root(vault, typed)
    with pytest.raises(WrongPassphrase):
        both_roots(vault, cases_root(vault, passphrases.a).rc, typed)


def test_recovery_words_open_what_the_passphrase_opens(vault: Path, passphrases: Passphrases,
                                                       recovery_keys: Any) -> None:
    cases, identities = recovery_keys
    roots = cases_root(vault, passphrases.a)
    assert cases_root(vault, cases.words).rc == cases_root(vault, cases.line).rc == roots.rc
    both = both_roots(vault, roots.rc, passphrases.b)
    assert both_roots(vault, roots.rc, identities.words).ri == both.ri


def test_a_report_is_written_by_a_worker_at_the_chosen_place(vault: Path, passphrases: Passphrases,
                                                             tmp_path: Path) -> None:
    out = tmp_path / "chosen" / "report.txt"
    out.parent.mkdir()
    with worker(vault, out.parent) as talk:
        frames = talk.order("report", Roots(cases_root(vault, passphrases.a).rc), out=str(out), text="In order.\n")
        assert talk.answer(frames) == {"done": {"ok": True}}
    assert out.read_text() == "In order.\n"
    assert out.stat().st_mode & 0o777 == 0o600
