# SPDX-License-Identifier: GPL-3.0-or-later
"""Burmese names: their syllables in Latin letters, and as old Zawgyi fonts encode them.

Burmese has no one romanisation: a syllable is a consonant with its medials, then a rhyme, each
with the spellings passports and newspapers use.
"""

from __future__ import annotations

import re

from casefile.redaction.sounds import Syllable

_ONSETS = {
    "က": "k g", "ခ": "kh k", "ဂ": "g k", "ဃ": "g gh", "င": "ng nga", "စ": "s c z", "ဆ": "s hs ss", "ဇ": "z s",
    "ဈ": "z", "ည": "ny gn", "ဉ": "ny gn",
    "ဋ": "t", "ဌ": "t ht th", "ဍ": "d", "ဎ": "d", "ဏ": "n", "တ": "t d", "ထ": "ht t th", "ဒ": "d", "ဓ": "d dh",
    "န": "n", "ပ": "p b", "ဖ": "ph hp p f",
    "ဗ": "b v", "ဘ": "b bh", "မ": "m", "ယ": "y", "ရ": "y r", "လ": "l", "ဝ": "w v", "သ": "th t s", "ဟ": "h",
    "ဠ": "l", "အ": "", "ဿ": "ss th",
    "ကျ": "ky j ch g kj", "ကြ": "ky j ch gy", "ချ": "ch ky khy hky", "ခြ": "ch ky khy", "ဂျ": "gy j g",
    "ဂြ": "gy j", "ငြ": "ny", "ရှ": "sh", "သျှ": "sh", "လျှ": "sh hly ly",
    "မျ": "my", "မြ": "my", "ပျ": "py", "ပြ": "py", "ဖျ": "phy py", "ဖြ": "phy py hpy", "ဗျ": "by", "ဗြ": "by",
    "ဘြ": "by", "လှ": "hl l", "နှ": "hn n", "မှ": "hm m",
    "ငှ": "ng hng", "ညှ": "hny ny", "ဝှ": "hw", "မြှ": "hmy my", "မျှ": "hmy my", "ဟျ": "hy", "လျ": "ly y",
    "သြ": "aw o", "ဩ": "aw o",
}
_RIMES = {
    "": "a ah", "ာ": "a ar ah", "ါ": "a ar ah", "ိ": "i ee ei", "ီ": "i ee y e", "ု": "u oo", "ူ": "u oo oe",
    "ေ": "e ay aye ei ai", "ဲ": "e eh ai ae", "ော": "aw o au or", "ေါ": "aw o au or",
    "ို": "o oe oh", "ံ": "an am ann", "ုံ": "on own one ohn oun", "ိံ": "ein", "က်": "et ek at", "င်": "in inn",
    "စ်": "it iss ic is", "ည်": "i ee in e yi ay ae",
    "ဉ်": "in inn", "တ်": "at ut et", "န်": "an ann un", "ပ်": "at ap ut", "မ်": "an am ann",
    "ယ်": "e eh el ay ae", "ါတ်": "at", "ိတ်": "eit ate ait et ei",
    "ိပ်": "eit ate ait eik", "ိန်": "ein ain eain en", "ိမ်": "ein ain eain eim", "ုတ်": "ok oke oat out",
    "ုပ်": "ok oke oat oak", "ုန်": "on own one ohn oun", "ုမ်": "on own ohn oun",
    "ိုက်": "aik ike ite ight", "ိုင်": "aing ine ain ing", "ောက်": "auk out awk ouk",
    "ောင်": "aung oung awng ong", "ေါက်": "auk out", "ေါင်": "aung oung",
    "ေတ်": "it et", "ွ": "wa", "ွာ": "wa war", "ွေ": "we way wai", "ွဲ": "we wai wel", "ွီ": "wi",
    "ွယ်": "we wai way", "ွက်": "wet", "ွင်": "win", "ွတ်": "ut wat",
    "ွန်": "un on oon wan", "ွမ်": "un on wan", "ွပ်": "ut wat", "ွံ": "un on wan", "ဲ့": "e eh", "ာဏ်": "an ann", "ိုလ်": "o bo", "ဏ်": "an un", "ံး": "an",
}
_SPECIAL = {"ဦး": "u oo", "ဥ": "u", "ဥမ်": "ohn on um oun", "ဥန်": "ohn on un", "ဧ": "e ay aye", "အေ": "aye e ay", "အေး": "aye e ay", "ဩ": "aw o",
            "အော": "aw o", "ဪ": "aw", "ဣ": "i", "ဤ": "i", "ဥက္က": "okka oakka",
            "ကျော်": "kyaw jaw", "ဇော်": "zaw", "သိန်း": "thein", "ညွန့်": "nyunt nyun", "မြင့်": "myint myin",
            "သန့်": "thant than", "ခင်": "khin khinn", "ဝင့်": "wint win", "ပွင့်": "pwint pwin",
            "လင့်": "lint", "ဆင့်": "sint hsint", "သင့်": "thint", "စံ": "san", "နွယ်": "nwe nway",
            "လွင်": "lwin", "ထွန်း": "tun htun", "မွန်": "mon mun", "စုံ": "sone", "တင့်": "tint"}
_SYLLABLE = re.compile("(?:[က-အဿ](?:္[က-အ])?[ျြွှ]*[ာါိီုူေဲံ့းော]*(?:[က-အဉည][့]?်[့း]*|[့းံ])*|[ဣ-ဪ](?:[က-အ]်)?[း]?)")
_ONSET = re.compile("^([က-အဿ][ျြ]?[ှ]?)(.*)$")


def syllables(name: str) -> list[Syllable]:
    """The syllables of a Burmese name with the spellings each has; empty where one is not known."""
    found = [_syllable(part) for part in parts(name)]
    return [item for item in found if item] if all(found) else []


def parts(name: str) -> list[str]:
    """A Burmese name by syllables; what cannot be divided stands as it is."""
    apart = re.sub("([က-အ])္", "\\1်", name)
    return [part for chunk in re.split(r"\s+", apart) for part in _SYLLABLE.findall(chunk)]


def _syllable(part: str) -> Syllable | None:
    special = tuple((_SPECIAL.get(part) or _SPECIAL.get(part.rstrip("း့")) or "").split())
    # The medial wa belongs to the rhyme: it changes the vowel after it.
    plain = part.replace("့", "").replace("း", "").replace("့်", "်").replace("ော်", "ော").replace("ေါ်", "ေါ")
    plain = re.sub("([ျြ]?)ွ(ှ?)", r"\1\2ွ", plain)
    found = _ONSET.match(plain)
    if found is None:
        return Syllable((), special) if special else None
    onset, rime = found.groups()
    onsets, rimes = _ONSETS.get(onset), _RIMES.get(rime)
    if onsets is None or rimes is None:
        return Syllable((), special) if special else None
    creaky = tuple(option + "t" for option in rimes.split() if part.endswith(("့်", "့်")) and option.endswith("n"))
    return Syllable((tuple(onsets.split()) or ("",), (*rimes.split(), *creaky)), special)


def zawgyi(name: str) -> str:
    """The name as the old Zawgyi fonts encode it, for the commonest shapes."""
    text = "".join(name.split()).replace("်", "\ue001")
    text = re.sub("([က-အ])(ြ)([ွှ]*)", "\ue002\\1\\3", text)
    text = text.replace("ျ", "\ue003").replace("ွ", "\ue004").replace("ှ", "\ue005")
    text = re.sub("(\ue002?[က-အ][\ue003-\ue005]*)ေ", "ေ\\1", text)
    for ours, theirs in (("\ue001", "္"), ("\ue002", "ျ"), ("\ue003", "်"), ("\ue004", "ြ"), ("\ue005", "ွ")):
        text = text.replace(ours, theirs)
    return text
