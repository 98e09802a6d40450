# SPDX-License-Identifier: GPL-3.0-or-later
"""The views a text is searched in: as written, and as it reads once a disguise is taken off.

Every view is a layer over the source, so a hit in it has a place in the text as written.  Only the
neighbourhood of a disguise is searched again, so a plain text costs one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from casefile.redaction import ciphers, labels, spoken, structure
from casefile.redaction.encodings import decoded
from casefile.redaction.han import korean
from casefile.redaction.layers import Change, gathered, rewritten
from casefile.redaction.normal import FOLD, Layer

_LOOKALIKES = {
    "a": "аαаꓮᎪаɑ∀ΑАⲁⲀ", "b": "вВβΒᏴꓐьЬвᏮ", "c": "сСϲϹᏟꓚⲥⲤℂ", "d": "ԁᎠꓓժ", "e": "еЕεΕᎬꓰєҽⲉ℮", "f": "ꓝϝքғ",
    "g": "ɡԍԌᏀꓖցɢ",
    "h": "һҺНнΗᎻꓧհ", "i": "іІιΙᎥꓲӏӀі", "j": "јЈϳᎫꓙյ", "k": "кКκΚᏦꓗⲕⲔ", "l": "ӏᏞꓡⅼլ", "m": "мМΜᎷꓟⲘ",
    "n": "пοո".replace("ο", "") + "ηΝꓠⲚ",
    "o": "оОοΟσօꓳⲟⲞ੦०০๐", "p": "рРρΡᏢꓑⲣⲢ", "q": "ԛզ", "r": "гᎡᏒꓣя", "s": "ѕЅᏚꓢս".replace("ս", "") + "ꜱς",
    "t": "тТτΤᎢꓔⲦ",
    "u": "υսꓴԱ", "v": "ѵѴᏙꓦν", "w": "ԝԜᎳᏔꓪωաѡ", "x": "хХχΧꓫⲬ", "y": "уУγΥᎩꓬүⲨ", "z": "ΖᏃꓜζ",
}
_TO_LATIN_SIGNS = frozenset("".join(_LOOKALIKES.values()))
_TO_LATIN = {ord(other): latin for latin, others in _LOOKALIKES.items() for other in others}
_FROM_LATIN = str.maketrans("acekmoptuxybhiAKMOPTCEXYBHI3", "асекмортихувнιАКМОРТСЕХУВНІз".replace("ι", "и"))
_LEET_ONE = str.maketrans("0134@$!|+5678926€£¢¡", "oleaasiltsgtbgzgeeci".replace("ee", "el"))
_LEET_TWO = str.maketrans("0134@$!|+5678926€£¢¡", "oieaasiitsbtbqzbeeci".replace("ee", "el"))
_LEET_SIGN = re.compile(r"[\d@$!|+€£¢¡]+")
_LEET_TOKEN = re.compile(r"[\w@$!|+€£¢¡]+")
_DIGITS_IN = re.compile(r"\d(?<=[^\W\d_].)\d?(?=[^\W\d_]|\b)")
_LOOKS_LATIN = re.compile(rf"\b[A-Za-z0-9_\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f{re.escape(''.join(_LOOKALIKES.values()))}]++\b")
_BOTH = re.compile("[\u0400-\u052f](?=[\\d_]*[A-Za-z\u00c0-\u024f])|[A-Za-z\u00c0-\u024f](?=[\\d_]*[\u0400-\u052f])")
_WORD = re.compile(r"\w+")
_WORD_END = re.compile(r"\w*")
_CYRILLIC, _LATIN = frozenset(map(chr, range(0x400, 0x530))), re.compile("[A-Za-z\u00c0-\u024f]")
_JAMO = re.compile("[ㅏ-ㅣ\uffc2-\uffdc]|[가-힣][ㄱ-ㅎ]")
_JAMO_SIGNS = frozenset(map(chr, (*range(0x3131, 0x3164), *range(0xFFA1, 0xFFDD))))
_LEAD, _VOWEL, _BETWEEN = "ㄱ-ㅎ", "ㅏ-ㅣ", r"[\s·.\-​]?"
_SYLLABLE = re.compile(
    rf"([{_LEAD}]){_BETWEEN}(ㅗ{_BETWEEN}[ㅏㅐㅣ]|ㅜ{_BETWEEN}[ㅓㅔㅣ]|ㅡ{_BETWEEN}ㅣ|[{_VOWEL}])"
    rf"(?:{_BETWEEN}([{_LEAD}])(?!{_BETWEEN}[{_VOWEL}]))?|([가-힣])([{_LEAD}])(?![{_VOWEL}])")
_HANJA = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,}")
_BESIDE = re.compile("[\u3400-\u9fff]{1,4}(?=[가-힣])|(?<=[가-힣])[\u3400-\u9fff]{1,4}")
_COMPOUND = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
_LEADS, _VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def views(layer: Layer) -> Iterator[Layer]:
    """The text as written, then every disguise that occurs in it undone."""
    yield layer
    yield from _disguises(layer)
    for inner in decoded(layer):
        yield inner
        yield from _disguises(inner)
        yield from decoded(inner)


def _disguises(layer: Layer) -> Iterator[Layer]:
    text = layer.text
    if not text.isascii():
        signs = frozenset(text)  # what occurs decides what is looked for
        if not signs.isdisjoint(_TO_LATIN_SIGNS):
            yield from rewritten(layer, list(_confusable(text)), "lookalike")
        if not signs.isdisjoint(_CYRILLIC):
            yield from rewritten(layer, list(_to_cyrillic(text)), "lookalike")
        if not signs.isdisjoint(_JAMO_SIGNS):
            yield from _syllables(layer)
        if any("\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" for sign in signs):
            yield from _read_hanja(layer)
    if _LEET_SIGN.search(text):
        mixed = list(_mixed(text))
        yield from _leet(layer, mixed, _LEET_ONE)
        yield from _leet(layer, mixed, _LEET_TWO)
        yield from _dropped(layer, _DIGITS_IN, "digits")
    yield from rewritten(layer, list(structure.spelled(text)), "spelled")
    yield from rewritten(layer, sorted(spoken.digits(text), key=lambda change: change.start), "digits")
    yield from rewritten(layer, list(labels.between_parts(text)), "cells")
    yield from rewritten(layer, sorted(ciphers.told(text), key=lambda change: change.start), "spelled")
    yield from rewritten(layer, list(structure.marked(text)), "markup")
    if "<<" in text:
        for led in (False, True):
            yield from rewritten(layer, list(structure.machine_read(text, led)), "cells")
    if "\\" in text or "{}" in text:
        yield from rewritten(layer, list(structure.typeset(text)), "markup")
    yield from rewritten(layer, list(structure.cells(text)), "cells")
    yield from rewritten(layer, list(structure.joined(text)), "cells")


def _dropped(layer: Layer, pattern: re.Pattern[str], label: str) -> Iterator[Layer]:
    changes = [Change(found.start(), found.end(), "") for found in pattern.finditer(layer.text)]
    yield from rewritten(layer, changes, label)


def _each(start: int, new: str) -> Change:
    """A change of letters one for one."""
    return Change(start, start + len(new), new, tuple((k, k + 1) for k in range(start, start + len(new))))


def _confusable(text: str) -> Iterator[Change]:
    """Words every letter of which is Latin or looks it, in Latin; a real Russian word stays."""
    for found in _LOOKS_LATIN.finditer(text):
        if not _TO_LATIN_SIGNS.isdisjoint(found.group()):
            yield _each(found.start(), found.group().translate(_TO_LATIN))


def _to_cyrillic(text: str) -> Iterator[Change]:
    """Words with Cyrillic and Latin letters, in Cyrillic."""
    done = 0
    for meeting in _BOTH.finditer(text):
        if meeting.start() >= done:
            start = meeting.start()
            while start > done and _WORD.match(text, start - 1, start):
                start -= 1
            found = _WORD_END.match(text, start)
            done = found.end() if found else done
            if found:
                yield _each(start, found.group().translate(_FROM_LATIN))


def _mixed(text: str) -> Iterator[re.Match[str]]:
    """The words in which digits or signs stand among Latin letters."""
    done = 0
    for sign in _LEET_SIGN.finditer(text):
        if sign.start() < done:
            continue
        start = sign.start()
        while start > done and _LEET_TOKEN.match(text, start - 1, start):
            start -= 1
        found = _LEET_TOKEN.match(text, start)
        if found:
            done = found.end()
            if _LATIN.search(found.group()):
                yield found


def _leet(layer: Layer, mixed: Sequence[re.Match[str]], table: dict[int, int]) -> Iterator[Layer]:
    changes = [Change(found.start(), found.end(), found.group().translate(table),
                      tuple((k, k + 1) for k in range(*found.span()))) for found in mixed]
    yield from rewritten(layer, changes, "leet")


def _syllables(layer: Layer) -> Iterator[Layer]:
    if not _JAMO.search(layer.text):
        return
    text = "".join(str(FOLD[char]) if "\uffa1" <= char <= "\uffdc" else char for char in layer.text)
    if len(text) != len(layer.text):
        return
    plain = Layer(text, layer.starts, layer.ends, "jamo")
    yield from rewritten(plain, list(_composed(text)), "jamo")


def _read_hanja(layer: Layer) -> Iterator[Layer]:
    """Chinese characters as Koreans read them, for names known in Hangul alone."""
    changes = [Change(m.start(), m.end(), "".join(korean(c) or "?" for c in m.group()),
                      tuple((k, k + 1) for k in range(*m.span()))) for m in _HANJA.finditer(layer.text)]
    yield from gathered(layer, changes, "reading")
    beside = [Change(k, k + 1, korean(layer.text[k])) for m in _BESIDE.finditer(layer.text) for k in range(*m.span())
              if korean(layer.text[k])]
    yield from rewritten(layer, beside, "reading")


def _composed(text: str) -> Iterable[Change]:
    for found in _SYLLABLE.finditer(text):
        lead, vowel, tail, open_syllable, added = found.groups()
        if open_syllable:
            code = ord(open_syllable) - 0xAC00
            if code % 28 == 0 and added in _TAILS:
                yield Change(found.start(), found.end(), chr(0xAC00 + code + _TAILS.index(added)))
            continue
        vowel = _COMPOUND.get("".join(c for c in vowel if c in _VOWELS), vowel[0])
        if lead not in _LEADS or (tail and tail not in _TAILS):
            continue
        code = (_LEADS.index(lead) * 21 + _VOWELS.index(vowel)) * 28 + (_TAILS.index(tail) if tail else 0)
        yield Change(found.start(), found.end(), chr(0xAC00 + code))


