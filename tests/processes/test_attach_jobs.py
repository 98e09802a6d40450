# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's jobs on attachments, over a real vault that is open with the case passphrase alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.errors import InputRefused, UsageError
from casefile.processes.jobs import JOBS
from casefile.processes.worker_jobs import WORK
from casefile.progress import Silent
from casefile.store import rows
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases


def test_a_file_goes_in_comes_out_the_same_and_is_taken_away(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    paper, out = tmp_path / "paper.txt", tmp_path / "out.txt"
    paper.write_bytes(b"25 people\n")
    with open_vault(sample_vault, passphrases.a, write=True) as session:
        case = next(iter(rows.rows(session, "cases"))).id
        before = {one.id for one in rows.rows(session, "attachments")}
        made = WORK["attach"](session, {"case": case, "files": [str(paper)]}, Silent())["items"]
        assert {one.id for one in rows.rows(session, "attachments")} - before == {made[0]["id"]}
        done = WORK["extract"](session, {"id": made[0]["id"], "out": str(out)}, Silent())
        assert (out.read_bytes(), done["sha256"]) == (paper.read_bytes(), made[0]["sha256"])
        with pytest.raises(UsageError):
            WORK["extract"](session, {"id": made[0]["id"], "out": str(sample_vault / "x.txt")}, Silent())
        with pytest.raises(InputRefused):
            WORK["attach"](session, {"case": case, "files": [str(paper), str(tmp_path)]}, Silent())
        with pytest.raises(UsageError):
            WORK["attach"](session, {"case": case, "files": str(paper)}, Silent())
        WORK["detach"](session, {"id": made[0]["id"]}, Silent())
        assert {one.id for one in rows.rows(session, "attachments")} == before


def test_only_saving_writes_outside_and_only_where_the_file_goes() -> None:
    assert JOBS["extract"].folder({"out": "/tmp/papers/a.txt"}) == "/tmp/papers"
    assert [JOBS[job].folder({"files": ["/tmp/a"], "id": "x"}) for job in ("attach", "detach")] == ["", ""]
