# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages come through as they were sent, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.host.hardening import Role
from casefile.processes import messages
from casefile.processes.messages import MAY_SEND, RENEWING_MAY_SEND, BadMessage, Lines, Message, Op, read_line
from casefile.processes.supervisor import Supervisor

words = st.dictionaries(st.text(), st.text(), max_size=4)
made = st.builds(Message, st.sampled_from(Op), st.text(), st.dictionaries(st.text(), st.binary(), max_size=3), words)


@given(st.lists(made, max_size=4), st.integers(1, 40))
def test_any_messages_cut_anywhere_come_through_whole(sent: list[Message], size: int) -> None:
    stream, lines, heard = b"".join(message.line() for message in sent), Lines(), list[Message]()
    for start in range(0, len(stream), size):
        heard += lines.feed(stream[start:start + size])
    assert heard == sent


@given(st.binary(max_size=60))
def test_any_other_line_is_refused(line: bytes) -> None:
    with pytest.raises(BadMessage):
        read_line(line)


@pytest.mark.parametrize("line", [
    b'{"op":"lock","peer":1,"keys":{},"words":{}}', b'{"op":"lock","peer":"","keys":{},"words":{"a":1}}',
    b'{"op":"format c","peer":"","keys":{},"words":{}}', b'{"op":"lock","peer":"","keys":{"a":"!"},"words":{}}',
    b'{"op":"lock","peer":"","keys":[],"words":{}}', b'{"op":"lock"}', b"[" * 5000])
def test_a_line_of_the_wrong_form_is_refused(line: bytes) -> None:
    with pytest.raises(BadMessage):
        read_line(line)


def test_a_line_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LONGEST", 1000)
    with pytest.raises(BadMessage):
        Lines().feed(b"x" * 1001)


def test_the_supervisor_knows_what_to_do_with_everything_a_child_may_say() -> None:
    said = RENEWING_MAY_SEND.union(*MAY_SEND.values())
    assert {op for op in said if not hasattr(Supervisor, f"_on_{op.value}")} == set()


def test_only_the_desk_asks_for_true_names_and_for_work_and_who_renews_for_work_alone() -> None:
    asking = {Op.IDENTITIES, Op.JOB, Op.CHANNEL, Op.CANCEL, Op.DECODE, Op.RENEW}
    assert {role: ops & asking for role, ops in MAY_SEND.items() if ops & asking} == {Role.DESK: asking}
    assert RENEWING_MAY_SEND & asking == {Op.JOB, Op.CHANNEL, Op.CANCEL}


def test_an_unlock_window_that_was_not_asked_for_new_keys_gets_no_worker(tmp_path: Path) -> None:
    supervisor = Supervisor(str(tmp_path), {})
    try:
        for name, expected in (("unlock-1", set()), ("renewing", {"job-1"})):
            child = supervisor._start(Role.UNLOCK, name)
            supervisor._take(child, Message(Op.JOB, "job-1", words={"identities": "no", "folder": ""}))
            assert {other for other, one in supervisor._children.items() if one.role is Role.WORKER} == expected
            supervisor._end_all()
    finally:
        supervisor._end_all()
