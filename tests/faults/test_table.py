# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of what was tried: a row for each kind of fault that is counted, no number that was not counted, and no
count where one state was bad."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.faults import budget
from tests.faults.budget import ROOT, counting

TABLE = runpy.run_path(str(ROOT / "packaging" / "fault_table.py"))


@pytest.fixture
def counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to count in."""
    monkeypatch.setattr(budget, "COUNTS", tmp_path)
    monkeypatch.setattr(budget, "NIGHT", False)
    monkeypatch.setitem(TABLE["counts"].__globals__, "COUNTS", tmp_path)
    return tmp_path


def read(folder: Path) -> dict[str, Any]:
    return {path.name: json.loads(path.read_text("utf-8"))["tried"] for path in folder.iterdir()}


def test_every_kind_of_fault_has_a_row_and_every_row_a_test() -> None:
    written = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    found = set(re.findall(r'\b(?:counted|counting)\(\s*"([a-z-]+)"', written)) - {"made-up"}
    assert found == set(TABLE["ROWS"])


def test_the_table_in_the_security_page_is_of_this_program() -> None:
    rows = TABLE["standing"]((ROOT / "SECURITY.md").read_text("utf-8"))
    assert list(rows) == list(TABLE["ROWS"].values())
    for change, night in rows.values():
        assert re.fullmatch(r"[1-9][\d,]*", change)
        assert re.fullmatch(r"-|[1-9][\d,]*", night)


def test_one_bad_state_takes_the_count_away(counts: Path) -> None:
    with counting("made-up", "part") as count:
        count(70)
    assert read(counts) == {"made-up.part.change.json": 70}
    with pytest.raises(AssertionError):
        _meet_a_bad_state()
    assert read(counts) == {}


def _meet_a_bad_state() -> None:
    with counting("made-up", "part") as count:
        count(100)
        raise AssertionError


def test_a_run_that_is_cut_off_has_counted_what_it_tried(counts: Path) -> None:
    with counting("made-up", "part") as count:
        for _ in range(130):
            count(1)
        assert read(counts) == {"made-up.part.change.json": 101}


def test_numbers_of_the_table_are_sums_of_what_was_counted_and_more_is_told(counts: Path) -> None:
    for part, tried in (("one", 1000), ("two", 234)):
        (counts / f"kill.{part}.change.json").write_text(json.dumps({"tried": tried}), "utf-8")
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert TABLE["standing"](TABLE["rendered"](text))[TABLE["ROWS"]["kill"]][0] == "1,234"
    assert TABLE["overstated"](TABLE["rendered"](text)) == []
    (counts / "kill.one.change.json").write_text(json.dumps({"tried": 1001}), "utf-8")
    assert TABLE["overstated"](TABLE["rendered"](text)) == []
    boast = TABLE["rendered"](text).replace("1,235", "2,000")
    assert len(TABLE["overstated"](boast)) == 1
