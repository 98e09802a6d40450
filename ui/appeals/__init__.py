# SPDX-License-Identifier: GPL-3.0-or-later
"""Appeals: the list and the letter."""
