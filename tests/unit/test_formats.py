"""Formats are suggested with evidence; what the values leave open is asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl_console.pipeline.formats import read_number, suggest


@pytest.mark.parametrize(
    ("values", "kind", "form"),
    [
        (["1", "20", "-3"], "integer", {}),
        (["1.5", "20.25"], "numeric", {}),
        (["1.234,56", "7,5"], "numeric", {"decimal": ",", "thousands": "."}),
        (["1,234.56", "7.5"], "numeric", {"thousands": ","}),
        (["1.234.567", "7"], "integer", {"decimal": ",", "thousands": "."}),
        (["Rp 1.000.000", "Rp 50.000"], "integer", {"currency": ["Rp"], "decimal": ",", "thousands": "."}),
        (["12,5%", "7,25%"], "numeric", {"percent": "number", "decimal": ","}),
        (["1 234,5", "7,5"], "numeric", {"decimal": ",", "thousands": " "}),
        (["007", "012"], "text", {}),
        (["ya", "tidak", "Ya"], "boolean", {"true_words": ["ya"], "false_words": ["tidak"]}),
        (["Yes", "No"], "boolean", {}),
        (["31/12/2025", "01/02/2025"], "date", {"date": "%d/%m/%Y"}),
        (["12/31/2025", "01/02/2025"], "date", {"date": "%m/%d/%Y"}),
        (["2025-12-31", "2025-01-02"], "date", {}),
        (["31.12.2025 08:15", "01.02.2025 17:00"], "timestamp", {"date": "%d.%m.%Y %H:%M"}),
        (["17 Agustus 2025", "1 Mei 2025"], "date", {"date": "%d %b %Y", "months": "id"}),
        (["5", "N/A", "7", "-"], "integer", {"null_words": ["-", "N/A"]}),
        (["Budi", "Ani"], "text", {}),
        (["", None], "text", {}),
    ],
)
def test_what_values_say(values: list[str | None], kind: str, form: dict[str, Any]) -> None:
    found = suggest(values)
    assert (found.kind, found.source_format, found.question) == (kind, form, "")
    assert found.evidence


@pytest.mark.parametrize(
    ("values", "asked", "choices"),
    [
        (
            ["01/02/2025", "03/04/2025"],
            "1 February 2025 or 2 January 2025",
            [{"date": "%d/%m/%Y"}, {"date": "%m/%d/%Y"}],
        ),
        (["1.234", "5.678"], "1.234 or 1234", [{}, {"decimal": ",", "thousands": "."}]),
        (["1,234"], "1234 or 1.234", [{"thousands": ","}, {"decimal": ","}]),
    ],
)
def test_what_values_leave_open_is_asked(values: list[str], asked: str, choices: list[dict[str, Any]]) -> None:
    found = suggest(values)
    assert asked in found.question
    assert list(found.choices) == choices
    assert not set(found.source_format) & {"date", "decimal", "thousands"}


@given(st.integers(-(10**12), 10**12), st.integers(0, 99), st.sampled_from([(".", ","), (",", "."), (",", " ")]))
def test_a_written_number_is_read_back(whole: int, cents: int, marks: tuple[str, str]) -> None:
    decimal, thousands = marks
    text = f"{whole:,}".replace(",", thousands) + f"{decimal}{cents:02}"
    assert read_number(text, decimal, thousands) == f"{whole}.{cents:02}"
