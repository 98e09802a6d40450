# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures in exports: cleared masked copies and nothing else, the same pixels, no name of a file."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from casefile.errors import InputRefused, LeakFound, UsageError
from casefile.export import figures, masking, run
from casefile.export.masking import Box
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.identities.attaching import attach, extract
from casefile.processes.pictures import Pixels
from casefile.records import masked
from casefile.redaction import leakcheck
from casefile.redaction.leak_terms import LeakTerms
from casefile.store import rows
from casefile.store.writing import Change, write
from casefile.vault.session import Session
from tests.export.material import NAMES

SECRET = bytes((250, 10, 20))
SIZE = (60, 40)


def photograph() -> Pixels:
    """A picture whose every pixel is the secret colour under the box, and others elsewhere."""
    data = bytearray(bytes((x * 4 % 240, y * 5 % 240, 90)[at] for y in range(SIZE[1]) for x in range(SIZE[0]) for at in range(3)))
    for y in range(10, 20):
        data[3 * (y * SIZE[0] + 15):3 * (y * SIZE[0] + 35)] = SECRET * 20
    return Pixels(*SIZE, bytes(data))


def copy_of(session: Session, folder: Path, cleared: tuple[str, ...] = ("press",), *, person: str | None = None,
            name: str = f"{NAMES[3]} at the gate.png") -> str:
    """Attach a picture whose file name is a true name, and keep a masked copy of it."""
    path = folder / name
    path.write_bytes(masking.png(photograph()))
    original = attach(session, "gc", [path], person=person)[0].id
    covered = masking.cover(photograph(), [Box(15, 10, 20, 10)])
    return masked.keep(session, original, masking.png(covered), 1, cleared)


def export(session: Session, place: Path, audience: str = "press", **options: Any) -> dict[str, Any]:
    return run.export(session, ExportRequest(audience, place.suffix[1:], **options), REDACT_ALL, place)


def shown(path: Path) -> list[Image.Image]:
    """The pictures in a finished file, by readers that are not the program's."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            return [Image.frombytes("RGB", (int(one["/Width"]), int(one["/Height"])), one.read_bytes()) for one in pdf.objects
                    if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
    with zipfile.ZipFile(path) as package:
        return [Image.open(io.BytesIO(package.read(name))).convert("RGB") for name in package.namelist() if "media" in name]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_cleared_copy_is_in_the_file_and_the_original_is_not(group_session: Session, tmp_path: Path, form: str) -> None:
    copy_of(group_session, tmp_path)
    out = tmp_path / f"press.{form}"
    answer = export(group_session, out)
    pictures = shown(out)
    assert [one.size for one in pictures] == [SIZE]
    seen = pictures[0].tobytes()
    assert seen == masking.cover(photograph(), [Box(15, 10, 20, 10)]).data
    assert SECRET not in seen
    data = out.read_bytes()
    for word in (*NAMES[3].split(), "gate.png", "masked-copy"):
        assert word.encode() not in data
    assert any("a person looked" in one for one in answer["warnings"])
    record = next(iter(rows.rows(group_session, "disclosures"))).body
    assert len(record["pictures"]) == 1


def test_only_the_readers_it_is_cleared_for_get_it(group_session: Session, tmp_path: Path) -> None:
    own = copy_of(group_session, tmp_path, ("un",))
    export(group_session, tmp_path / "press.docx")
    assert shown(tmp_path / "press.docx") == []
    export(group_session, tmp_path / "un.docx", "un")
    assert len(shown(tmp_path / "un.docx")) == 1
    masked.clear(group_session, own, ["press"])
    assert not run.plan(group_session, ExportRequest("un", "docx")).selection.pictures
    assert run.plan(group_session, ExportRequest("press", "docx")).selection.pictures
    masked.clear(group_session, own, [])
    assert not run.plan(group_session, ExportRequest("press", "docx")).selection.pictures


def test_a_picture_of_somebody_who_is_left_out_is_left_out(group_session: Session, tmp_path: Path) -> None:
    copy_of(group_session, tmp_path, person="g-05")
    person = rows.by_external(group_session, "people", "g-05")
    assert person is not None
    body = {**person.body, "consents": []}
    write(group_session, "test", [Change("people", person.id, body, external_id="g-05", case_id=person.case_id,
                                         label=person.label)], screening={("people", person.id): ("screened", [])})
    planned = run.plan(group_session, ExportRequest("press", "docx"))
    assert not planned.selection.pictures
    assert any("whom it shows is not in this export" in one for one in planned.answer()["warnings"])


def test_a_form_without_pictures_says_so(group_session: Session, tmp_path: Path) -> None:
    copy_of(group_session, tmp_path)
    for form in set(run.RENDERERS) - set(figures.WITH_PICTURES):
        planned = run.plan(group_session, ExportRequest("press", form))
        assert any("holds no pictures" in one for one in planned.answer()["warnings"])
        assert not planned.selection.pictures
    export(group_session, tmp_path / "press.txt")
    assert b"Picture" not in (tmp_path / "press.txt").read_bytes()


def test_a_picture_nobody_cleared_is_a_finding(group_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of(group_session, tmp_path)
    monkeypatch.setattr(figures, "digests", lambda _selection: frozenset())
    for form in ("pdf", "docx"):
        with pytest.raises(LeakFound) as refused:
            export(group_session, tmp_path / f"press.{form}")
        assert refused.value.details["findings"][0]["kind"] == "structure"
        assert not (tmp_path / f"press.{form}").exists()


def test_the_check_finds_what_hangs_on_a_copy(group_session: Session, tmp_path: Path) -> None:
    terms = LeakTerms.build([])
    clean = masking.png(photograph())
    assert leakcheck.search_file(clean, "a.png", terms, ours=True) == []
    assert leakcheck.search_file(clean + b"more", "a.png", terms, ours=True)


def test_a_copy_this_program_did_not_write_stops_the_export(group_session: Session, tmp_path: Path) -> None:
    own = copy_of(group_session, tmp_path)
    original = rows.row(group_session, "attachments", own)
    assert original is not None
    made = io.BytesIO()
    Image.new("RGB", (9, 9)).save(made, "PNG", dpi=(72, 72))
    masked.keep(group_session, original.body["mask"]["original"], made.getvalue(), 1, ["press"])
    with pytest.raises(InputRefused) as refused:
        export(group_session, tmp_path / "press.pdf")
    assert refused.value.kind == "masked-copy"


def test_an_original_can_never_be_cleared(group_session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(masking.png(photograph()))
    original = attach(group_session, "gc", [path])[0].id
    with pytest.raises(UsageError):
        masked.clear(group_session, original, ["press"])
    with pytest.raises(UsageError):
        masked.keep(group_session, original, path.read_bytes(), 0, ["everyone"])


def test_a_clearance_stays_in_its_vault(group_session: Session, tmp_path: Path) -> None:
    copy_of(group_session, tmp_path)
    from casefile.export import interchange  # only this test writes a document

    document = interchange.document(group_session, identities=True)
    assert "mask" not in json.dumps([sorted(one) for one in document["attachments"]])


def test_a_copy_reads_back_as_it_was_kept(group_session: Session, tmp_path: Path) -> None:
    own = copy_of(group_session, tmp_path)
    extract(group_session, own, tmp_path / "out.png")
    assert masking.pixels_of((tmp_path / "out.png").read_bytes()) == masking.cover(photograph(), [Box(15, 10, 20, 10)])
