"""A line of the logs in full, and many as a report to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from etl_console.records import LogFilter
from etl_console.ui import words
from etl_console.ui.dialogs.problem_dialog import entry_link
from etl_console.ui.pages.logs.model import Column, TimeLine
from etl_console.ui.theme import strong
from etl_console.ui.words import translate


def detail(line: Mapping[str, Any], model: TimeLine) -> str:
    """Everything that is known of one line, as HTML."""
    head = [model.text(line, c) for c in (Column.LEVEL, Column.STAGE, Column.SUBJECT)]
    parts = [
        f"<p>{strong(escape('  ·  '.join(filter(None, head))))}</p>",
        f"<p>{escape(model.text(line, Column.TEXT))}</p>",
    ]
    if line["remedy"]:
        parts.append(f"<p>→ {escape(words.said(line['remedy']))}</p>")
    facts = [
        model.text(line, Column.AT), line["batch_id"] or "",
        translate("LogsPage", "attempt {n}").format(n=line["attempt"]) if line["attempt"] else "",
        "@".join(filter(None, (line["who"], line["host"]))),
    ]  # fmt: skip
    told = [*map(escape, filter(None, facts)), entry_link(line["code"] or "")]
    parts.append(f"<p>{'  ·  '.join(filter(None, told))}</p>")
    if line["server"]:
        parts.append(f"<pre>{escape(line['server'])}</pre>")
    return "".join(parts)


def group_detail(group: Mapping[str, Any], often: str) -> str:
    """One kind of error in full, as HTML: what it says in its newest case, and how ``often``, when and where."""
    head = [words.job_word(group["stage"])]
    since = translate("LogsPage", "{first} to {last}").format(
        first=words.moment(group["first_at"], seconds=True), last=words.moment(group["last_at"], seconds=True)
    )
    newest = translate("LogsPage", "newest in {batch}").format(batch=group["last_batch"]) if group["last_batch"] else ""
    facts = [often, since, newest]
    way = translate("LogsPage", "Enter shows its lines.")
    parts = [
        f"<p>{strong(escape('  ·  '.join(filter(None, head))))}  ·  {entry_link(group['code'])}</p>",
        f"<p>{escape(words.said(group['example']))}</p>",
        f"<p>{escape('  ·  '.join(filter(None, facts)))}</p>",
        f"<p>{escape(way)}</p>",
    ]
    return "".join(parts)


def as_report(lines: Sequence[Mapping[str, Any]], model: TimeLine, wanted: LogFilter) -> str:
    """Lines as text to send: what was looked for, then each with its way out."""
    narrowed = ", ".join(f"{k}: {v}" for k, v in asdict(wanted).items() if v)
    title = translate("LogsPage", "log report")
    told = [f"ETL Console · {title} · {words.zone()}", narrowed, ""]
    for line in lines:
        columns = (Column.AT, Column.LEVEL, Column.CLIENT, Column.BATCH, Column.STAGE, Column.SUBJECT, Column.TEXT)
        told.append("  ".join(filter(None, (model.text(line, c) for c in columns))))
        if line["remedy"]:
            told.append(f"    → {words.said(line['remedy'])}")
        if line["server"]:
            told += [f"    {part}" for part in str(line["server"]).splitlines()]
    return "\n".join(told)
