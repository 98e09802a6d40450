# SPDX-License-Identifier: GPL-3.0-or-later
"""What each job of jobs.py does, in the worker: from the desk's options to a function over a session.

Promises: an answer is JSON of the same form as the command line's, so that a page and a script read the
same; an option that is missing or of the wrong type is a refusal, not a guess.
It must never do the work itself: that is the rooms' own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casefile.errors import UsageError
from casefile.progress import Progress
from casefile.vault.session import Session

Options = Mapping[str, Any]
Work = Callable[[Session, Options, Progress], Mapping[str, Any]]


def _text(options: Options, name: str, default: str | None = None) -> str:
    found = options.get(name, default)
    if not isinstance(found, str):
        raise UsageError(f"The option {name} is missing.")
    return found


def _path(options: Options, name: str) -> Path:
    return Path(_text(options, name)).absolute()


def _check(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.vault.check import check_vault  # a worker loads only what its one job needs

    findings = [finding.as_json() for finding in check_vault(session, progress)]
    return {"ok": not findings, "findings": findings}


WORK: Mapping[str, Work] = MappingProxyType({
    "check": _check,
})
