# SPDX-License-Identifier: GPL-3.0-or-later
"""The log, and the proof that it is whole."""
