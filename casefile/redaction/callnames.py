# SPDX-License-Identifier: GPL-3.0-or-later
"""What people call somebody instead of the whole name, in East and South-East Asia: 阿禾, 老张, 岚岚, 김 선생, 早乙女さん.

Rows of letters for a person to decide about, never for a machine alone: others may be called the same.  What is
a word of the language as well (小心, 明明) is left out; the dictionary of pypinyin says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pypinyin.phrases_dict import phrases_dict

from casefile.redaction.normal import jamo
from casefile.redaction.stream import folded
from casefile.redaction.variants_kana import hiragana

_BEFORE_GIVEN, _AFTER_GIVEN = "阿小", "哥姐仔叔姨妹弟嫂伯婶姑爷奶"
_BEFORE_FAMILY = "老小阿"
_AFTER_FAMILY = (
    "先生 小姐 女士 太太 夫人 同志 老师 师傅 律师 医生 大夫 护士 教授 博士 校长 院长 主任 书记 主席 部长 处长 科长 局长 队长 班长 所长 "
    "站长 经理 老板 总 哥 姐 叔 姨 嫂 伯 婶 大哥 大姐 大叔 大妈 大爷 阿姨 叔叔 记者 编辑 牧师 神父 法官 检察官 翻译 教练 司机 妈妈 爸爸").split()
_JAPANESE = "さん 氏 様 さま くん 君 ちゃん 殿 先生 記者 容疑者 被告 牧師 議員 教授 社長 部長 課長 夫妻 一家".split()
_KOREAN = (
    "선생 선생님 동지 동무 과장 부장 부부장 국장 사장 대표 목사 전도사 장로 집사 권사 교수 박사 기자 변호사 반장 조장 분조장 소장 대장 중대장 "
    "위원장 부위원장 지도원 보위원 보안원 원장 의사 간호사 간호원 감독 팀장 실장 차장 검사 판사 신부 수녀 스님 통역 아저씨 아주머니 아줌마 할머니 "
    "할아버지 삼촌 이모 녀인 여인").split()
_DETERMINERS = frozenset("이한안전양두새정조")
"""Surnames that are words before a noun too: 이 선생 is "this teacher"."""
_TITLED = {"Thai": "คุณ พี่ น้อง นาย นาง นางสาว ป้า ลุง น้า อา ครู อาจารย์ หมอ ยาย ตา ผู้ใหญ่".split(), "Laoo": "ທ້າວ ນາງ ທ່ານ ອ້າຍ ເອື້ອຍ ລຸງ ປ້າ".split(),
           "Khmr": "លោក លោកស្រី អ្នកស្រី បង ប្អូន ពូ មីង តា យាយ".split()}
_LEAST_PART = 5
_NORTH_SOUTH = ("리이", "류유", "려여", "로노", "림임", "량양", "라나", "륙육", "룡용", "렴염")
_WORDS = frozenset(
    "小心 小学 小时 小组 小说 小孩 小区 小伙 小结 小型 小数 小于 小写 小节 小事 小路 小镇 小城 小国 小河 老家 老人 老实 老公 老大 老虎 "
    "老乡 老年 老天 老成 阿里 明明 天天 星星 人人 年年 家家 平平 常常 刚刚 慢慢 渐渐 往往 纷纷 默默 悄悄 匆匆 偏偏 恰恰 缓缓 轻轻 "
    "静静 高高 远远 好好 多多 大大 小小 白白".split())
"""Words that the dictionary does not have."""


@cache
def _pairs() -> frozenset[str]:
    """Every two neighbouring characters of a Chinese word of the dictionary."""
    return frozenset(word[k:k + 2] for word in phrases_dict for k in range(len(word) - 1))


def of_characters(name: str, family: int) -> Iterator[tuple[str, str, int]]:
    """A name of Chinese characters: (row, boundary rule, where its first part ends)."""
    surname, given = name[:family], name[family:]
    short = [] if not given else list(dict.fromkeys(before + char for char in (given[-1], given[0]) for before in _BEFORE_GIVEN))
    if given and len(given) <= 2:
        short += [given[-1] * 2, *(char + after for char in dict.fromkeys(given) for after in _AFTER_GIVEN)]
    short += [before + surname for before in (_BEFORE_FAMILY if family == 1 else "老") if surname]
    for row in short:
        if row not in _pairs() and row not in _WORDS:
            yield row, "called", 0
    for title in _AFTER_FAMILY if surname and given else ():
        if len(surname + title) > 2 or surname + title not in _pairs():
            yield surname + title, "called", 0
    for part in dict.fromkeys((name[:2], name[:3], name[-2:])):  # a Japanese surname, or a given name
        if len(part) < len(name):
            yield from ((part + title, "called", 0) for title in _JAPANESE)


def of_syllables(name: str, family: int) -> Iterator[tuple[str, str, int]]:
    """A Korean name in Hangul: its surname with a title."""
    if not 1 <= family < len(name):
        return
    spelled = {name[:family]}
    if family == 1 and jamo(name[0])[0] in "ㄹㅇㄴ":
        spelled |= {other for pair in _NORTH_SOUTH for other in pair if name[0] in pair}
    for surname in sorted(spelled):
        for title in _KOREAN:
            yield surname + title, "called joined" if surname in _DETERMINERS else "called", len(surname)


def of_words(words: Sequence[str], kind: str) -> Iterator[tuple[str, str, int]]:
    """A name of folded words: a Japanese one in Latin letters with a title in kana, a word of an unspaced script alone or titled."""
    if len(words) < 2:
        return
    if kind == "Latn":
        for kana in (hiragana(word) for word in words):
            if len(kana) >= 3:
                yield from ((kana + title, "called", 0) for title in _JAPANESE)
    for word in words if kind in _TITLED else ():
        if len(word) >= _LEAST_PART:
            yield word, "called", 0
        elif len(word) >= 3:
            yield from ((folded(title) + word, "called", 0) for title in _TITLED[kind])


def of_mixed(name: str) -> Iterator[tuple[str, str, int]]:
    """A Japanese name of characters and kana (早乙女つぐみ): either part with a title."""
    for part in re.findall(r"[\u3400-\u9fff々]{2,}|[\u3041-\u30ff]{3,}", name):
        if part != name:
            yield from ((part + title, "called", 0) for title in _JAPANESE)
