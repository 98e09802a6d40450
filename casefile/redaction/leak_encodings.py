# SPDX-License-Identifier: GPL-3.0-or-later
"""In which older encoding some bytes are writing, by how common the letters are that they give.

The same bytes are letters in every encoding: Korean of the nineties reads as rare Chinese, as Russian, as French
vowels.  Every reading is searched; this module says which of them somebody may have meant, so that a name that a
wrong reading spells by chance is told from a name.  Where it cannot say, every reading counts.
"""

from __future__ import annotations

import codecs
from unicodedata import category

OLDER = ("cp949", "gb18030", "big5", "shift_jis", "euc_jp", "johab", "cp1251", "koi8-r", "iso8859-5", "cp866", "cp1256",
         "iso8859-6", "latin-1")
"""What files of no Unicode encoding are read as."""
_HANGUL = frozenset("이다는의에을를가고하지은한도로서나기자사인어그시리아대해일정부수보라만면들었스주제전여상원게있니과")
_HAN = frozenset("的一是不了在人有我他这这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于"
                 "着著下自之年过過發发后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分")
_KANA = frozenset(map(chr, range(0x3041, 0x30FB)))
_CYRILLIC = frozenset("оеаинтсрвлкмдпуя")
_ARABIC = frozenset("الينموترهبدعةسف")
_LATIN = frozenset("áàâäãåçéèêëíìîïñóòôöõøúùûüýßæÁÀÂÄÇÉÈÍÑÓÖÚÜ")
# The letters most common in each encoding's languages, and the share of them that no wrong reading reaches.
_COMMON = {**dict.fromkeys(("cp949", "johab"), (_HANGUL, 0.3)), **dict.fromkeys(("gb18030", "big5"), (_HAN, 0.2)),
           **dict.fromkeys(("shift_jis", "euc_jp"), (_KANA, 0.4)),
           **dict.fromkeys(("cp1251", "koi8-r", "iso8859-5", "cp866"), (_CYRILLIC, 0.7)),
           **dict.fromkeys(("cp1256", "iso8859-6"), (_ARABIC, 0.7)), "latin-1": (_LATIN, 0.9)}
_ENOUGH = 8
_SAMPLE = 20_000
_SWITCHED = {b"\x1b$)C": "iso2022_kr", b"\x1b$": "iso2022_jp_2", b"~{": "hz"}
# What an XML part may say it is written in.
_DECLARED = ("utf-8", "utf-16", "us-ascii", "euc-kr", "ks_c_5601", "cp949", "windows-", "iso-8859-", "gb", "big5",
             "shift_jis", "euc-jp", "koi8-")


def meant(data: bytes) -> tuple[str, ...]:
    """The encodings some bytes could have been written in; empty where that cannot be said."""
    if b"\x00" in data or data.isascii():
        return ()
    sample = data[:_SAMPLE]
    if (text := _whole(sample, "utf-8")) is not None:
        return ("utf-8",) if sum(sign > "\u07ff" for sign in text) >= _ENOUGH else ()
    return tuple(encoding for encoding in OLDER if _reads(sample, encoding))


def switched(data: bytes) -> list[str]:
    """The readings of seven-bit mail, in which signs switch to another alphabet and back."""
    texts = []
    for sign, encoding in _SWITCHED.items():
        if sign in data:
            texts.append(data.decode(encoding, "ignore"))
    return texts


def declared(name: str) -> str | None:
    """The encoding an XML part names, where it is one that such parts are written in; else None."""
    folded = name.strip().lower()
    if not folded.startswith(_DECLARED):
        return None
    folded = "cp949" if folded.startswith(("euc-kr", "ks_c_5601", "windows-949")) else folded
    try:
        return codecs.lookup(folded).name
    except LookupError:
        return None


def _reads(sample: bytes, encoding: str) -> bool:
    """Whether a sample gives the common letters of an encoding's languages."""
    text = _whole(sample, encoding)
    if text is None:
        return False
    common, share = _COMMON[encoding]
    letters = [sign for sign in text if sign > "\x7f" and category(sign)[0] not in "PZ"]
    if encoding == "latin-1" and 4 * len(letters) > len(text):  # no language is written in accents
        return False
    return len(letters) >= _ENOUGH and sum(sign in common for sign in letters) >= share * len(letters)


def _whole(sample: bytes, encoding: str) -> str | None:
    """The sample in an encoding, None where it is none; a letter may be cut at its end."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None
