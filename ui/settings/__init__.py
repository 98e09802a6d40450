# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings and the health of this computer."""
