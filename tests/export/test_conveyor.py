# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong turn does not type-check: renderers take redacted reports, delivery takes checked files."""

from __future__ import annotations

import ast
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from casefile.export import deliver, run
from casefile.export.check import Checked
from casefile.export.report import RedactedReport, Rendered

ROOT = Path(__file__).resolve().parents[2]
WRONG_TURNS = {
    "a report that nobody redacted is rendered":
        "from casefile.export.report import Report\nfrom casefile.export import render_txt\n"
        "def turn(report: Report) -> None:\n    render_txt.render(report)\n",
    "a file that nobody checked is delivered":
        "from pathlib import Path\nfrom casefile.export.report import Rendered\nfrom casefile.export.deliver import deliver\n"
        "def turn(file: Rendered) -> None:\n    deliver(file, Path('x'), lambda digest: None)\n",
}


@pytest.mark.parametrize("turn", list(WRONG_TURNS))
def test_a_wrong_turn_is_a_type_error(turn: str, tmp_path: Path) -> None:
    path = tmp_path / "turn.py"
    path.write_text(WRONG_TURNS[turn], "utf-8")
    done = subprocess.run([sys.executable, "-m", "mypy", "--no-error-summary", "--follow-imports=silent",
                           "--cache-dir", str(ROOT / ".mypy_cache"), "--config-file", str(ROOT / "pyproject.toml"),
                           str(path)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "[arg-type]" in done.stdout


def test_every_renderer_takes_a_redacted_report_and_gives_what_has_to_be_checked() -> None:
    for render in run.RENDERERS.values():
        hints = typing.get_type_hints(render)
        assert hints == {"report": RedactedReport, "return": Rendered}
    assert typing.get_type_hints(deliver.deliver)["checked"] is Checked


def test_only_the_gate_makes_a_checked_file_and_only_the_conveyor_delivers() -> None:
    made, delivered = [], []
    for path in sorted((ROOT / "casefile").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "Checked":
                    made.append(path.name)
                if node.func.id == "deliver":
                    delivered.append(path.name)
    assert set(made) == {"check.py"}
    assert sorted(delivered) == ["run.py", "whole.py"]
