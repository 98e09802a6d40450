# SPDX-License-Identifier: GPL-3.0-or-later
"""Files to import, made from the sample."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE_FILE = Path(__file__).parent.parent / "data" / "interchange" / "sample.json"


@pytest.fixture
def sample() -> dict[str, Any]:
    """The sample document, to be changed."""
    data: dict[str, Any] = json.loads(SAMPLE_FILE.read_text("utf-8"))
    return data


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a document to a file of its own."""
    count = iter(range(1000))

    def write(data: Any) -> Path:
        path = tmp_path / f"in-{next(count)}.json"
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return path

    return write
