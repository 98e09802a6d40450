# SPDX-License-Identifier: GPL-3.0-or-later
"""What speaks against asking a person: an abbreviation everybody knows, a word that only looks like a name's.

A queue full of words that are none is decided without reading, so each rule here takes away questions
that hardly ever concern a name.  It never speaks about a name in full, nor about one in the script it
is recorded in.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from casefile.redaction.scripts import CASED, script, script_of
from casefile.redaction.variants_latin import PARTICLES
from casefile.redaction.wordnames import WordName
from casefile.redaction.wordruns import Found, Row

_KNOWN = frozenset((
    "usa uno unhcr unicef who icc icj ngo ong osce osze nato kgb fsb mvd gru nkvd cia fbi nsa bbc cnn afp dpa rfa voa hrw idp rsd hiv aids tbc "
    "dna dns usb sim sms mms gps pdf doc xls csv xml html css php sql url uri http https ftp tcp udp ssl tls ssh vpn lan wan wifi ssd hdd ram rom "
    "cpu gpu pin puk atm tv cctv vcr dvd cd led lcd rgb gif png jpg utf utc gmt cet est pst jst kst msk ist am pm gnu gpl bsd mit gcc gtk uid gid "
    "oid pid tty ansi ascii iso ieee api sdk ide gui cli bios uefi acl rtl ltr crc pgp gpg icu ico esc dsa rsa aes lts eof nul usd eur gbp rub cny "
    "krw jpy vnd thb kg km cm mm ml vat tva iva nif nie dni cif ceo cfo ltd llc inc gmbh plc spa srl est etc nb ps cc bcc faq asap vip ufo suv lpg "
    "prc roc rok dprk kpa ssd mss mps spsg wpk cpc ccp ppp pla eu un uk us uae drc car usr rsfsr ussr cccp gdr ddr brd frg sos dmz jsa iom irc msf "
    "phd mba msc bsc icu er opd ecg mri icd bmi iv bcg mmr dpt "
    "ссср фсб мвд кгб сша оон рф ооо оао зао мчс гаи снг кнр кндр ндр ссо гру фсин "
    "сизо усб снту тлс цсу жэк зк оун упа нквд цк кпсс чк ргб влксм ик ик ао инн снилс огрн т.п т.н и.о т.е т.д и.т.д").split())
"""Abbreviations of every newspaper, form and computer."""
_BEFORE = re.compile(
    r"(?:[-/_.@:+=<\\$%#&]|(?<![^\W\d_])[A-ZА-ЯŽŠČÖÜÄ]{2,}[ \u00a0]|\b(?:[Tt]he|[Aa]n|les?|[Ll]es|el|los|une?|du|des|il|gli|das)[ \u00a0])\Z")
_AFTER = re.compile(r"[-/_=+:(&@\\][A-Z0-9_]|[/_\\]\w|\d|[ \u00a0][A-ZА-ЯŽŠČÖÜÄ]{2,}(?![^\W\d_])")
_LONG = 6
"""From so many letters on a word is asked about wherever it stands."""
_ENDS = frozenset(".!?:;|•*>#=\n\r\t·–—-")
_SHORT = 11
"""So many letters have two words before they are asked about in small letters."""


def abbreviation(text: str, start: int, end: int) -> bool:
    """Whether capitals without stops that could be initials are an abbreviation, by what they are or stand beside."""
    return (text[start:end].casefold().strip(".") in _KNOWN or _BEFORE.search(text, max(0, start - 14), start) is not None
            or _AFTER.match(text, end, end + 12) is not None)


def heard_only(row: Row, found: Found, name: WordName) -> bool:
    """Whether words are the name's by sound alone and stand as ordinary words do: small, in capitals, first in a sentence."""
    stream = row.stream
    kind = script(stream.letters[found.start])
    if kind not in CASED or not all(_loose(name.words[k], kind) for k in found.slots):
        return False
    if len(found.slots) > 1:
        first = bisect_left(row.starts, found.start)
        places = range(first, first + len(row.within(found.start, found.end)))
        small = not all(row.capital(place) or row.texts[place] in PARTICLES for place in places)
        return small and (len(places) == 1 or found.end - found.start < _SHORT)
    size = found.end - found.start
    if size >= _LONG:
        return False
    return stream.raw(found.start + 1).isupper() or opens(row, found.start)


def _loose(word: str, kind: str) -> bool:
    """Whether a word of a name is in a script that leaves vowels out."""
    return script_of(word) in ("Arab", "Hebr", "Syrc") and kind != script_of(word)


def opens(row: Row, start: int) -> bool:
    """Whether a word is the first of its sentence or line, where any word has a capital."""
    text, k = row.stream.layer.text, row.stream.at[start] - 1
    while k >= 0 and text[k] in " \u00a0\"'“”‘’«»()[]¿¡_&%":
        k -= 1
    return k < 0 or text[k] in _ENDS
