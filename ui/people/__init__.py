# SPDX-License-Identifier: GPL-3.0-or-later
"""People: the list with two risks, and one person."""
