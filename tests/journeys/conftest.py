# SPDX-License-Identifier: GPL-3.0-or-later
"""The journeys run on Linux, where a screen can be made for them."""

import sys

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
