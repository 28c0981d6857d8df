"""What an operator did to one value is told from what was done to it alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl_console.pipeline.by_example import Change, learned

CASES = [
    ("31/12/2025", "2025-12-31", "01/02/1971", "1971-02-01"),
    ("12/31/2025 08:15", "2025-12-31 08:15", "01/20/1971 23:59", "1971-01-20 23:59"),
    ("Rp 1200", "1200", "Rp 35", "35"),
    ("(1200)", "1200", "(7)", "7"),
    ("1,5", "1.5", "12,75", "12.75"),
    ("1.234.567", "1234567", "9.876.543", "9876543"),
    ("2025/12/31", "2025-12-31", "1971/01/02", "1971-01-02"),
    ("'007", "007", "'012", "012"),
    ("a+b", "a*b", "x+y", "x*y"),
]


@pytest.mark.parametrize(("before", "after", "other", "made"), CASES)
def test_the_same_is_done_to_another_value(before: str, after: str, other: str, made: str) -> None:
    change = learned(before, after)
    assert change is not None and change.on(other) == made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("31/02/1971", "28/02/1971"), ("31/02/1971", "1971-02-28"), ("05/05/1971", "1971-05-05"), ("x", "5"), ("", "0"),
        ("n/a", ""), ("12", "12"), ("7", "007"), ("12.5", "125"),
    ],
)  # fmt: skip
def test_what_is_about_one_value_alone_or_could_be_meant_otherwise_is_not_told(before: str, after: str) -> None:
    assert learned(before, after) is None


def test_a_value_of_another_form_is_left_alone() -> None:
    change = learned("31/12/2025", "2025-12-31")
    assert change is not None and change.pattern
    for other in ("3/4/1971", "2025-12-31", "31/12/25", "x 31/12/2025", "31/12/2025\n", ""):
        assert change.on(other) == other
    whole = learned("Bandungx", "Bandung")
    assert whole is not None and whole.on("Expo extra") == "Expo extra" and whole.on("Bogorx") == "Bogor"


_TEXT = st.text(st.sampled_from("0123456789/-. ,Rpx()+*\\[^$"), max_size=14)


@given(_TEXT, _TEXT)
def test_what_is_learned_does_to_the_example_what_was_done_to_it(before: str, after: str) -> None:
    change = learned(before, after)
    assert change is None or (change.find and change.on(before) == after)


@given(_TEXT.filter(bool), st.data())
def test_a_sign_that_was_replaced_everywhere_is_learned(before: str, data: st.DataObject) -> None:
    signs = [s for s in before if not s.isalnum()]
    if not signs:
        return
    sign = data.draw(st.sampled_from(signs))
    after = before.replace(sign, "_")
    change = learned(before, after)
    assert change is not None and change.on(before) == after


def test_a_change_is_what_a_replacement_takes() -> None:
    assert learned("1,5", "1.5") == Change(",", ".")
