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
