# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases: the list, and one case with its counts and timeline."""
