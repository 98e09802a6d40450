# SPDX-License-Identifier: GPL-3.0-or-later
"""The surname of a woman as her brother's is written, and the other way round.

Slavic, Baltic and Greek surnames end differently for women and men; a text that tells of the family, or of
somebody by the wrong form, still names it.  Works on folded letters; knows endings, never names.
"""

from __future__ import annotations

_PAIRS = (
    # Latin letters: Polish, Czech, Slovak, Croatian, Bulgarian and Russian in Latin, Greek, Lithuanian, Latvian
    ("ski", "ska"), ("cki", "cka"), ("dzki", "dzka"), ("sky", "ska"), ("cky", "cka"), ("sky", "skaya"), ("skiy", "skaya"),
    ("skii", "skaia"), ("skij", "skaja"), ("skyi", "ska"), ("ckyi", "cka"), ("ny", "na"), ("ry", "ra"), ("ly", "la"), ("ty", "ta"),
    ("hy", "ha"), ("ov", "ova"), ("ev", "eva"), ("iv", "iva"), ("yov", "yova"), ("in", "ina"), ("yn", "yna"), ("ow", "owa"), ("off", "ova"),
    ("opoulos", "opoulou"), ("idis", "idou"), ("iadis", "iadou"), ("akis", "aki"), ("oglou", "oglou"), ("atos", "atou"),
    ("as", "iene"), ("as", "aite"), ("is", "yte"), ("is", "iene"), ("us", "ute"), ("ius", "iute"), ("ins", "ina"), ("ovs", "ova"), ("evs", "eva"),
    # Cyrillic and Greek letters
    ("ов", "ова"), ("ев", "ева"), ("ин", "ина"), ("ын", "ына"), ("ский", "ская"), ("скии", "ская"), ("цкии", "цкая"), ("скии", "ска"),
    ("цкии", "цка"), ("ски", "ска"), ("ськии", "ська"), ("цькии", "цька"),
    ("ныи", "ная"), ("нии", "ная"), ("нии", "на"), ("ои", "ая"), ("ιδης", "ιδου"), ("ακης", "ακη"),
    ("οπουλος", "οπουλου"), ("ος", "ου"), ("ας", "α"), ("ης", "η"))
_LEAST = 3
"""So many letters stand before an ending at least."""


def counterparts(surname: str) -> set[str]:
    """What a folded surname may be for the other sex; nothing where its ending says nothing."""
    found = set()
    for man, woman in _PAIRS:
        for one, other in ((man, woman), (woman, man)):
            if surname.endswith(one) and len(surname) - len(one) >= _LEAST:
                found.add(surname[:-len(one)] + other)
    if surname.endswith("ova") and len(surname) > 6:  # Czech and Slovak: Nováková of Novák, Hrdličková of Hrdlička
        stem = surname[:-3]
        found |= {stem, stem + "a", stem + "o", *({stem[:-1] + "e" + stem[-1]} if stem[-1] in "klcnrt" else ())}
    elif surname.endswith("owa") and len(surname) > 6:
        found.add(surname[:-3])
    elif surname[-1:] in "kcrnltdzsmhvb" and len(surname) >= 4 and surname.isascii():
        found.add(surname + "ova")
        if surname[-2] == "e":
            found.add(surname[:-2] + surname[-1] + "ova")
    elif surname[-1:] == "a" and len(surname) >= 5 and surname.isascii():
        found.add(surname[:-1] + "ova")
    return found - {surname}
