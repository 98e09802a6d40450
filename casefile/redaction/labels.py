# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that stand between the parts of one name: labels of a form (姓…名…, Surname: …), a title after the surname.

Says which stretches to leave out so that the parts come together; whether they are a name is for others to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import ahocorasick_rs

from casefile.redaction.layers import Change

_LABELS = ("first name|last name|given name|family name|middle name|christian name|maiden name|second name|surname|forename|first_name|last_name|"
           "given_name|family_name|firstname|lastname|prénom|prenom|nom de famille|apellido|nombre de pila|nombres de pila|sobrenome|cognome|vorname|"
           "nachname|familienname|zuname|имя|фамилия|отчество|ім'я|ім’я|прізвище|soyadı|soyad|imię|nazwisko|příjmení|vezetéknév|keresztnév|achternaam|"
           "voornaam|etternavn|fornavn|efternamn|förnamn|nama depan|nama keluarga|اللقب|الكنية|اسم العائلة|نام خانوادگی|שם משפחה|שם פרטי|"
           "επώνυμο|όνομα|უსახელო|გვარი|ազգանուն|उपनाम").split("|")
_TITLES = ("先生 小姐 女士 太太 夫人 同志 老师 師傅 师傅 律师 律師 医生 醫生 大夫 教授 博士 主任 书记 書記 部长 部長 队长 隊長 "
           "经理 經理 记者 記者 牧师 牧師 大哥 大姐 阿姨 さん 氏 "
           "선생 동지 동무 씨 군 양 과장 부장 사장 대표 목사 교수 박사 기자 변호사 반장 위원장 지도원 녀인 여인").split()
_WORDS = [*_LABELS, *_TITLES, "姓", "이름", "（", "("]
_MACHINE = ahocorasick_rs.AhoCorasick(_WORDS, store_patterns=False)
_FIRST_TITLE, _FAMILY, _OWN, _BRACKETS = len(_LABELS), len(_WORDS) - 4, len(_WORDS) - 3, len(_WORDS) - 2
_HAN, _SIGN = r"[\u3400-\u9fff]", r"[\s,，、；;:：=(（「『\"'“]"
_CHARACTERS = re.compile(rf"姓(?:氏|为|為|是|は)?{_SIGN}{{0,2}}({_HAN}{{1,3}}?)"
                         rf"([」』\"'”]?{_SIGN}{{0,3}}名(?:字|前)?(?:叫|是|为|為|は)?{_SIGN}{{0,2}})(?={_HAN})")
_SYLLABLES = re.compile(rf"성(?:씨|명)?(?:은|는|이|:|：)?\s{{0,2}}([가-힣]{{1,2}})"
                        rf"((?:이고|이며|이요|가|씨)?{_SIGN}{{1,3}}이름(?:은|이|:|：)?\s{{0,2}})(?=[가-힣])")
_READING = re.compile(rf"(?<={_HAN})[(（][\u3041-\u30ff\s]{{1,16}}[)）](?={_HAN})")
_AFTER_HAN = re.compile(rf"[(（·・\s]{{0,2}}(?={_HAN})")
_AFTER_HANGUL = re.compile(r"님?(?:\s{0,2}[(（]\s?|\s)(?=[가-힣]{2})")
_BEFORE_HANGUL = re.compile(r"(?<![가-힣])[가-힣]{1,2}(\s?)\Z")
_BEFORE_LABEL = re.compile(r"[\s,;:.(（/–—-]{0,4}\Z")
_AFTER_LABEL = re.compile(r"s?(?:\s(?:is|was|ist|war|est|es|era|był|była|—|–|-))?[\s:=.)-]{1,4}[\"'“«(]?|[:=]")


def between_parts(text: str) -> Iterator[Change]:
    """The labels and titles to leave out, in order; labels of words read as a blank."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return
    found: set[Change] = set()
    for word, start, end in _MACHINE.find_matches_as_indexes(lowered, overlapping=True):
        if word < _FIRST_TITLE:
            after = _AFTER_LABEL.match(text, end)
            before = _BEFORE_LABEL.search(text, max(0, start - 5), start)
            if after and before and not text[start - 1:start].isalnum() and not text[after.end():after.end() + 1].islower():
                found.add(Change(before.start(), after.end(), " "))
        elif word == _FAMILY:
            found.update(_both(_CHARACTERS.match(text, start)))
        elif word == _OWN:
            opening = text.rfind("성", max(0, start - 16), start)
            found.update(_both(_SYLLABLES.match(text, opening) if opening >= 0 else None))
        elif word >= _BRACKETS:
            reading = _READING.match(text, start)
            found.update([Change(*reading.span(), "")] if reading else ())
        else:
            found.update(_title(text, start, end))
    reach = -1
    for change in sorted(found, key=lambda one: (one.start, -one.end)):
        if change.start >= reach:
            yield change
            reach = change.end


def _both(match: re.Match[str] | None) -> list[Change]:
    """The label before the surname and the one after it."""
    return [Change(match.start(), match.start(1), ""), Change(*match.span(2), "")] if match else []


def _title(text: str, start: int, end: int) -> list[Change]:
    """A title between a surname and what may be a given name."""
    if not start:
        return []
    if text[start] < "가":
        after = _AFTER_HAN.match(text, end)
        return [Change(start, after.end(), "")] if after and "\u3400" <= text[start - 1] <= "\u9fff" else []
    after = _AFTER_HANGUL.match(text, end)
    before = _BEFORE_HANGUL.search(text, max(0, start - 4), start) if after else None
    return [Change(before.start(1), after.end(), "")] if after and before else []
