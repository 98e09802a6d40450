# SPDX-License-Identifier: GPL-3.0-or-later
"""The long jobs a worker may do: where each writes, and whether it needs the identity vault.

Promises: the table is light, so that the desk can read it without loading what the jobs need; the
place a job writes to follows from its options alone, and is fixed before the worker starts.
It must never hold a function that runs in the desk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from casefile.processes import keyacts

Options = Mapping[str, Any]


def _nowhere(options: Options) -> str:
    """Only the vault itself."""
    return ""


def _beside_file(options: Options) -> str:
    """The folder of the file that was chosen: it is finished beside its place, then renamed."""
    return os.path.dirname(os.path.abspath(str(options["out"])))


def _beneath(options: Options) -> str:
    """The chosen folder, or its parent while it is still to be made."""
    chosen = os.path.abspath(str(options["dest"]))
    return chosen if os.path.isdir(chosen) else os.path.dirname(chosen)


def _always(options: Options) -> bool:
    return True


def _never(options: Options) -> bool:
    return False


def _if_included(options: Options) -> bool:
    return bool(options.get("include_identities"))


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of job: the folder it may write beneath, and whether a passphrase is asked for (for the names, or
    before what opens the vault is changed)."""

    folder: Callable[[Options], str]
    identities: Callable[[Options], bool]
    purpose: str
    """Why the identity passphrase is asked for: a word the asking window knows."""


JOBS: Mapping[str, Job] = MappingProxyType({
    "export": Job(_beside_file, _always, "export"),
    "screening": Job(_nowhere, _always, "screening"),
    "backup": Job(_beneath, _if_included, "backup"),
    "verify": Job(_nowhere, _never, ""),
    "report": Job(_beside_file, _never, ""),
    "check": Job(_nowhere, _never, ""),
    "audit": Job(_nowhere, _never, ""),
    "attach": Job(_nowhere, _never, ""),
    "detach": Job(_nowhere, _never, ""),
    "extract": Job(_beside_file, _never, ""),
    "erase": Job(_nowhere, _always, "erase"),
    keyacts.TRY: Job(_nowhere, _always, keyacts.TRY),
    **{act.name: Job(_nowhere, _always, act.name) for act in keyacts.every()},
})
