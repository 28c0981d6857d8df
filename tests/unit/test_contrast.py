"""What is written can be read: contrast of every text on every ground it stands on, in both themes (WCAG 2.1 AA)."""

from __future__ import annotations

import pytest

from etl_console.ui.tokens import DARK, LIGHT, Tokens

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TEXTS = ("text", "quiet", "accent", "good", "bad", "running", "warn")
GROUNDS = ("ground", "surface", "raised", "chosen", "rail")


def luminance(color: str) -> float:
    """Relative luminance 0..1 of ``#rrggbb`` (WCAG 2.1, definition of relative luminance)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast 1..21 of two colours (WCAG 2.1, definition of contrast ratio)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_standards() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
def test_every_text_has_the_contrast_that_aa_asks_for(theme: Tokens) -> None:
    pairs = [(t, g) for t in TEXTS for g in GROUNDS]
    pairs += [(t, f"{t}_ground") for t in ("good", "bad", "running", "warn")]
    pairs += [("text", f"{t}_ground") for t in ("good", "bad", "running", "warn")] + [("on_accent", "accent")]
    found = {(t, g): round(contrast(getattr(theme, t), getattr(theme, g)), 2) for t, g in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@THEMES
def test_what_shows_the_focus_and_a_box_stands_out(theme: Tokens) -> None:
    pairs = [(s, g) for s in ("accent", "quiet") for g in GROUNDS]
    found = {(s, g): round(contrast(getattr(theme, s), getattr(theme, g)), 2) for s, g in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}
