"""What a configuration cannot hold is told by its name, before it is stored."""

from __future__ import annotations

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
        take({"files": [GOOD, {**GOOD, key: value}]})
    assert caught.value.code == problem.code


def test_what_can_be_stored_is_not_questioned() -> None:
    for pattern in ("or[dt]ers*.csv", "a]b*.csv", "a[]]*.csv", "", None):
        assert form_problems({"files": [GOOD, {**GOOD, "file_pattern": pattern}]}) == []
    assert form_problems({}) == []
