# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain text: readable as text whatever people wrote."""

from __future__ import annotations

from casefile.export import render_txt
from casefile.export.report import Clean, Document, Fact, Paragraph, Section


def test_control_characters_become_blanks_and_line_ends_stay() -> None:
    text = "one\x00two\x1b[2J\r\nthree\rfour\tfive\x7f"
    report = Document("press", Clean("Title\x07"), "For the press",
                      (Section("Notes", (Paragraph(Clean(text)), Fact("Said", Clean("a\x0bb")))),))
    words = render_txt.render(report).data.decode()
    assert "one two [2J\nthree\nfour\tfive \n" in words
    assert "Said: a b" in words
    assert all(letter in "\n\t" or letter >= " " for letter in words)
