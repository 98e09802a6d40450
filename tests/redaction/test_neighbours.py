# SPDX-License-Identifier: GPL-3.0-or-later
"""East Asian names in their neighbours' letters, written out by hand from the rules newspapers follow."""

from __future__ import annotations

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name


def replaced(name: str, text: str, written: str) -> bool:
    """Whether every letter of what is written in the text is replaced for somebody of this name."""
    spans = Matcher.compile([KnownPerson("p-1", (Name(name),))]).find(text)
    held = {place for span in spans if span.action == "replace" for place in range(span.start, span.end)}
    start = text.index(written)
    return {place for place in range(start, start + len(written)) if text[place].isalnum()} <= held


@pytest.mark.parametrize(("name", "written"), [
    ("上官雪梅", "シャングァン・シュエメイ"), ("上官雪梅", "샹관쉐메이"), ("上官雪梅", "じょうかん　せつばい"), ("钱立群", "チエン・リーチュン"),
    ("钱立群", "첸리췬"), ("邓卓然", "ダン・ジュオラン"), ("邓卓然", "덩줘란"), ("鄧卓然", "とうたくねん"), ("曾思远", "쩡쓰위안"),
    ("Kurosawa Jotaro", "くろさわ じょうたろう"), ("Kurosawa Jotaro", "クロサワ・ジョータロー"), ("Kurosawa Jotaro", "구로사와 조타로"),
    ("Kurosawa Jotaro", "Zyôtarô Kurosawa"), ("Tsuchiya Chihiro", "Tutiya Tihiro"), ("Tsuchiya Chihiro", "쓰치야 지히로"),
    ("Onishi Shuhei", "Shuuhei Ohnishi"), ("Onishi Shuhei", "ＯＯＮＩＳＨＩ Shuhei")])
def test_a_name_is_found_in_the_letters_of_its_neighbours(name: str, written: str) -> None:
    assert replaced(name, f"1. {written} (51)", written)
    if not written.isascii() and ord(written[-1]) > 0x3000:
        assert replaced(name, f"通訳の{written}さん", written) or "가" <= written[0] <= "힣"


def test_words_that_only_resemble_such_a_name_are_left_alone() -> None:
    matcher = Matcher.compile([KnownPerson("p-1", (Name("钱立群"),)), KnownPerson("p-2", (Name("Onishi Shuhei"),))])
    for text in ("チェーンを外した。", "立ち上がった群れ", "첸나이의 리더", "오늘 니시 방향", "大西洋の州兵"):
        assert [span for span in matcher.find(text) if span.action == "replace"] == []
