# SPDX-License-Identifier: GPL-3.0-or-later
"""A font for every script, asked of Qt: the window's process may start no program to ask the system.

Promises: each script the doctor asks about has an answer, "" where there is no font.
"""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from casefile.host.doctor import SCRIPTS

_SYSTEM = QFontDatabase.WritingSystem
_SYSTEMS = {
    "latin": _SYSTEM.Latin, "cyrillic": _SYSTEM.Cyrillic, "greek": _SYSTEM.Greek, "korean": _SYSTEM.Korean,
    "chinese-simplified": _SYSTEM.SimplifiedChinese, "chinese-traditional": _SYSTEM.TraditionalChinese,
    "japanese": _SYSTEM.Japanese, "arabic": _SYSTEM.Arabic, "hebrew": _SYSTEM.Hebrew, "burmese": _SYSTEM.Myanmar,
    "khmer": _SYSTEM.Khmer, "thai": _SYSTEM.Thai, "lao": _SYSTEM.Lao, "tamil": _SYSTEM.Tamil,
    "devanagari": _SYSTEM.Devanagari, "bengali": _SYSTEM.Bengali, "tibetan": _SYSTEM.Tibetan,
    "georgian": _SYSTEM.Georgian, "armenian": _SYSTEM.Armenian}


def families() -> dict[str, str]:
    """A family for each script, by the doctor's names of the scripts."""
    return {script: _family(script) for script in SCRIPTS}


def _family(script: str) -> str:
    system = _SYSTEMS.get(script)
    if system is not None:
        found = QFontDatabase.families(system)
    else:  # Qt has no word for this script: a font made for it carries its name
        found = [family for family in QFontDatabase.families() if script in family.casefold()]
    return found[0] if found else ""
