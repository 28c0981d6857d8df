"""Places in a configuration are said in words, whatever a column of the source is called."""

from __future__ import annotations

import pytest

from etl_console.ui.config_words import place_word


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("file_pattern", "Pattern"), ("max_reject_share", "Rejects allowed"),
        ("columns.price.target_column", "price · Target column"),
        ("columns.a.b.source_format.date", "a.b · Format · date"), ("columns.source_column", "source_column"),
        ("columns.x.target_column.target_column", "x.target_column · Target column"),
        ("source_config.delimiter", "Settings · Delimiter"), ("source_config.decimal", "Settings · decimal"),
        ("defaults.null_policy", "For all files · Value missing"), ("", "·"), ("is_active", "In use"),
        ("client_schema", "client_schema"),
    ],
)  # fmt: skip
def test_a_place_is_said_in_words(path: str, told: str) -> None:
    assert place_word(path) == told
