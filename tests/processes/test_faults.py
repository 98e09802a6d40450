# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be told of a fault: its type and place, and nothing anybody typed."""

from __future__ import annotations

import sys

import pytest

from casefile.host.doctor import Check
from casefile.processes.faults import Fault, fault_of, read_fault, report

SECRET = "Heron crossed the river"


def met() -> Fault:
    def inner(words: str) -> None:
        raise KeyError(words)
    try:
        inner(SECRET)
    except KeyError:
        kind, _error, trace = sys.exc_info()
        assert kind
        return fault_of("desk", kind, trace)
    raise AssertionError


def test_a_report_names_type_and_place_and_never_a_value() -> None:
    fault = met()
    text = report(fault, [Check("swap-encrypted", False, "/dev/secret-place"), Check("library-pyrage", True, "1.4.0")])
    assert "KeyError in the process desk" in text
    assert "test_faults.py:" in text
    assert fault.id in text
    assert "NOT in order: swap-encrypted\n" in text
    assert "library-pyrage (1.4.0)" in text
    for never in (SECRET, "Heron", "secret-place", "/"):
        assert never not in text.replace(" PySide6/", ""), never


def test_a_fault_goes_through_a_message_unchanged() -> None:
    fault = met()
    assert read_fault(fault.words()) == fault


@pytest.mark.parametrize("words", [{}, {"fault": "x"}, {"fault": "", "process": "", "kind": "", "places": ""},
                                   {"fault": "x", "process": "d", "kind": "k", "places": "3"}])
def test_no_fault_is_read_from_anything_else(words: dict[str, str]) -> None:
    assert read_fault(words) is None


def test_without_a_fault_the_report_still_tells_the_computer() -> None:
    assert "No fault" in report(None, [])
