"""The command line's files: what lies in the folders and what is to be said of it, and what no batch has claimed moved
(``etl-console files``)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl_console.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from etl_console.pipeline.insight import FileCard
    from etl_console.pipeline.service import Service

_EXAMPLES = """
  files acme                                            every raw file, with what differs between disk and audit
  files acme rename crm/itme.csv --to item.csv          another name for a file that no batch has claimed
  files acme take-out crm/item.csv --to ~/returned      out of the storage, into a folder
"""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    files = command("files", run, "raw files: what lies where; one that no batch has claimed renamed or taken out")
    files.formatter_class = argparse.RawDescriptionHelpFormatter
    files.epilog = _EXAMPLES
    files.add_argument("client")
    files.add_argument("action", nargs="?", default="list", choices=("list", "rename", "take-out"))
    files.add_argument("file", nargs="?", help="SOURCE/NAME as it lies in incoming")
    files.add_argument("--to", help="the new name, or the folder to move it to")


def run(options: argparse.Namespace) -> int:
    """Carry out one call."""
    from etl_console import wiring

    with wiring.service(wiring.load_settings()) as service:
        cards = service.insight.files(options.client)
        if options.action == "list":
            told = [_line(c) for c in cards]
            print(json.dumps([_shown(c) for c in cards], indent=2) if options.json else "\n".join(told))
            return EXIT_OK
        path = _moved(service, options, cards)
    print(json.dumps({"path": str(path)}) if options.json else str(path))
    return EXIT_OK


def _moved(service: Service, options: argparse.Namespace, cards: list[FileCard]) -> Path:
    if not options.file or not options.to:
        raise UsageError(
            f"files {options.action} needs a file and --to.", "For example: files acme rename crm/itme.csv --to item.csv",
            code="option_missing",
        )  # fmt: skip
    path = next((c.path for c in cards if f"{c.source_system}/{c.name}" == options.file and not c.audit), None)
    if path is None:
        raise UsageError(
            f"{options.client} has no file {options.file} without a batch.", "`files` lists them.", code="unknown_file"
        )  # fmt: skip
    if options.action == "rename":
        return service.arrivals.rename(options.client, path, options.to).path
    return service.arrivals.take_out(options.client, path, Path(options.to).expanduser()).path


def _shown(card: FileCard) -> dict[str, Any]:
    return {
        "source_system": card.source_system, "folder": card.folder, "name": card.name, "size": card.size,
        "logical_source_file": card.logical_source_file, "finding": card.finding, "seen_in": card.seen_in,
        "batch_id": card.audit.get("batch_id"), "status": card.audit.get("status"),
    }  # fmt: skip


def _line(card: FileCard) -> str:
    batch = card.audit.get("batch_id") or (f"= {card.seen_in}" if card.seen_in else "")
    where = f"{card.source_system}/{card.folder or '–'}/{card.name}"
    return f"{where:60} {card.logical_source_file:20} {batch:14} {card.audit.get('status') or '':9} {card.finding}".rstrip()
