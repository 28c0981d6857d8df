"""Design tokens: the colours of both themes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme; every text colour has at least 4.5:1 on its ground (WCAG AA)."""

    ground: str
    surface: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    good: str
    bad: str
    running: str
    warn: str
    bad_ground: str
    good_ground: str
    running_ground: str
    warn_ground: str
    chosen: str
    rail: str
    usual: str


LIGHT = Tokens(
    "#f6f7f9", "#ffffff", "#eef0f4", "#d8dce3", "#1c2330", "#566072", "#1f5fbf", "#ffffff", "#17703a", "#b3261e",
    "#1f5fbf", "#8a5a00", "#fdeceb", "#e8f5ec", "#e8f0fc", "#fdf3dd", "#e3ecf9", "#eceff3", "#aab4c4",
)  # fmt: skip
DARK = Tokens(
    "#14171c", "#1b1f26", "#252a33", "#363d49", "#e6e9ef", "#a3adbd", "#7fb0ff", "#0d1522", "#6fd08c", "#ff9189",
    "#7fb0ff", "#f0bf5f", "#3a2020", "#1c3324", "#1d2b45", "#3a2f17", "#22324d", "#101317", "#59647a",
)  # fmt: skip
