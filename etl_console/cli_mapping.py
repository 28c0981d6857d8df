"""The command line's mappings (``etl-console mapping``): what is suggested with its reasons, and a try before saving."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from etl_console.errors import EXIT_FAILED, EXIT_OK, UsageError


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    mapping = command(
        "mapping", run, "where a file's columns go: suggestions with reasons, a try on files that are there"
    )
    mapping.add_argument("client")
    mapping.add_argument("file", help="the logical source file")
    mapping.add_argument("action", nargs="?", default="suggest", choices=["suggest", "try"])
    mapping.add_argument("--scope", default="this", choices=["this", "failed", "good"], help="files to try it on")
    mapping.add_argument(
        "--draft", type=Path, help="the file's configuration to try (as in `config export`); default: stored"
    )


def run(options: argparse.Namespace) -> int:
    """Suggest, or try; 1 when a file that was tried would not be loaded."""
    from etl_console import wiring
    from etl_console.pipeline.configuration import item_of

    with wiring.service(wiring.load_settings()) as service:
        if options.action == "suggest":
            sheet = service.mapping.sheet(options.client, options.file)
            found = {source: [g.to_json() for g in guesses] for source, guesses in sheet.guesses.items()}
            if options.json:
                print(json.dumps({"looked_at": sheet.looked_at, "suggestions": found}, ensure_ascii=False, indent=2))
            for source, guesses in {} if options.json else found.items():
                best = guesses[0] if guesses else None
                sure = "" if best is None else "→" if best["applies"] else "?"
                print(f"{source:30} {sure} {best['target']:30} {best['reason']}" if best else f"{source:30} –")
            return EXIT_OK
        draft = item_of(service.export_config(options.client), ("file", options.file))
        if options.draft:
            try:
                draft = json.loads(options.draft.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                raise UsageError(f"{options.draft}: {error}.", "Name a JSON file that can be read.") from error
        tried = service.mapping.try_it(options.client, options.file, draft or {}, options.scope)
    if options.json:
        print(json.dumps([t.to_json() for t in tried], ensure_ascii=False, indent=2))
    for t in [] if options.json else tried:
        first = t.problems[0].message if t.problems else ""
        print(
            f"{'passes' if t.passes else 'fails':7} {t.physical_file_name}: would load {t.would.loaded:,}. {first}".rstrip()
        )
    return EXIT_OK if all(t.passes for t in tried) else EXIT_FAILED
