# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be told of a fault: its type and place, and nothing anybody typed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from casefile.host.doctor import Check
from casefile.processes.faults import Fault, failed_here, fault_of, read_fault, report

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


FAULTY = """
import sys
from casefile.errors import CasefileError, DriveTrouble, NotFound
from casefile.host.hardening import Role
from casefile.processes.link import Link
link = Link()
link.close_vault = lambda: sys.stderr.write("closed\\n")
if sys.argv[3:] == ["window"]:
    link.say_trouble = lambda error: sys.stderr.write("said\\n")
try:
    raise eval(sys.argv[2])("Heron crossed the river")
except Exception as error:
    link.fault(Role(sys.argv[1]), type(error), error, error.__traceback__)
sys.stderr.write("went on\\n")
"""


@pytest.mark.parametrize(("role", "kind", "more", "told"), [
    ("desk", "KeyError", "window", "closed"), ("desk", "NotFound", "window", "closed"),
    ("identity", "CasefileError", "window", "closed"), ("desk", "DriveTrouble", "window", "said went on"),
    ("desk", "DriveTrouble", "", "closed"), ("unlock", "KeyError", "", "went on"), ("decoder", "KeyError", "", "went on")])
def test_what_nobody_caught_closes_the_vault_before_it_is_told_and_tells_no_word(role: str, kind: str, more: str,
                                                                               told: str) -> None:
    done = subprocess.run([sys.executable, "-I", "-c", FAULTY, role, kind, *more.split()], capture_output=True, text=True,
                          timeout=60)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("casefile: a fault")]
    assert " ".join(lines) == told
    assert "Heron" not in done.stderr + done.stdout
    assert ('"op": "fault"' in done.stdout) is ("closed" in told)
    assert (kind in done.stderr) is ("said" not in told)


def test_a_failure_that_can_be_shown_takes_its_fault_along() -> None:
    try:
        dict[str, str]()[SECRET]
    except KeyError as error:
        shown = failed_here("worker", error)
    fault = read_fault(shown.as_json()["fault"])
    assert fault
    assert fault.id in shown.message
    assert SECRET not in json.dumps(shown.as_json())
