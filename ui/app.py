# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that builds things: a QApplication and the window of this process's role.

Promises: called only after the process was hardened; nothing of Qt's own settings or dialogs is
written anywhere; a fault is told as type and place, never with the text it met.
It must never build the window of another role, nor import its modules.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from casefile.host import capture
from casefile.host.hardening import Role
from casefile.processes.link import Start
from ui.kit import theme
from ui.kit.copying import Copying


def application(role: Role) -> QApplication:
    """The QApplication of a hardened process: our look, no native dialogs, no settings on disk."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    app = QApplication(["casefile"])
    app.setApplicationName("casefile")
    app.setQuitOnLastWindowClosed(False)  # what closing means is the window's to say
    theme.install(app)
    Copying(app, allowed=role is Role.DESK)
    app.focusWindowChanged.connect(lambda window: window and capture.refuse(int(window.winId())))
    return app


def run(start: Start) -> int:
    """Show the window of this role until the process ends; the exit code."""
    app = application(start.role)
    keep: object
    if start.role is Role.UNLOCK:
        from ui.unlock.cases import run_unlock  # each process imports its own window alone

        keep = run_unlock(start)
    elif start.role is Role.UNLOCK_IDENTITIES:
        from ui.unlock.identities import run_ask  # each process imports its own window alone

        keep = run_ask(start)
    elif start.role is Role.WELCOME:
        from ui.unlock.welcome import run_welcome  # each process imports its own window alone

        keep = run_welcome(start)
    elif start.role is Role.IDENTITY:
        from ui.identity.run import run_identity  # the only process that may import true names

        keep = run_identity(start)
    else:
        from ui.deskrun import run_desk  # each process imports its own window alone

        keep = run_desk(start)
    code = app.exec()
    del keep
    return code
