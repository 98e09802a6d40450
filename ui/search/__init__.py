# SPDX-License-Identifier: GPL-3.0-or-later
"""Search in everything, while typing."""
