# SPDX-License-Identifier: GPL-3.0-or-later
"""Every promise of SECURITY.md names tests, and the tests are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def promises() -> list[tuple[str, list[str]]]:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    table = text.partition("## Promised")[2].partition("## Not promised")[0]
    rows = [line.strip().strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return [(promise.strip(), re.findall(r"`(test_\w+)`", proof)) for promise, proof in rows[1:]
            if "---" not in promise]


def test_every_promise_names_a_test_that_is_there():
    written = {name for path in (ROOT / "tests").rglob("test_*.py")
               for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)}
    found = promises()
    assert len(found) > 20
    assert not [promise for promise, tests in found if not tests]
    assert not [name for _, tests in found for name in tests if name not in written]
