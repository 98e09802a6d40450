# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of what was tried has a row for each kind of fault that is counted, and says nothing else."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from tests.faults.budget import ROOT

TABLE = runpy.run_path(str(ROOT / "packaging" / "fault_table.py"))


def test_every_kind_of_fault_has_a_row_and_every_row_a_test() -> None:
    rooms = (Path(__file__).parent, ROOT / "tests" / "journeys")
    written = "".join(path.read_text("utf-8") for room in rooms for path in room.glob("test_*.py"))
    assert set(re.findall(r'counted\("([a-z-]+)"', written)) == set(TABLE["ROWS"])


def test_the_table_in_the_security_page_is_of_this_program() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = TABLE["standing"](text)
    assert list(rows) == list(TABLE["ROWS"].values())
    for change, night in rows.values():
        assert re.fullmatch(r"[1-9][\d,]*", change)
        assert re.fullmatch(r"-|[1-9][\d,]*", night)
