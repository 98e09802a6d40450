# SPDX-License-Identifier: GPL-3.0-or-later
"""What people call somebody, forms that part a name, and masks: shown or replaced; words of the language left alone."""

from __future__ import annotations

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name


def found(name: str, text: str, action: str = "") -> str:
    """The letters and digits of the text that are shown or replaced for somebody of this name."""
    spans = Matcher.compile([KnownPerson("p-1", (Name(name),))]).find(text)
    held = {place for span in spans if action in ("", span.action) for place in range(span.start, span.end)}
    return "".join(text[place] for place in sorted(held) if text[place].isalnum())


@pytest.mark.parametrize(("name", "text", "called"), [
    ("尉迟霁岚", "阿岚哭了", "阿岚"), ("尉迟霁岚", "岚岚没回来", "岚岚"), ("尉迟霁岚", "尉迟老师昨天走了", "尉迟老师"), ("龚毓秀", "龚大姐带我们去", "龚大姐"),
    ("龚毓秀", "老龚不说话", "老龚"), ("龚毓秀", "毓姐说", "毓姐"), ("제갈윤호", "제갈 선생이 물었다", "제갈선생"), ("탁윤호", "탁반장에게 주었다", "탁반장"),
    ("류윤호", "유 동지는 몰랐다", "유동지"), ("桐生院沙織", "桐生院さんは黙った", "桐生院さん"), ("桐生院沙織", "沙織ちゃんが泣いた", "沙織ちゃん"),
    ("Kiryuin Saori", "きりゅいんさんは黙った", "きりゅいんさん"),
    ("尉迟霁岚", "尉迟霁×被捕", "尉迟霁"), ("尉迟霁岚", "网上写YCJL被抓", "YCJL"), ("尉迟霁岚", "网友ycjl说", "ycjl"), ("김윤호", "记者称金某已获释", "金某"),
    ("พิมพ์ชนก เรืองศรี", "คุณพิมพ์ชนกกลับบ้าน", "พิมพ์ชนก")])
def test_what_people_call_somebody_is_shown(name: str, text: str, called: str) -> None:
    assert {letter for letter in called if letter.isalnum()} <= set(found(name, text)) and not found(name, text, "replace")


@pytest.mark.parametrize(("name", "text", "parts"), [
    ("尉迟霁岚", "姓尉迟，名霁岚。", "尉迟霁岚"), ("尉迟霁岚", "姓：尉迟 名字叫霁岚", "尉迟霁岚"), ("龚毓秀", "龚老师（毓秀）没来", "龚毓秀"),
    ("탁윤호", "성은 탁이고 이름은 윤호다.", "탁윤호"), ("탁윤호", "탁 동지 윤호에게", "탁윤호"), ("桐生院沙織", "姓は桐生院、名は沙織", "桐生院沙織"),
    ("桐生院沙織", "桐生院（きりゅういん）沙織", "桐生院沙織"), ("Imogen Fairbrass", "Surname: Fairbrass. First names: Imogen", "FairbrassImogen"),
    ("Imogen Fairbrass", "Ms Fairbrass (given name Imogen) left", "FairbrassImogen"), ("Захар Поливанов", "Фамилия: Поливанов, имя: Захар", "ПоливановЗахар"),
    ("Imogen Fairbrass", "Nachname: Fairbrass; Vorname: Imogen", "FairbrassImogen")])
def test_the_parts_of_a_name_are_replaced_across_the_words_of_a_form(name: str, text: str, parts: str) -> None:
    kept = found(name, text, "replace")
    assert all(letter in kept for letter in parts), kept


@pytest.mark.parametrize(("name", "text"), [
    ("陈安心", "小心火车"), ("马国明", "明明知道"), ("高建业", "高手和高考"), ("이윤호", "이 선생은 누구지"), ("박가을", "박물관 동무"),
    ("Imogen Fairbrass", "The surname: none. First names: unknown"), ("尉迟霁岚", "姓氏，名字都不知道")])
def test_words_of_the_language_are_left_alone(name: str, text: str) -> None:
    assert not found(name, text)
