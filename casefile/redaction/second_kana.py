# SPDX-License-Identifier: GPL-3.0-or-later
"""Kana read in Latin letters, for the second matcher: さおとめ is Saotome, whoever wrote it.

The first matcher writes names in kana; this one reads the kana back, letter by letter, so that the two
do not err together.  Only kana change; every line of a text stays a line.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_KATAKANA, _HIRAGANA, _NARROW = "[\u30a1-\u30f6\u30fc]", "[\u3041-\u3096\u30fc]", "[\uff66-\uff9f]"
_RUN = re.compile("|".join(f"{kana}{{2,}}(?:[ \u3000・･]?{kana}{{2,}})*" for kana in (_KATAKANA, _HIRAGANA, _NARROW)))
_GLIDE = re.compile("(?<=[kgnhbpmr])i(?=y[auo])|(?<=sh)iy(?=[auo])|(?<=ch)iy(?=[auo])|(?<=j)iy(?=[auo])")
_LONG = re.compile("o[ou](?![aeiou])|uu")


def in_latin(text: str, *, short: bool) -> str:
    """The text with each run of kana as one Latin word: where a name begins in it is for the search to see.

    `short` leaves out what only makes an o or u long.
    """
    if text.isascii():
        return text

    def read(run: re.Match[str]) -> str:
        letters = "".join(one for one in unicodedata.normalize("NFKC", run[0]) if one.isalpha() and one != "ー")
        latin = _GLIDE.sub("", str(anyascii(letters)))
        return " " + (_LONG.sub(lambda found: found[0][0], latin) if short else latin) + " "

    return _RUN.sub(read, text)
