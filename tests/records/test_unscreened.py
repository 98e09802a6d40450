# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that was written while the identity vault was shut, until somebody opens it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile.errors import Unscreened
from casefile.export import whole
from casefile.export.request import ExportRequest
from casefile.identities import screening
from casefile.records import listing, reading, searching
from casefile.records.record import KINDS
from casefile.store.writing import write
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases

NAME = "Namgung Tae-sik"


def test_an_unscreened_text_is_counted_hidden_in_lists_and_leaves_in_no_export(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    internal = ExportRequest("internal", "json")
    with open_vault(sample_vault, passphrases.a, write=True) as session:
        incident = reading.find(session, "i-1")
        body = {**incident.body, "title": f"{NAME} was seen", "place": f"near {NAME}"}
        write(session, "incident.change", [screening.change_of(
            "incidents", incident.id, body, external_id="i-1", case_id=incident.case_id)])
        listed = [one for kind in (*KINDS, "unscreened") for one in listing.items(session, kind)]
        assert NAME not in json.dumps(listed, ensure_ascii=False)
        assert [one["id"] for one in listing.items(session, "unscreened") if one["state"] == "unscreened"] == [incident.id]
        hits = searching.search(session, "near")
        assert [(one.id, one.snippet) for one in hits] == [(incident.id, reading.HIDDEN)]
        with pytest.raises(Unscreened):
            whole.export(session, internal, tmp_path / "all.json")
    assert not list(tmp_path.glob("*.json"))
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        whole.export(session, internal, tmp_path / "all.json")
    assert NAME not in (tmp_path / "all.json").read_text("utf-8")
    with open_vault(sample_vault, passphrases.a) as session:
        assert [one for one in listing.items(session, "unscreened") if one["state"] == "unscreened"] == []
        assert "was seen" in json.dumps(listing.items(session, "incidents"), ensure_ascii=False)
