# SPDX-License-Identifier: GPL-3.0-or-later
"""Work beside the window: results, refusals, stopping, and nothing that outlives its thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, get_ident
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casefile.errors import Busy, CasefileError
from casefile.progress import Cancelled, Progress
from ui.tasks import TaskHub

Settle = Callable[[], None]


@pytest.fixture
def hub(app: QApplication) -> TaskHub:
    return TaskHub()


def until(done: Callable[[], object]) -> None:
    for _ in range(400):
        if done():
            return
        QTest.qWait(10)
    pytest.fail("it never came")


def test_a_result_comes_back_into_the_thread_of_the_window(hub: TaskHub) -> None:
    found: list[Any] = []
    hub.start(lambda _progress: get_ident(), lambda result: found.append((result, get_ident())), found.append)
    until(lambda: found)
    assert found[0][0] != found[0][1] == get_ident()


def test_steps_are_told_in_order(hub: TaskHub) -> None:
    told: list[tuple[str, int, int]] = []
    ended: list[object] = []

    def work(progress: Progress) -> None:
        for at in range(3):
            progress.step("Reading", at, 3)

    hub.start(work, ended.append, ended.append, lambda *step: told.append(step))
    until(lambda: ended)
    assert told == [("Reading", 0, 3), ("Reading", 1, 3), ("Reading", 2, 3)]


def test_a_refusal_and_a_fault_of_ours_both_reach_the_page(hub: TaskHub) -> None:
    failed: list[Exception] = []

    def refuse(_progress: Progress) -> None:
        raise Busy("The vault is open elsewhere.")

    def fault(_progress: Progress) -> None:
        raise KeyError("a secret word")

    hub.start(refuse, failed.append, failed.append)
    until(lambda: len(failed) == 1)
    hub.start(fault, failed.append, failed.append)
    until(lambda: len(failed) == 2)
    assert isinstance(failed[0], Busy)
    assert isinstance(failed[1], CasefileError)
    assert "secret" not in failed[1].message


def test_a_stopped_job_ends_at_its_next_step(hub: TaskHub) -> None:
    failed: list[Exception] = []
    go = Event()

    def work(progress: Progress) -> None:
        go.wait(5)
        progress.step("Next")

    number = hub.start(work, lambda _result: pytest.fail("it went on"), failed.append)
    hub.cancel(number)
    go.set()
    until(lambda: failed)
    assert isinstance(failed[0], Cancelled)


def test_what_a_forgotten_job_brings_is_dropped(hub: TaskHub) -> None:
    found: list[Any] = []
    number = hub.start(lambda _progress: 1, found.append, found.append)
    hub.forget(number)
    assert hub.wait()
    QTest.qWait(50)
    assert not found


def test_five_hundred_short_jobs_leave_the_program_alive(hub: TaskHub) -> None:
    found: list[int] = []
    for at in range(500):
        hub.start(lambda _progress, at=at: at, found.append, lambda _fault: None)  # type: ignore[misc]  # a default
        if at % 50 == 0:
            QThread.msleep(1)
            QTest.qWait(1)
    until(lambda: len(found) == 500)
    assert sorted(found) == list(range(500))
