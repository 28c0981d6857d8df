"""What a configuration cannot hold is told by its name, before it is stored."""

from __future__ import annotations

from typing import Any

import pytest

from etl_console.errors import ConfigurationError
from etl_console.pipeline.config_form import form_problems, take

GOOD = {
    "logical_source_file": "orders", "source_system": "crm", "source_type": "csv", "file_pattern": "orders*.csv",
    "target_table": "orders",
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("logical_source_file", "../x"), ("logical_source_file", ""), ("source_system", "../x"), ("source_system", "CRM"),
        ("source_system", "x" * 41), ("source_type", "parquet"), ("file_pattern", "../../*.csv"), ("target_table", " "),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_stored_is_told(key: str, value: str) -> None:
    ((item, problem),) = form_problems({"files": [{**GOOD, key: value}]})
    assert item[0] == "file"
    assert (value.strip() in problem.message or key in ("file_pattern", "target_table")) and problem.remedy
    with pytest.raises(ConfigurationError) as caught:
        take({"files": [{**GOOD, "logical_source_file": "other"}, {**GOOD, key: value}]})
    assert caught.value.code == problem.code


def test_what_can_be_stored_is_not_questioned() -> None:
    for pattern in ("or[dt]ers*.csv", "a]b*.csv", "a[]]*.csv", "", None):
        other = {**GOOD, "logical_source_file": "other", "file_pattern": pattern}
        assert form_problems({"files": [GOOD, other]}) == []
    assert form_problems({}) == []


@pytest.mark.parametrize(
    ("change", "told", "remedy"),
    [
        ({"targt_table": "x"}, "orders has an unknown key “targt_table”.", "Known are logical_source_file,"),
        ({"required": "id"}, 'orders, required cannot be "id".', "Give a list of names, each once."),
        ({"null_policy": "skip"}, 'orders, null_policy cannot be "skip".', "Choose fatal, quarantine or warn."),
        ({"max_reject_share": 7}, "orders, max_reject_share cannot be 7.", "Give a number from 0 to 1."),
        ({"source_config": {"delim": ","}}, "orders: source_config has an unknown setting “delim”.", "Known are delimiter"),
        ({"columns": [{"source_column": "a"}, {}]}, "orders, columns[1] lacks the key “source_column”.", "`etl-console"),
        (
            {"columns": [{"source_column": "a", "target_column": "x"}, {"source_column": "b", "target_column": "x"}]},
            "orders: two columns have the target_column “x”.", "Leave one of them out.",
        ),
        ({"max_reject_share": float("nan")}, "nan is no number that can be stored.", "Give a number."),
        ({"target_table": "a\0b"}, "a\\x00b has a character that cannot be stored.", "Leave it out."),
    ],
)  # fmt: skip
def test_a_file_of_another_form_is_told_where_and_how(change: dict[str, Any], told: str, remedy: str) -> None:
    ((_, problem),) = form_problems({"files": [{**GOOD, **change}]})
    assert problem.message == told
    assert problem.remedy.startswith(remedy)


def test_of_a_misspelt_key_the_spelling_is_told_not_the_lack() -> None:
    misspelt = {("targt_table" if k == "target_table" else k): v for k, v in GOOD.items()}
    ((_, problem),) = form_problems({"files": [misspelt]})
    assert problem.message == "orders has an unknown key “targt_table”."


def test_steps_that_cannot_be_run_in_any_order_are_told() -> None:
    circle = [{"procedure": "a", "depends_on": ["b"]}, {"procedure": "b", "depends_on": ["a"]}]
    for steps, code in (
        (circle, "dependency_cycle"),
        ([{"procedure": "a", "depends_on": ["z"]}], "dependency_missing"),
    ):
        with pytest.raises(ConfigurationError) as caught:
            take({"integration": steps})
        assert caught.value.code == code


def test_a_key_that_is_none_is_told() -> None:
    ((item, problem),) = form_problems({"transformations": []})
    assert item == ("client", "defaults")
    assert "transformations" in problem.message
