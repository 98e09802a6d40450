# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours: every pair in use has the contrast it needs; the stylesheet stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.kit import icons
from ui.kit.sheet import SHEET, stylesheet
from ui.kit.tokens import LOOKS, contrast, pairs

ROOT = Path(__file__).resolve().parents[2]


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
def test_every_pair_in_use_has_its_contrast(look: str) -> None:
    weak = [f"{what}: {contrast(front, back):.2f} < {least}" for what, front, back, least in pairs(LOOKS[look])
            if contrast(front, back) < least]
    assert not weak


@pytest.mark.parametrize("look", LOOKS)
def test_every_colour_of_the_stylesheet_is_a_token(look: str) -> None:
    known = {value.upper() for value in LOOKS[look].colours().values()}
    used = {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(LOOKS[look], 14, 1.0))}
    assert used <= known
    assert "#" not in SHEET


def test_the_stylesheet_has_fewer_than_fifty_rules() -> None:
    assert SHEET.count("{") - SHEET.count("${") < 50


def test_no_widget_has_a_style_of_its_own() -> None:
    guilty = [path.name for path in (ROOT / "ui").rglob("*.py")
              if "setStyleSheet(" in path.read_text("utf-8") and path.name != "theme.py"]
    assert not guilty


def test_no_colour_is_written_outside_the_table() -> None:
    guilty = [path.name for path in (ROOT / "ui").rglob("*.py")
              if re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8")) and path.name != "tokens.py"]
    assert not guilty


def test_every_icon_is_drawn_on_the_same_grid_with_the_same_line() -> None:
    drawings = sorted(icons.FOLDER.glob("*.svg"))
    assert len(drawings) >= 23
    for drawing in drawings:
        text = drawing.read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in text
        assert 'stroke-width="1.75"' in text
        assert 'fill="none"' in text
        assert "currentColor" in text
