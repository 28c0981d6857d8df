"""What is typed into the palette: any text finds what fits it, by words or initials, and nothing breaks it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from etl_console.ui.shell.palette import Entry, rank


def entry(text: str, kind: str = "Batch") -> Entry:
    return Entry(text, kind, lambda: None)


@given(
    text=st.text(max_size=30), kind=st.text(max_size=12), words=st.lists(st.text(min_size=1, max_size=4), max_size=3)
)
def test_whatever_is_typed_every_entry_fits_or_does_not(text: str, kind: str, words: list[str]) -> None:
    found = rank(entry(text, kind), words)
    assert found is None or found >= 0


def test_words_are_found_before_parts_and_initials() -> None:
    ranked = [rank(entry(text), ["cl"]) for text in ("Clients", "Show all clients", "Reclaim", "Change lost items")]
    assert ranked == [0, 5, 20, 20]
    assert rank(entry("Clients"), ["x"]) is None
