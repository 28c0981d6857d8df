"""What is left of a batch in one line: its rows, what was decided, and what cannot be repaired here."""

from __future__ import annotations

from etl_console.records import BatchState, Disposition, Stage, Status
from etl_console.ui.pages.triage.left import Left
from etl_console.ui.room import Shortened


class Summary(Shortened):
    """The line beside the title."""

    def __init__(self) -> None:
        super().__init__("", "quiet")

    def show_left(self, left: Left, batch: BatchState) -> None:
        """Say what is left of a batch."""
        self.setText(self._said(left, batch))

    def _said(self, left: Left, batch: BatchState) -> str:
        """What became of the rows, in how many files, and about how many a decision waits for the next run."""
        others = self._red_besides(left, batch)
        if not left.undecided and not left.pending:
            warned = sum(g["n"] for g in left.groups if g["disposition"] == Disposition.WARNED)
            is_decided = any(g["disposition"] != Disposition.WARNED for g in left.groups)
            parts = [
                self.tr("Nothing is left: something was decided about every row") if is_decided else "",
                self.tr("%Ln rows were loaded with a warning", "", warned) if warned else "",
            ]
            return " · ".join(filter(None, [*parts, others]))
        became = {d: sum(g["n"] for g in left.groups if g["disposition"] == d) for d in Disposition}
        told = {
            Disposition.REJECTED: self.tr("%Ln rejected rows", "", became[Disposition.REJECTED]),
            Disposition.QUARANTINED: self.tr("%Ln quarantined rows", "", became[Disposition.QUARANTINED]),
            Disposition.WARNED: self.tr("%Ln rows warned of", "", became[Disposition.WARNED]),
        }
        rows = ", ".join(text for d, text in told.items() if became[d])
        files = self.tr("in %Ln files", "", len({g["physical_file_name"] for g in left.groups}))
        waits = self.tr("%Ln decided rows wait for the next run", "", left.pending) if left.pending else ""
        return " · ".join(filter(None, [f"{rows} {files}", waits, others]))

    def _red_besides(self, left: Left, batch: BatchState) -> str:
        """The files of the batch that are red and have no rejected rows: nothing here makes them green."""
        here = {g["physical_file_name"] for g in left.groups}
        red = [f for f in batch.files if f.status == Status.FAILED]
        mapping = [f for f in red if f.stages.get(Stage.VALIDATE_MAPPING) == Status.FAILED]
        held = [f for f in mapping if f.physical_file_name in left.held]
        more = sum(f not in mapping and f.physical_file_name not in here for f in red)
        told = [
            self.tr("%Ln files wait for their columns: see Drift", "", len(held)) if held else "",
            self.tr("%Ln files failed in their mapping", "", len(mapping) - len(held))
            if len(mapping) > len(held)
            else "",
            self.tr("%Ln files red otherwise: see Batch", "", more) if more else "",
        ]
        return " · ".join(filter(None, told))
