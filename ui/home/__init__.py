# SPDX-License-Identifier: GPL-3.0-or-later
"""Home: who needs me today, is my work safe, what did I do last."""
