# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that starts and ends all others.  It shows nothing, holds no secret and reads none.

Promises: locking ends every process that held a key, waits until each is gone, and only then shows
the unlock window (which says so where a drive holds one back); a process that hangs, crashes or talks out of turn leads to a lock, never to an
open desk without a supervisor; when the last window is closed nothing is left running.
It must never import Qt or the databases, and never open what its children seal to each other.
"""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Iterator, Mapping

from casefile.host.hardening import Role
from casefile.processes import choice as choices
from casefile.processes.children import Child
from casefile.processes.clocks import Limits, Sleep, idle_seconds, now
from casefile.processes.faults import fault_of, told
from casefile.processes.messages import MAY_SEND, RENEWING_MAY_SEND, BadMessage, Message, Op
from casefile.processes.surroundings import environment

_TICK_S = 0.5
_LOCKED_BY_HAND, _IDLE, _HUNG, _SLEPT, _ENDED, _FAULT = "", "idle", "hung", "slept", "ended", "fault"
_RENEWING = "renewing"  # the name of the unlock window that asks for new keys
_PATIENCE_S = 3.0  # for killed processes to be gone, before the unlock window comes all the same
_STUCK = "stuck"
_FAULTS = 3  # of the supervisor itself, until it gives up
_HAS_CLIENT = frozenset({Role.IDENTITY, Role.WORKER})


class Supervisor:
    """Runs the desktop program until its last window is closed."""

    def __init__(self, vault: str, surroundings: Mapping[str, str] = os.environ,
                 limits: Limits = Limits()) -> None:
        """`vault`: the folder to unlock; empty for the last one, or for a first run."""
        self._limits, self._idle_s = limits, limits.idle_s
        self._choice = choices.load()
        self._vault = vault or self._choice.vault
        self._environment = environment(surroundings)
        self._events: queue.SimpleQueue[tuple[Child, Message | None]] = queue.SimpleQueue()
        self._children: dict[str, Child] = {}
        self._stopping: dict[str, float] = {}
        self._late: list[Child] = []
        self._count = 0
        self._exit: int | None = None
        self._fault: dict[str, str] = {}
        self._faults = 0

    def run(self) -> int:
        """Show windows until the person closes the last one; the exit code."""
        sleep = Sleep()
        try:
            self._show_locked("")
            while self._exit is None:
                try:
                    self._turn(sleep)
                except Exception as error:  # whatever it is: no key may outlive what watches over it
                    self._failed(error)
        finally:
            self._end_all()
        return self._exit

    def _turn(self, sleep: Sleep) -> None:
        """Take one message, if one comes soon, and look at the clocks."""
        try:
            child, message = self._events.get(timeout=_TICK_S)
        except queue.Empty:
            pass
        else:
            self._take(child, message)
        self._look_at_clocks(sleep.seconds())

    def _failed(self, error: Exception) -> None:
        """A fault of the supervisor itself: end everything first, then tell it; a third time is the end."""
        stopped = self._job()
        stopped = stopped if self._end_all() else _STUCK
        met = fault_of(Role.SUPERVISOR.value, type(error), error.__traceback__)
        sys.stderr.write(told(met))
        self._faults += 1
        if self._faults >= _FAULTS:
            self._exit = 70
        else:
            self._fault = met.words()
            self._show_locked(_FAULT, stopped)

    # -- starting and ending --------------------------------------------------------------

    def _start(self, role: Role, name: str = "", **words: str) -> Child:
        if not name:
            self._count += 1
            name = f"{role.value}-{self._count}"
        child = Child(name, role, self._environment, lambda who, what: self._events.put((who, what)))
        self._children[name] = child
        child.send(Message(Op.START, words={"vault": self._vault, "language": self._choice.language, **words}))
        return child

    def _show_locked(self, notice: str, stopped: str = "") -> None:
        role = Role.UNLOCK if self._vault else Role.WELCOME
        self._start(role, notice=notice, fault=self._fault.get("fault", ""), stopped=stopped)

    def lock(self, notice: str = _LOCKED_BY_HAND) -> None:
        """End everything that may hold a key, wait until it is gone, show the unlock window.

        A job that was running is ended as well, and the window names it: nobody shall think it was finished.
        """
        stopped = self._job()
        self._show_locked(notice, stopped if self._end_all() else _STUCK)

    def _job(self) -> str:
        """The word for the job that was begun; empty where none was, or where it has no word."""
        return next((child.purpose for child in self._children.values() if child.role is Role.WORKER), "")

    def _end_all(self) -> bool:
        """End every child; whether all of them are gone.  One that a drive holds back is waited for later."""
        children, self._children = list(self._children.values()), {}
        self._stopping.clear()
        for child in children:
            child.kill()
        until = now() + _PATIENCE_S
        late = [child for child in children if not child.is_gone(max(until - now(), 0.05))]
        self._late += late
        return not late

    def _end(self, child: Child) -> None:
        """End one child; what its end means to the others is seen to when its pipe closes."""
        child.kill()

    def _of(self, role: Role) -> Child | None:
        return next((child for child in self._children.values() if child.role is role), None)

    def _front(self) -> Child | None:
        """The window that workers work for: the desk, or the one that asks for new keys."""
        return self._of(Role.DESK) or self._children.get(_RENEWING)

    def _askers_of(self, client: Child) -> Iterator[Child]:
        return (child for child in list(self._children.values()) if child.client is client)

    # -- messages -------------------------------------------------------------------------

    def _take(self, child: Child, message: Message | None) -> None:
        if self._children.get(child.name) is not child:
            return  # ended by us; what it said before no longer counts
        if message is None:
            self._has_ended(child)
        elif message.op not in self._may_send(child):
            self._out_of_turn(child)
        else:
            getattr(self, f"_on_{message.op.value}")(child, message)

    @staticmethod
    def _may_send(child: Child) -> frozenset[Op]:
        return RENEWING_MAY_SEND if child.name == _RENEWING else MAY_SEND.get(child.role, frozenset())

    def _out_of_turn(self, child: Child) -> None:
        """It is not what it should be: it ends, and with an unlock window, which nothing else waits for, all of it."""
        if child.role is Role.UNLOCK:
            self._fault = fault_of(child.role.value, BadMessage, None).words()
            self.lock(_FAULT)
        else:
            self._end(child)

    def _has_ended(self, child: Child) -> None:
        del self._children[child.name]
        self._stopping.pop(child.name, None)
        child.kill()  # nobody hears it any more, whether it has ended or only closed its pipe
        gone = child.is_gone(_PATIENCE_S)
        code = child.wait() if gone else 1
        if not gone:
            self._late.append(child)
        desk = self._front()
        if child.role is Role.DESK:
            if child.is_open:
                self.lock(_ENDED)
            else:
                self._exit = code or 1  # it cannot even start: showing the unlock window again would not help
        elif child.role in (Role.UNLOCK, Role.WELCOME):
            if not (desk and desk.is_given):
                self._exit = code or 1
        elif child.role is Role.UNLOCK_IDENTITIES:
            if child.client and not child.client.is_given:
                self._end(child.client)
        else:
            for asker in self._askers_of(child):
                self._end(asker)
            if desk:
                desk.send(Message(Op.CLOSED, child.name))

    def _on_ready(self, child: Child, message: Message) -> None:
        desk = self._front()
        if child.role is Role.UNLOCK and child.name != _RENEWING:  # beside that one no desk may write
            self._start(Role.DESK, "desk", **self._fault)  # once the unlock window is drawn, so that it does not slow it
        elif child.role is Role.DESK:
            self._hand_key(child, self._of(Role.UNLOCK), message)
        elif child.role is Role.UNLOCK_IDENTITIES:
            self._hand_key(child, desk, message)
        elif child.role is Role.DECODER:
            self._hand_key(child, desk, Message(Op.KEY, keys={"channel": message.keys.get("channel", b"")}))
        elif child.role in _HAS_CLIENT:
            askers = list(self._askers_of(child))
            for asker in askers:
                self._hand_key(child, asker, Message(Op.KEY, keys={"roots": message.keys.get("roots", b"")}))
            if child.role is Role.WORKER:
                keys = {"channel": message.keys.get("channel", b"")}
                if not askers:
                    keys["roots"] = message.keys.get("roots", b"")
                self._hand_key(child, desk, Message(Op.KEY, keys=keys))

    def _hand_key(self, owner: Child, holder: Child | None, message: Message) -> None:
        if holder:
            holder.send(Message(Op.KEY, owner.name, message.keys))

    def _on_sealed(self, child: Child, message: Message) -> None:
        receiver = self._children.get(message.peer)
        allowed = {Role.UNLOCK: (Role.WORKER if child.name == _RENEWING else Role.DESK,),
                   Role.UNLOCK_IDENTITIES: (Role.IDENTITY, Role.WORKER), Role.DESK: (Role.UNLOCK_IDENTITIES, Role.WORKER)}[child.role]
        if receiver and receiver.role in allowed:
            receiver.is_given = True
            receiver.last_active = receiver.last_beat = now()
            receiver.send(Message(Op.SEALED, child.name, message.keys))

    def _relay(self, child: Child, message: Message) -> None:
        """Between desk and worker or decoder: what is sealed, and the wish to stop."""
        front = self._front()
        receiver = self._children.get(message.peer) if child is front else front
        if receiver and receiver.role in (Role.DESK, Role.UNLOCK, Role.WORKER, Role.DECODER):
            receiver.send(Message(message.op, child.name, message.keys))

    _on_channel = _on_frame = _relay

    def _on_cancel(self, child: Child, message: Message) -> None:
        if message.peer in self._children:
            self._stopping.setdefault(message.peer, now() + self._limits.cancel_s)
        self._relay(child, message)

    def _on_opened(self, child: Child, message: Message) -> None:
        child.is_open = True
        child.last_beat = child.last_active = now()
        if child.role is Role.DESK:
            self._choose(vault=self._vault)
            self._idle_s = idle_seconds(message.words.get("idle_minutes", ""), self._limits.idle_s)

    def _on_failed(self, child: Child, message: Message) -> None:
        if child.role is Role.DESK:
            self._end_all()
            self._start(Role.UNLOCK, notice="failed", **{name: message.words.get(name, "")
                                                         for name in ("message", "advice", "kind")})
        else:
            self._end(child)

    def _on_beat(self, child: Child, message: Message) -> None:
        child.last_beat = now()

    def _on_active(self, child: Child, message: Message) -> None:
        child.last_active = now()

    def _on_lock(self, child: Child, message: Message) -> None:
        self.lock()

    def _on_fault(self, child: Child, message: Message) -> None:
        self._fault = {name: message.words.get(name, "") for name in ("fault", "process", "kind", "places")}
        self.lock(_FAULT)

    def _on_quit(self, child: Child, message: Message) -> None:
        self._exit = 0

    def _on_closed(self, child: Child, message: Message) -> None:
        self._end(child)

    def _on_identities(self, desk: Child, message: Message) -> None:
        person = message.words.get("person", "")
        shown = self._of(Role.IDENTITY)
        if shown and shown.is_open:
            shown.send(Message(Op.PERSON, words={"person": person}))
        else:
            if shown:
                for asker in self._askers_of(shown):
                    self._end(asker)
                self._end(shown)
            self._ask_for(self._start(Role.IDENTITY, person=person), "identities")

    def _on_job(self, child: Child, message: Message) -> None:
        if child is not self._front():
            return self._end(child)
        name, needs = message.peer, message.words.get("identities") == "yes"
        if name.startswith("job-") and name not in self._children:
            worker = self._start(Role.WORKER, name, folder=message.words.get("folder", ""))
            worker.purpose = message.words.get("purpose", "")
            if needs:
                self._ask_for(worker, worker.purpose or "job")

    def _on_decode(self, desk: Child, message: Message) -> None:
        name = message.peer
        if name.startswith("decode-") and name not in self._children:
            self._start(Role.DECODER, name)
            self._stopping[name] = now() + self._limits.decode_s  # foreign bytes have no say in how long

    def _on_renew(self, desk: Child, message: Message) -> None:
        """New keys for the whole vault: the desk ends first, since nobody may write meanwhile."""
        self._end_all()
        self._start(Role.UNLOCK, _RENEWING, notice="renew")

    def _ask_for(self, client: Child, purpose: str) -> None:
        self._start(Role.UNLOCK_IDENTITIES, purpose=purpose).client = client

    def _on_vault(self, child: Child, message: Message) -> None:
        self._vault = message.words.get("vault", "")
        self.lock()

    def _on_welcome(self, child: Child, message: Message) -> None:
        self._end_all()
        self._start(Role.WELCOME, reason=message.words.get("reason", ""))

    def _on_language(self, child: Child, message: Message) -> None:
        self._choose(language=message.words.get("language", ""))

    def _choose(self, *, language: str = "", vault: str = "") -> None:
        before = self._choice
        self._choice = choices.Choice(language or before.language, vault or before.vault)
        if self._choice != before:
            choices.save(self._choice)

    # -- clocks ---------------------------------------------------------------------------

    def _look_at_clocks(self, slept_s: float) -> None:
        self._late = [child for child in self._late if not child.is_gone(0)]
        desk, time_now = self._front(), now()
        for name, until in list(self._stopping.items()):
            if time_now > until and (late := self._children.get(name)):
                self._end(late)
        if desk is None or not (desk.is_given or desk.name == _RENEWING):
            return
        active = max(child.last_active for child in self._children.values() if Op.ACTIVE in self._may_send(child))
        if slept_s > self._limits.slept_s:
            self.lock(_SLEPT)
        elif desk.name == _RENEWING:  # while a worker writes, nobody has to sit there
            if not self._of(Role.WORKER) and time_now - active > self._idle_s:
                self.lock(_IDLE)
        elif time_now - desk.last_beat > self._limits.hung_s * (1 if desk.is_open else 6):
            self.lock(_HUNG)
        elif time_now - active > self._idle_s:
            self.lock(_IDLE)
        elif ((shown := self._of(Role.IDENTITY)) and shown.is_open
              and time_now - shown.last_active > self._limits.identity_idle_s):
            self._end(shown)
