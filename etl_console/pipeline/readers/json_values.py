"""What a value of a JSON file is in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from etl_console.pipeline.readers.typed_rows import as_text


def scalar(value: Any) -> Any:
    """A value as it is kept: a number as a float where that is the same number, else as text; lists and objects as
    JSON text."""
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, list | dict):
        return as_text(value)
    return value


def extended(value: Mapping[str, Any]) -> Any:
    """What MongoDB's extended JSON stands for (https://www.mongodb.com/docs/manual/reference/mongodb-extended-json);
    the value itself when it is not such."""
    if len(value) != 1:
        return value
    key, inner = next(iter(value.items()))
    if key == "$date" and isinstance(inner, dict):
        inner = extended(inner)
    if key == "$date" and isinstance(inner, int):
        return _instant(inner)
    if key in ("$numberLong", "$numberInt") and str(inner).lstrip("-").isdigit():
        return int(inner)
    if key in ("$oid", "$date", "$numberDecimal", "$numberDouble", "$uuid", "$symbol") and not isinstance(
        inner, Mapping
    ):
        return scalar(inner)
    return value


def _instant(milliseconds: int) -> Any:
    try:
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return milliseconds
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
