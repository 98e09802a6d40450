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


def _backup(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.backup.snapshot import backup  # a worker loads only what its one job needs

    made = backup(session, _path(options, "dest"), include_identities=options.get("include_identities") is True,
                  allow_same_disk=options.get("allow_same_disk") is True, progress=progress)
    return {"snapshot": made.snapshot, "bytes_written": made.bytes_written, "bytes_reused": made.bytes_reused,
            "verified": True, "identities": made.identities, "took_s": made.took_s}


def _verify(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.backup.verify import verify  # a worker loads only what its one job needs

    found = verify(_path(options, "dest"), progress=progress)
    return {"ok": True, "snapshots": found.snapshots, "files": found.files, "bytes": found.bytes}


WORK: Mapping[str, Work] = MappingProxyType({
    "backup": _backup,
    "verify": _verify,
    "check": _check,
})
