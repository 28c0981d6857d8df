"""The command line's rejected rows: list, group, decide, download and take back, go on (``etl-console rejects``)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl_console.errors import EXIT_OK, UsageError

_ACTIONS = (
    "list", "groups", "edit", "fill", "replace", "quarantine", "accept", "undo", "redo", "history", "export", "import",
    "continue",
)  # fmt: skip
_EXAMPLES = """
  rejects acme BATCH000014                                        its rejected rows (list, the default)
  rejects acme BATCH000014 groups                                 by reason, with their numbers
  rejects acme BATCH000014 edit --file orders --line 19 --set born=1971-02-28 --reason "typing error"
  rejects acme BATCH000014 fill --file orders --rule bad_value --column pay --set pay=0
  rejects acme BATCH000014 fill --file orders --text n/a --column pay --set pay=0
  rejects acme BATCH000014 fill --file orders --rule bad_value --column pay --set pay=0 --everywhere   in all files of orders
  rejects acme BATCH000014 replace --file orders --column pay --find , --with .
  rejects acme BATCH000014 quarantine --file orders --line 19 --line 20
  rejects acme BATCH000014 accept --file orders --rule duplicate_key --column id --reason "delivered twice"
  rejects acme BATCH000014 undo                                   one's newest act, or --act N
  rejects acme BATCH000014 export --file orders --out bad.csv     as the source writes them, with the reason
  rejects acme BATCH000014 import --in bad.csv [--plan]           the same file, corrected
  rejects acme BATCH000014 continue [--plan]                      the batch goes on
"""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    rejects = command("rejects", run, "rejected rows of a batch: list, correct, set aside, accept, undo, go on")
    rejects.formatter_class = argparse.RawDescriptionHelpFormatter
    rejects.epilog = _EXAMPLES
    rejects.add_argument("client")
    rejects.add_argument("batch")
    rejects.add_argument(
        "action", nargs="?", default="list", choices=_ACTIONS, metavar="ACTION", help=", ".join(_ACTIONS)
    )
    rejects.add_argument("--file", help="physical, original or logical name")
    rejects.add_argument(
        "--line", type=int, action="append", default=[], help="a source line; more than once for several"
    )
    rejects.add_argument("--rule", help="only rows that broke this rule")
    rejects.add_argument("--column", help="the source column (with --rule: the one the rule was broken in)")
    rejects.add_argument("--shape", help="only rows of this form, as `groups` shows it")
    rejects.add_argument("--text", help="only rows with this text in one of the values that the file has")
    rejects.add_argument("--everywhere", action="store_true",
                         help="with --rule: the same fault in every file of the logical file, as one step")  # fmt: skip
    rejects.add_argument("--set", action="append", default=[], metavar="COLUMN=VALUE", help="a new value")
    rejects.add_argument("--find", help="the text to replace")
    rejects.add_argument("--with", dest="replacement", default="", help="what stands there instead")
    rejects.add_argument("--pattern", action="store_true", help="--find is a regular expression")
    rejects.add_argument("--reason", default="", help="why, for the record")
    rejects.add_argument("--act", type=int, help="undo or redo this act")
    rejects.add_argument("--out", type=Path, help="where to write the rows")
    rejects.add_argument("--in", dest="source", type=Path, help="the corrected file")
    rejects.add_argument("--plan", action="store_true", help="say what would be done, and do nothing")
    rejects.add_argument("--limit", type=int, default=100)
    rejects.add_argument("--after", type=int, default=0, help="go on after this reject_id")


def run(options: argparse.Namespace) -> int:
    """Do one action; returns the exit code."""
    from etl_console import wiring

    with wiring.service(wiring.load_settings()) as service:
        return int(_RUN.get(options.action, _decide)(service, options))


def _print(options: argparse.Namespace, value: Any, lines: list[str]) -> int:
    if options.json:
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(lines)) if lines else None
    return EXIT_OK


def _needed(options: argparse.Namespace, *names: str) -> None:
    for name in names:
        if not getattr(options, {"in": "source"}.get(name, name)):
            raise UsageError(
                f"rejects {options.action} needs --{name}.", "`etl-console rejects --help` has an example of each.",
                code="option_missing",
            )  # fmt: skip


def _physical(service: Any, options: argparse.Namespace) -> str:
    state = service.batch(options.client, options.batch).file(options.file)
    if state is None:
        raise UsageError(
            f"{options.batch} has no file {options.file}.", "`etl-console batches CLIENT --batch B` lists its files.",
            code="unknown_file",
        )  # fmt: skip
    return str(state.physical_file_name)


def _selection(service: Any, options: argparse.Namespace) -> Any:
    from etl_console.records import Selection

    _needed(options, "file")
    if options.text == "":
        raise UsageError("--text is empty.", "Give a text, or leave --text out for all rows.", code="option_missing")
    column = options.column if options.rule else None
    return Selection(
        _physical(service, options), options.rule, column, options.shape, tuple(options.line), options.text or ""
    )


def _elsewhere(service: Any, options: argparse.Namespace) -> list[Any]:
    """The rows with the same fault in the other files of the logical file, with ``--everywhere``."""
    if not options.everywhere:
        return []
    _needed(options, "rule")
    here, files = _selection(service, options), service.batch(options.client, options.batch).files
    logical = next(f.logical_source_file for f in files if f.physical_file_name == here.physical_file_name)
    others = [f.physical_file_name for f in files if f.logical_source_file == logical]
    return [replace(here, physical_file_name=o, lines=()) for o in others if o != here.physical_file_name]


def _values(options: argparse.Namespace) -> dict[str, str]:
    values = {}
    for pair in options.set:
        column, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--set {pair} has no value.", "Write --set COLUMN=VALUE.", code="option_missing")
        values[column] = value
    return values


def _list(service: Any, options: argparse.Namespace) -> int:
    file = _physical(service, options) if options.file else None
    rows = service.rejects(options.client, options.batch, file, options.after, options.limit)
    return _print(
        options, rows,
        [f"{r['physical_file_name']}:{r['source_line']}: {r['disposition']} {r['rule']}: {r['message']}" for r in rows],
    )  # fmt: skip


def _groups(service: Any, options: argparse.Namespace) -> int:
    file = _physical(service, options) if options.file else None
    found = service.triage.groups(options.client, options.batch, file)
    told = [
        f"{g['n']:>9,} {g['decided']:>9,} decided  {g['physical_file_name']} {g['rule']} {g['column_name'] or ''}"
        f" {g['shape'] or ''}  e.g. {g['message']}" for g in found
    ]  # fmt: skip
    return _print(options, found, told)


def _decide(service: Any, options: argparse.Namespace) -> int:
    triage, where, reason = service.triage, (options.client, options.batch), options.reason
    selection, also = _selection(service, options), _elsewhere(service, options)
    if options.action == "edit":
        _needed(options, "line", "set")
        if options.everywhere:
            raise UsageError(
                "rejects edit is about the lines of one file: --everywhere means nothing to it.",
                "Leave it out, or `fill` every row with the same fault."
            )  # fmt: skip
        values = _values(options)
        acts = [triage.edit(*where, selection.physical_file_name, line, values, reason) for line in options.line]
    elif options.action == "fill":
        _needed(options, "set")
        acts = [triage.fill(*where, selection, c, v, reason, also) for c, v in _values(options).items()]
    elif options.action == "replace":
        _needed(options, "column", "find")
        asked = (options.column, options.find, options.replacement)
        acts = [triage.replace(*where, selection, *asked, pattern=options.pattern, reason=reason, also=also)]
    else:
        acts = [getattr(triage, options.action)(*where, selection, reason, also)]
    changed, unfit = sum(a.rows for a in acts), sum(a.unfit for a in acts)
    told = [f"{changed:,} changed", *([f"{unfit:,} of them still do not fit"] if unfit else [])]
    return _print(options, {"changed": changed, "unfit": unfit}, told)


def _undo(service: Any, options: argparse.Namespace) -> int:
    file = _physical(service, options) if options.file else None
    act = getattr(service.triage, options.action)(options.client, options.batch, file, options.act)
    told = (
        f"{options.action}: {act['kind']} of {act['rows']:,} in {act['physical_file_name']}"
        if act
        else "nothing to undo"
    )
    return _print(options, act, [told])


def _history(service: Any, options: argparse.Namespace) -> int:
    file = _physical(service, options) if options.file else None
    if options.line:
        _needed(options, "file")
        cells = [
            c for line in options.line for c in service.triage.line_history(options.client, options.batch, file, line)
        ]
        told = [
            f"{c['made_at']:%Y-%m-%d %H:%M} {c['who']} line {c['source_line']} {c['kind']} {c['column_name'] or ''}"
            f" {c['before']!r} → {c['after']!r} {c['reason']}{'' if c['stands'] else ' (undone)'}" for c in cells
        ]  # fmt: skip
        return _print(options, cells, told)
    acts = service.triage.history(options.client, options.batch, file, options.limit)
    lines = [
        f"{a['act_id']:>6} {a['made_at']:%Y-%m-%d %H:%M} {a['who']} {a['kind']} {a['rows']:,} {a['physical_file_name']}"
        f" {a['reason']}{'' if a['stands'] or a['target_act'] else ' (undone)'}" for a in acts
    ]  # fmt: skip
    return _print(options, acts, lines)


def _export(service: Any, options: argparse.Namespace) -> int:
    _needed(options, "out")
    written = service.triage.export(options.client, options.batch, _selection(service, options), options.out)
    return _print(options, {"lines": written, "file": str(options.out)}, [f"{written:,} lines in {options.out}"])


def _import(service: Any, options: argparse.Namespace) -> int:
    _needed(options, "in")
    returned = service.triage.read_returned(options.client, options.source)
    if returned.batch_id != options.batch:
        raise UsageError(
            f"{options.source.name} belongs to {returned.batch_id}, not to {options.batch}.", "Name that batch.",
            code="returned_elsewhere",
        )  # fmt: skip
    done = None if options.plan else service.triage.take_returned(options.client, returned, options.reason)
    changed, unfit = (done.rows, done.unfit) if done else (0, 0)
    told = [p.message for p in returned.problems]
    how = "would change" if options.plan else "changed"
    told.append(f"{len(returned.cells):,} cells {how}, {returned.unchanged:,} lines as they were")
    return _print(options, {**returned.to_json(), "changed": changed, "unfit": unfit}, told)


def _continue(service: Any, options: argparse.Namespace) -> int:
    from etl_console.pipeline import report

    continued = service.triage.continuation(options.client, options.batch)
    if options.plan or continued.plan is None:
        plan = continued.plan.to_json() if continued.plan else None
        found = {"mode": continued.mode, "sentence": continued.sentence, "plan": plan}
        return _print(options, found, [continued.sentence])
    if not options.json:
        print(continued.sentence)
    result = service.run(continued.plan)
    files = [f"  {f['status']:9} {f['physical_file_name']}" for f in result["files"]]
    _print(options, result, [f"{result['batch_id']}: {result['status']}", *files])
    return report.exit_code(result)


_RUN = {
    "list": _list, "groups": _groups, "undo": _undo, "redo": _undo, "history": _history, "export": _export,
    "import": _import, "continue": _continue,
}  # fmt: skip
