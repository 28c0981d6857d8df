"""What is to be said of a dropped file: where it goes and under which name, and whether it should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl_console.pipeline import layout
from etl_console.pipeline.plan import match_all
from etl_console.records import ClientConfig, Rule
from etl_console.ui import words
from etl_console.ui.words import translate

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.arrivals import RedFile
    from etl_console.pipeline.preflight import Fit, Look

URGENCY = ("looking", "renamed", "doubtful", "known", "broken", "stranger", "corrects", "fits")
"""States in the order in which the operator is to look at them."""
_LIKELY = 0.9
"""The least share of mapped columns in a file whose name fits nothing."""
_MOST_NAMES = 1000

_NONE: Mapping[tuple[str, str], RedFile] = {}


@dataclass
class Dropped:
    """One dropped file. ``state``: looking, fits, renamed (goes under another ``name``), doubtful (only its name fits),
    known, corrects (takes the place of ``red``), stranger, broken. ``told`` is the verdict, ``findings`` all that a run
    would say of it; ``red`` is the failed file with its name."""

    path: Path
    state: str = "looking"
    look: Look | None = None
    fit: Fit | None = None
    name: str = ""
    told: str = ""
    is_wanted: bool = False
    findings: tuple[str, ...] = ()
    red: RedFile | None = None

    @property
    def details(self) -> tuple[str, ...]:
        """The verdict, and every finding that it does not say."""
        return (self.told, *(f for f in self.findings if f not in self.told))

    @property
    def can_go(self) -> bool:
        """True when there is a place for it."""
        return self.fit is not None and self.state in ("fits", "renamed", "doubtful", "known", "corrects")


class Judge:
    """Says of each file of one drop what it is. ``waiting`` are the names in the incoming folders by source system: no
    two files may come to one name. ``red`` are failed files by source system and the name they came with."""

    def __init__(
        self, config: ClientConfig, waiting: Mapping[str, Iterable[str]], red: Mapping[tuple[str, str], RedFile] = _NONE
    ) -> None:
        self._config, self._red = config, red
        self._contents: dict[tuple[str, str], Dropped] = {}
        self._taken: dict[tuple[str, str], Dropped | None] = {
            (source, name): None for source, names in waiting.items() for name in names
        }

    def _free_name(self, file: Dropped) -> None:
        self._taken = {place: holder for place, holder in self._taken.items() if holder is not file}

    def release(self, file: Dropped) -> None:
        """Make a file as if it had not been looked at."""
        self._free_name(file)
        self._contents = {content: holder for content, holder in self._contents.items() if holder is not file}
        file.state, file.look, file.fit, file.name, file.told, file.is_wanted = "looking", None, None, "", "", False
        file.findings, file.red = (), None

    def judge(self, file: Dropped, look: Look) -> None:
        """Say what a file is, from a look at it."""
        named = next((f for f in look.fits if f.by_name), None)
        fit = named or next((f for f in look.fits if f.share >= _LIKELY), None)
        file.look, file.fit, file.name = look, fit, file.path.name
        if look.problems and not look.columns:
            file.state, file.told = "broken", f"✕ {words.said(look.problems[0].message)}"
        elif fit is None:
            file.state = "stranger"
            file.told = translate("ReviewModel", "✕ No file of this client has this name or these columns.")
        else:
            self._place(file, look, fit)

    def correct(self, file: Dropped) -> None:
        """A file takes the place of the failed one with its name, or does not any more."""
        if file.red is None or file.look is None or file.fit is None:
            return
        if file.state == "corrects":
            look = file.look
            self.release(file)
            self.judge(file, look)
            return
        self._free_name(file)
        file.state, file.is_wanted, file.name = "corrects", True, file.red.physical_file_name
        file.findings = file.findings[1:]  # whether it is its correction is answered
        text = translate("ReviewModel", "✓ Takes the place of {file} in {batch}; a restart loads it.")
        file.told = text.format(file=file.path.name, batch=file.red.batch_id)
        self._taken[file.fit.source_system, file.name] = file

    def _place(self, file: Dropped, look: Look, fit: Fit) -> None:
        file.findings = _warnings(look)
        file.red = self._red.get((fit.source_system, file.path.name.casefold()))
        if file.red is not None:
            text = translate("ReviewModel", "{file} failed in {batch}: is this its correction?")
            file.findings = (text.format(file=file.path.name, batch=file.red.batch_id), *file.findings)
        if not fit.by_name:
            file.name = self._fitting_name(fit, file.path)
        elif layout.unusable(file.path.name):
            file.name = layout.usable(file.path.name)
        if look.seen_in:
            file.state = "known"
            file.told = translate("ReviewModel", "⚠ {batch} loaded this before: it would be held.").format(
                batch=look.seen_in
            )
        elif look.content and (twin := self._contents.get((fit.logical_source_file, look.content))) is not None:
            file.state = "known"
            file.told = translate("ReviewModel", "⚠ {file} has the same content: this would be held.").format(
                file=twin.path.name
            )
        elif not fit.by_name:
            self._rename(
                file, file.name,
                translate("ReviewModel", "⚠ Its name fits nothing; it would be delivered as {name}."),
            )  # fmt: skip
        elif layout.unusable(file.path.name):
            self._rename(
                file, file.name,
                translate("ReviewModel", "⚠ Its name cannot be taken; it would be delivered as {name}."),
            )  # fmt: skip
        elif not fit.share and self._is_mapped(fit):
            file.state = "doubtful"
            file.told = translate("ReviewModel", "⚠ Only its name fits: none of the mapped columns is in it.")
        else:
            file.state, file.is_wanted = "fits", True
            file.told = _verdict(file.findings)
        self._take_name(file, fit)
        if look.content:
            self._contents.setdefault((fit.logical_source_file, look.content), file)

    def _rename(self, file: Dropped, name: str, told: str) -> None:
        file.name, file.state, file.told = name, "renamed", told.replace("{name}", name)

    def _take_name(self, file: Dropped, fit: Fit) -> None:
        """Keep a name for a file; where another one has it, the next that is free."""
        source, wanted = fit.source_system, file.name
        if (source, wanted) in self._taken:
            is_waiting = self._taken[source, wanted] is None
            path = Path(wanted)
            names = (f"{path.stem}_{n}{path.suffix}" for n in range(2, _MOST_NAMES))
            free = next((n for n in names if (source, n) not in self._taken and self._recognises(fit, n)), None)
            file.is_wanted = False
            if free is None:
                file.state = "broken"
                file.told = (
                    translate("ReviewModel", "✕ {file} waits in incoming already; its pattern allows no other name.")
                    if is_waiting
                    else translate("ReviewModel", "✕ {file} is dropped twice; its pattern allows no other name.")
                ).format(file=wanted)
                return
            told = (
                translate("ReviewModel", "⚠ {file} waits in incoming already; this would be delivered as {name}.")
                if is_waiting
                else translate("ReviewModel", "⚠ {file} is dropped twice; this would be delivered as {name}.")
            )
            if file.state in ("known", "doubtful"):
                file.name = free  # what speaks against it is said first
            else:
                self._rename(file, free, told.replace("{file}", wanted))
        self._taken[source, file.name] = file

    def _is_mapped(self, fit: Fit) -> bool:
        found = self._config.file(fit.logical_source_file)
        return found is not None and bool(found.columns)

    def _recognises(self, fit: Fit, name: str) -> bool:
        fitting = match_all(self._config, fit.source_system, name)
        return fit.logical_source_file in {f.logical_source_file for f in fitting}

    def _fitting_name(self, fit: Fit, path: Path) -> str:
        """A name that the logical file's pattern recognises, with the file's own in it."""
        found = self._config.file(fit.logical_source_file)
        pattern = found.file_pattern if found else path.name
        own = Path(layout.usable(path.name)).stem
        return pattern.replace("*", f"_{own}", 1).replace("*", "").replace("?", "0")


def _verdict(findings: Sequence[str]) -> str:
    if not findings:
        return translate("ReviewModel", "✓ Ready")
    more = translate("ReviewModel", "and {n} more").format(n=words.number(len(findings) - 1))
    return f"⚠ {findings[0]}" + (f"  ·  {more}" if len(findings) > 1 else "")


def _warnings(look: Look) -> tuple[str, ...]:
    """What a run would say, of records that cannot be read first; empty for nothing."""
    unread = [r for r in look.rejects if r.rule != Rule.REPAIRED]
    told = [words.said(p.message) for p in (*look.problems, *look.findings)]
    if unread:
        text = translate("ReviewModel", "{n} of the records looked at cannot be read, the first is line {line}.")
        told.insert(0, text.format(n=words.number(len(unread)), line=words.number(unread[0].source_line)))
    if not told and not look.rows and look.is_exact:
        told.append(translate("ReviewModel", "There is no record in it."))
    return tuple(told)
