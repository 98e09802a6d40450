# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaves out, on other systems, what only Linux has."""

import sys

collect_ignore = [] if sys.platform == "linux" else ["test_hardening.py"]
