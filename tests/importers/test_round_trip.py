# SPDX-License-Identifier: GPL-3.0-or-later
"""In and out again through the real matcher and a real vault: letter for letter, for any text."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefile.export.interchange import document
from casefile.importers import interchange
from casefile.vault.session import Session
from tests.conftest import DATA

HARD = st.text(alphabet=st.sampled_from("⟦⟧[]n:r\n\0\u200b\u0301é각ᄀ🙂"), max_size=12) | st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


NAMES = st.sampled_from(["", "Namgung Tae-sik", "남궁은별", "罗卫东"])


@given(pieces=st.lists(st.tuples(HARD, NAMES, HARD), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_with_any_name_in_it_comes_back_exact(session: Session, pieces: list[tuple[str, str, str]],
                                                       tmp_path: Path) -> None:
    data = json.loads((DATA / "interchange" / "sample.json").read_text("utf-8"))
    data["statements"] = [{"id": f"s-{number}", "case": "c-1", "language": "ko", "text": "".join(parts)}
                          for number, parts in enumerate(pieces)]
    path = tmp_path / "hard.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    interchange.apply(session, interchange.plan(session, path))
    back = {one["id"]: one["text"] for one in document(session, identities=True)["statements"]}
    assert {one["id"]: one["text"] for one in data["statements"]}.items() <= back.items()
