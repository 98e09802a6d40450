# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a table of the program is missing or damaged, nothing is searched with what is left of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile import resources
from casefile.errors import Refused


@pytest.mark.parametrize("content", [None, b"\xff\xfe garbage"])
def test_a_damaged_table_is_refused_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    if content is not None:
        (tmp_path / "table.txt").write_bytes(content)
    with pytest.raises(Refused) as refused:
        resources.text("table.txt")
    assert refused.value.kind == "damaged-program"
    assert "table.txt" in refused.value.message


@pytest.mark.parametrize("name", sorted(path.name for path in resources.path("redaction").glob("*.txt")))
def test_a_table_cut_short_is_refused_though_every_row_of_it_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                      name: str) -> None:
    whole = resources.text(f"redaction/{name}")
    assert resources.lines(f"redaction/{name}")
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    rows = whole.splitlines(keepends=True)
    for number, short in enumerate(("".join(rows[:-1]), "".join(rows[:len(rows) // 2]), whole[:-2], rows[0], "")):
        (tmp_path / f"{number}-{name}").write_text(short, "utf-8")
        with pytest.raises(Refused) as refused:
            resources.lines(f"{number}-{name}")
        assert refused.value.kind == "damaged-program"


@pytest.mark.parametrize("name", [*sorted(path.name for path in resources.path("profiles").glob("*.json"))])
def test_a_profile_cut_short_is_no_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    whole = resources.text(f"profiles/{name}")
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    (tmp_path / name).write_text(whole[:len(whole) // 2], "utf-8")
    with pytest.raises(Refused):
        resources.data(name)
