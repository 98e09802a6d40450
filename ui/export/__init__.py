# SPDX-License-Identifier: GPL-3.0-or-later
"""Export: choose, look at what would leave, write."""
