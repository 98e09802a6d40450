# SPDX-License-Identifier: GPL-3.0-or-later
"""An unforeseen error of the program, as what may be told of it: its type and place, under an id.

Promises: a fault carries no word of the error's message, no value and no path, only the type and the
files, lines and functions of the program it went through.
It must never be filled from anything a record, a file or a person said.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from casefile import __version__
from casefile.errors import CasefileError

if TYPE_CHECKING:
    from casefile.host.doctor import Check

_MOST = 30  # places of one fault, the innermost
_VERSIONS = ("library-", "python", "sqlcipher")


@dataclass(frozen=True, slots=True)
class Fault:
    """An id to speak of it, the process it met, its type, and where it came through, innermost last."""

    id: str
    process: str
    kind: str
    places: tuple[str, ...]

    def words(self) -> dict[str, str]:
        """As the words of a message."""
        return {"fault": self.id, "process": self.process, "kind": self.kind, "places": json.dumps(self.places)}


def fault_of(process: str, kind: type[BaseException], trace: TracebackType | None) -> Fault:
    """What may be told of an error."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{os.path.basename(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return Fault(secrets.token_hex(4), process, kind.__name__, tuple(places[-_MOST:]))


def told(fault: Fault) -> str:
    """The one line that is printed of a fault."""
    where = fault.places[-1].split()[0] if fault.places else "its door"
    return f"casefile: a fault of the program itself ({fault.kind} at {where}), {fault.id}\n"


def guard(process: str) -> None:
    """From now on Python itself prints no error's words either: not of a thread, nor of what it cannot raise."""
    def tell(kind: type[BaseException], trace: TracebackType | None) -> None:
        if not issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.stderr.write(told(fault_of(process, kind, trace)))

    sys.excepthook = lambda kind, _error, trace: tell(kind, trace)
    sys.unraisablehook = lambda met: tell(met.exc_type, met.exc_traceback)
    threading.excepthook = lambda met: tell(met.exc_type, met.exc_traceback)


def failed_here(process: str, error: BaseException) -> CasefileError:
    """An error nobody foresaw, as one that may be shown: its type and id; the fault goes along for a report."""
    met = fault_of(process, type(error), error.__traceback__)
    sys.stderr.write(told(met))
    return CasefileError(f"The program failed here ({met.kind}, {met.id}).", fault=met.words())


def read_fault(words: Mapping[str, str]) -> Fault | None:
    """The fault of a message's words; None where there is none."""
    try:
        places = json.loads(words["places"])
        return Fault(words["fault"], words["process"], words["kind"], tuple(str(one) for one in places))
    except (KeyError, ValueError, TypeError):
        return None


def report(fault: Fault | None, checks: Iterable[Check]) -> str:
    """A text for those who mend the program; of this computer it says versions, and what is in order."""
    lines = [f"Casefile {__version__}, report for those who mend the program",
             "It holds no word of any record, no name, no path and no value.", ""]
    if fault is None:
        lines.append("No fault since the program was started.")
    else:
        lines += [f"Fault {fault.id}: {fault.kind} in the process {fault.process}",
                  *(f"  {place}" for place in fault.places)]
    lines += ["", "This computer:"]
    for one in checks:
        detail = f" ({one.detail})" if one.id.startswith(_VERSIONS) else ""
        lines.append(f"  {'in order' if one.ok else 'NOT in order'}: {one.id}{detail}")
    return "\n".join(lines) + "\n"
