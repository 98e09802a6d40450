# SPDX-License-Identifier: GPL-3.0-or-later
"""The only thing kept outside a vault: the language and where the last vault was.

Promises: one small file, `casefile/settings.json` under the user's configuration folder, readable by
this user alone; a file that cannot be read or written is as good as none.
It must never hold anything of a case, nor a list of vaults.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass

from casefile.errors import DriveTrouble
from casefile.host.places import config_folder
from casefile.host.private_files import make_private_folder, write_private


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose last; empty texts where nothing was chosen."""

    language: str = ""
    vault: str = ""


def load() -> Choice:
    """What was chosen last; an empty choice where there is no readable file."""
    try:
        record = json.loads((config_folder() / "settings.json").read_bytes())
        language, vault = record.get("language", ""), record.get("vault", "")
    except (OSError, ValueError, AttributeError):
        return Choice()
    return Choice(*(text if isinstance(text, str) else "" for text in (language, vault)))


def save(choice: Choice) -> None:
    """Keep the choice; a place that cannot be written is no fault."""
    with contextlib.suppress(OSError, DriveTrouble):
        place = config_folder()
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_dir():
            make_private_folder(place)
        write_private(place / "settings.json", json.dumps(asdict(choice), ensure_ascii=False).encode())
