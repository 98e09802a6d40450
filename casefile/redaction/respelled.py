# SPDX-License-Identifier: GPL-3.0-or-later
"""A name in one country's Latin letters as other countries write what they hear.

Latin letters stand for different sounds from country to country: Somali x is h and c a stop nobody
else writes, Turkish c is j, old Indonesian oe is u, Polish sz is sh, French ou is u or w.  Each way
here reads a name by one such custom and writes it the plain way; a way is tried only where the
letters of the name give cause.  Knows letters, never names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Way:
    """What gives cause to read by this custom, and its letters: the longest that fits is read first."""

    cause: re.Pattern[str]
    letters: dict[str, str]
    graphs: re.Pattern[str]

    def read(self, name: str) -> str:
        """The name read by this custom."""
        return self.graphs.sub(lambda found: self.letters[found.group()], name) if self.cause.search(name) else name


def _way(cause: str, letters: str) -> _Way:
    """A way from `graph=plain` pairs; a graph with nothing behind its = is silent."""
    table = dict(pair.split("=") for pair in letters.split())
    return _Way(re.compile(cause), table, re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))))


_WAYS = (
    _way(r"x|c(?![hkz])|aa|ee|ii|oo|uu", "sh=sh ch=ch kh=kh dh=d c= x=h aa=a ee=e ii=i oo=o uu=u"),  # Somali
    _way(r"[şçğıəêîûx]|c(?![hkz])", "ch=ch c=j ç=ch ş=sh ğ=gh ı=i ə=a x=kh q=g ö=o ü=u ê=e î=i û=u j=zh"),  # Turkish, Azeri, Kurdish
    _way(r"[əx]", "ə=e x=h q=k c=j ç=ch ş=sh ğ=g ı=i"),  # Azeri and Uzbek as Russians hear them
    _way(r"oe|tj|dj|sj|nj|j", "oe=u tj=ch dj=j sj=sh nj=ny j=y"),  # old Indonesian and Malay, Dutch
    _way(r"[łśźżąęćń]|cz|sz|rz|w|ch|ck", "szcz=shch cz=ch sz=sh rz=zh dż=j dź=j dz=dz ch=kh ck=tsk ł=l ż=zh ź=z ś=s ć=ch ń=n ą=on ę=en w=v "
                                         "j=y c=ts ó=u"),  # Polish
    _way(r"[čšžřďťňćđůě]|j|dž", "dž=j ch=kh č=ch š=sh ž=zh ř=rzh ć=ch đ=dj ď=d ť=t ň=n ů=u ě=ie lj=ly nj=ny j=y c=ts"),  # Czech to Croatian
    _way(r"đ|ć|lj|nj", "đ=dj ć=c č=c š=s ž=z"),
    _way(r"cs|sz|zs|gy|ly|[őű]", "cs=ch sz=s zs=zh gy=dy ly=y s=sh c=ts j=y"),  # Hungarian
    _way(r"ou|ch|dj|tch|gn|gu|di[aoe]|thi[aeo]|ph|ï", "tch=ch ch=sh dj=j gn=ny gu=g ou=u ph=f thi=ch dia=ja dio=jo die=je ï=i ss=s"),  # French
    _way(r"ou(?=[aeio])|dj|ch", "oua=wa oui=wi oue=we ouo=wo oué=we ou=u dj=j ch=sh qu=k ss=s"),
    _way(r"sch|dsch|tsch|[wj]", "dsch=j tsch=ch sch=sh w=v j=y z=ts ck=k ei=ai"),  # German
    _way(r"xh|gj|[qx]|ll|ë", "xh=j gj=gy q=ch x=dz ll=l rr=r ç=ch ë=e j=y"),  # Albanian
    _way(r"[vzñ]|ll|qu|c[eiéí]", "v=b z=s ll=y qu=k ce=se ci=si cé=sé cí=sí ñ=ny"),  # Spanish
    _way(r"x|[lnc]h|ç|ão", "ch=sh x=sh lh=ly nh=ny ç=s ão=ao qu=k"),  # Portuguese
    _way(r"[șțăâ]|ch|gh|c[ei]|g[ei]", "ș=sh ț=ts ch=k gh=g ce=che ci=chi ge=je gi=ji j=zh gli=ly gn=ny ă=a â=a"),  # Romanian, Italian
    _way(r"[ṣşọẹ]|ɓ|ɗ|ƙ", "ṣ=sh ɓ=b ɗ=d ƙ=k"),  # Yoruba, Hausa
)


def spellings(name: str) -> list[str]:
    """The spellings a name in Latin letters may get abroad, without itself."""
    low = name.lower()
    found = dict.fromkeys(way.read(low) for way in _WAYS)
    found.pop(low, None)
    return list(found)
