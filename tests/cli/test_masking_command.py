# SPDX-License-Identifier: GPL-3.0-or-later
"""`mask` and `clear` from outside: new pixels, a clearance somebody answers for, and the press file with them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from casefile.cli.main import main
from casefile.identities.attaching import attach
from casefile.vault.unlock import open_vault
from tests.conftest import Answer, Passphrases

Cli = Callable[..., Answer]


@pytest.fixture
def turned(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> str:
    """A photograph that stands on its side: only its EXIF says how it is held, and where it was taken."""
    made, exif = Image.new("RGB", (80, 40), "white"), Image.Exif()
    made.paste((255, 0, 0), (0, 0, 40, 40))
    exif[0x0112] = 6
    exif[0x010E] = "Namgung at the river"
    made.save(tmp_path / "Namgung.jpg", quality=95, exif=exif)
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        case = str(session.db.value("SELECT id FROM cases"))
        return attach(session, case, [tmp_path / "Namgung.jpg"])[0].id


def test_a_copy_is_made_upright_covered_cleared_and_goes_out(
        run_cli: Cli, sample_vault: Path, keys: tuple[str, ...], turned: str, tmp_path: Path) -> None:
    answer = run_cli("mask", sample_vault, turned, "--boxes", "0,0,40,40", "--clear", "press", "--looked", "--json", *keys[:2])
    assert answer.code == 0, answer.json
    assert {"width": 40, "height": 80, "boxes": 1, "cleared_for": ["press"], "original": turned}.items() <= answer.json.items()
    out = tmp_path / "copy.png"
    assert run_cli("extract", sample_vault, answer.json["id"], "--out", out, "--json", *keys).code == 0
    with Image.open(out) as image:
        assert image.size == (40, 80)
        assert image.info == {}
        assert image.crop((0, 0, 40, 40)).tobytes() == bytes(3 * 40 * 40)
    assert run_cli("leakcheck", sample_vault, out, "--json", *keys).code == 0
    press = tmp_path / "press.docx"
    done = run_cli("export", sample_vault, "--audience", "press", "--format", "docx", "--out", press, "--resolve", "redact",
                   "--override-reason", "a test", "--second-person", "A. Reader", "--json", *keys)
    assert done.code == 0, done.json
    with zipfile.ZipFile(press) as package:
        (name,) = [one for one in package.namelist() if "media" in one]
        assert Image.open(io.BytesIO(package.read(name))).size == (40, 80)
    assert run_cli("clear", sample_vault, answer.json["id"], "--for", "none", "--json", *keys[:2]).json["cleared_for"] == []
    listed = run_cli("list", sample_vault, "attachments", "--json", *keys).json["items"]
    assert [one["label"] for one in listed if one["id"] == answer.json["id"]] == ["Masked copy"]
    assert run_cli("check", sample_vault, "--json", *keys).json["ok"]


def test_what_nobody_answers_for_is_refused(capsys: pytest.CaptureFixture[str], sample_vault: Path,
                                            keys: tuple[str, ...], turned: str) -> None:
    for words, kind in (
            (("--boxes", "", "--clear", "press", "--looked"), "boxes"),
            (("--boxes", "1,1,5,5", "--nothing-to-hide", "--clear", "press", "--looked"), "boxes"),
            (("--boxes", "1,1,5,5", "--clear", "press"), "not-looked"),
            (("--boxes", "1,1,5", "--clear", "press", "--looked"), "boxes"),
            (("--boxes", "1,1,5,5", "--clear", "everyone", "--looked"), "unknown-audience"),
            (("--boxes", "900,900,5,5", "--clear", "press", "--looked"), "box-beside")):
        assert main(["mask", str(sample_vault), turned, *words, "--json", *keys[:2]]) != 0
        assert json.loads(capsys.readouterr().out)["error"]["kind"] == kind
    assert main(["list", str(sample_vault), "attachments", "--json", *keys]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert not [one for one in items if one["label"] == "Masked copy"]


def test_what_is_no_picture_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str], sample_vault: Path,
                                                       keys: tuple[str, ...], passphrases: Passphrases, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        own = attach(session, str(session.db.value("SELECT id FROM cases")), [tmp_path / "a.png"])[0].id
    assert main(["mask", str(sample_vault), own, "--boxes", "1,1,1,1", "--clear", "none", "--json", *keys[:2]]) == 6
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "picture-damaged"
