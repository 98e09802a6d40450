# SPDX-License-Identifier: GPL-3.0-or-later
"""A name written in one charset and read in another, as it then looks, lost bytes and all.

Decoding a text finds what can be decoded; where bytes were lost on the way nothing can, so the names
are spoiled instead and looked for as they came out.
"""

from __future__ import annotations

from collections.abc import Iterator

_OF = {"Hang": "utf-8 cp949", "Hani": "utf-8 gb18030 big5 shift_jis euc_jp", "Jpan": "utf-8 shift_jis euc_jp",
       "Cyrl": "utf-8 cp1251 koi8-u cp866 iso8859-5 mac_cyrillic", "Arab": "utf-8 cp1256 iso8859-6", "Hebr": "utf-8 cp1255",
       "Grek": "utf-8 cp1253", "Thai": "utf-8 cp874", "Latn": "utf-8 cp1250 cp1252 cp1254 cp1257 mac_roman cp850 cp437"}
_READ = "latin-1 cp1252 cp1251 koi8-r cp437 mac_roman cp949 gb18030 big5 shift_jis".split()
_FEWEST = 4
"""What comes out has so many characters at least, and three that are not plain ASCII (one in a Latin name)."""


def forms(value: str, script: str) -> Iterator[str]:
    """Every way the name may have come out."""
    if value.isascii():
        return
    seen = {value}
    for charset in _OF.get(script, "utf-8").split():
        try:
            data = value.encode(charset)
        except UnicodeEncodeError:
            continue
        for other in _READ:
            for lost in ("replace", "ignore"):
                form = data.decode(other, lost)
                strange = sum(not char.isascii() for char in form)
                if form not in seen and len(form) >= _FEWEST and strange >= (1 if script == "Latn" else 3) and "?" not in form:
                    seen.add(form)
                    yield form
