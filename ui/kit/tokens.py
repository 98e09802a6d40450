# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of colours: three looks, each a full set of tokens by role.

Promises: every colour on the screen comes from here, and `pairs` names every pair of text on
ground and every edge in use, so that a test can recompute the contrast of each.
Must never: hold a colour that stands for a meaning without a word beside it on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Risk:
    """How one risk level is painted."""

    fill: str
    text: str
    edge: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look: a colour (#RRGGBB) for each role."""

    name: str
    ground: str
    surface: str
    alt: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    soft: str
    band: str
    on_band: str
    band_field: str
    ident: str
    on_ident: str
    ident_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    warn_line: str
    bad: str
    bad_soft: str
    focus: str
    chip: str
    chip_edge: str
    standard: Risk
    elevated: Risk
    high: Risk
    critical: Risk

    def risk(self, level: str) -> Risk:
        """Paint of a level; an unknown level is painted as not assessed."""
        known: dict[str, Risk] = {"standard": self.standard, "elevated": self.elevated, "high": self.high,
                                  "critical": self.critical}
        return known.get(level, Risk(self.surface, self.muted, self.muted))

    def colours(self) -> dict[str, str]:
        """Token name to colour, for the stylesheet."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in named.items() if isinstance(value, str) and name != "name"}


LIGHT = Tokens(
    "light", ground="#F4F3EF", surface="#FFFFFF", alt="#FAF9F6", text="#1E2326", muted="#565B5E",
    line="#D8D5CC", edge="#7F7D74", accent="#1D5B5E", on_accent="#FFFFFF", soft="#DFEBEA",
    band="#1B4A4D", on_band="#FFFFFF", band_field="#2B5F62", ident="#6A2C57", on_ident="#FFFFFF",
    ident_soft="#F3E5EE", good="#25633F", good_soft="#E0EFE4", warn="#5A4000", warn_soft="#FBECC9",
    warn_line="#D9B45B", bad="#8A2B1D", bad_soft="#F8E3DE", focus="#0A5BC2", chip="#E6EDF0",
    chip_edge="#76898F", standard=Risk("#FFFFFF", "#1E2326", "#7F7D74"),
    elevated=Risk("#BCDDF3", "#12222C", "#3E7FA8"), high=Risk("#F0AE3C", "#241800", "#A86D00"),
    critical=Risk("#1B1B1B", "#FFFFFF", "#1B1B1B"))

DARK = Tokens(
    "dark", ground="#151819", surface="#1D2122", alt="#232829", text="#ECEBE6", muted="#B5BAB6",
    line="#384041", edge="#8A9494", accent="#8FCBC6", on_accent="#0B2423", soft="#203736",
    band="#123436", on_band="#F2F2EE", band_field="#1E4A4C", ident="#E3ACCF", on_ident="#2E0F25",
    ident_soft="#3A2133", good="#9AD3AE", good_soft="#1F3327", warn="#F3D58B", warn_soft="#3A3014",
    warn_line="#8A7128", bad="#F3AFA2", bad_soft="#40211C", focus="#8EBBFF", chip="#2B3538",
    chip_edge="#8398A0", standard=Risk("#1D2122", "#ECEBE6", "#8A9494"),
    elevated=Risk("#2C5874", "#FFFFFF", "#79B5DA"), high=Risk("#F0AE3C", "#241800", "#F0AE3C"),
    critical=Risk("#FFFFFF", "#111111", "#FFFFFF"))

HIGH = Tokens(
    "high", ground="#000000", surface="#000000", alt="#000000", text="#FFFFFF", muted="#FFFFFF",
    line="#FFFFFF", edge="#FFFFFF", accent="#FFE14D", on_accent="#000000", soft="#33300A",
    band="#000000", on_band="#FFFFFF", band_field="#000000", ident="#FF9BE0", on_ident="#000000",
    ident_soft="#33001F", good="#7CFFA8", good_soft="#000000", warn="#FFE14D", warn_soft="#000000",
    warn_line="#FFE14D", bad="#FFB0A0", bad_soft="#000000", focus="#00E5FF", chip="#000000",
    chip_edge="#FFFFFF", standard=Risk("#000000", "#FFFFFF", "#FFFFFF"),
    elevated=Risk("#8FD3FF", "#000000", "#8FD3FF"), high=Risk("#FFB52E", "#000000", "#FFB52E"),
    critical=Risk("#FFFFFF", "#000000", "#FFFFFF"))

LOOKS: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "high": HIGH}
LEVELS = ("standard", "elevated", "high", "critical")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    def luminance(colour: str) -> float:
        parts = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(look: Tokens) -> list[tuple[str, str, str, float]]:
    """Every pair in use: (what, foreground, background, least ratio)."""
    text, shape = 4.5, 3.0
    found = [(f"{role} on {ground}", getattr(look, role), getattr(look, ground), text)
             for role in ("text", "muted", "accent", "ident", "good", "warn", "bad")
             for ground in ("ground", "surface", "alt")]
    found += [(f"{role} on soft", getattr(look, role), look.soft, text) for role in ("text", "muted", "accent")]
    found += [(f"{role} on {fill}", getattr(look, role), getattr(look, fill), text) for role, fill in (
        ("on_accent", "accent"), ("on_band", "band"), ("on_band", "band_field"), ("on_ident", "ident"),
        ("ident", "ident_soft"), ("good", "good_soft"), ("warn", "warn_soft"), ("bad", "bad_soft"),
        ("text", "chip"), ("text", "warn_soft"), ("text", "bad_soft"))]
    found += [(f"{role} edge on {ground}", getattr(look, role), getattr(look, ground), shape)
              for role in ("edge", "focus", "chip_edge") for ground in ("ground", "surface")]
    for level in LEVELS:
        risk = look.risk(level)
        found.append((f"{level} text", risk.text, risk.fill, text))
        seen = risk.edge if contrast(risk.edge, look.surface) >= contrast(risk.fill, look.surface) else risk.fill
        found += [(f"{level} chip on {ground}", seen, getattr(look, ground), shape) for ground in ("surface", "ground")]
    return found
