"""What the pages have in common whose changes are kept until they are saved."""

from __future__ import annotations

from functools import partial

from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.drafts import Draft, Steps
from etl_console.ui.shell.page import Page
from etl_console.ui.words import number


class DraftPage(Page):
    """A page with a draft: it is undone and redone change by change, and what is discarded is offered back."""

    def draft_actions(self) -> list[Action]:
        """Undo, redo and discard, for the page's own actions."""
        self.steps = Steps()
        return [
            Action(f"{self.id}.undo", self.tr("Undo"), self._undo, "Ctrl+Z", self._can_undo,
                   self.tr("Nothing was changed."), "undo"),
            Action(f"{self.id}.redo", self.tr("Redo"), partial(self._step, forth=True), "Ctrl+Shift+Z | Ctrl+Y",
                   lambda: self.steps.can_go(forth=True), self.tr("Nothing was taken back."), "redo"),
            Action(f"{self.id}.discard", self.tr("Discard"), self._throw_away, "Ctrl+Shift+D", self._is_changed,
                   self.tr("Nothing was changed."), "delete"),
        ]  # fmt: skip

    def _throw_away(self) -> None:
        kept = self.unsaved()
        self._discard()
        if kept is not None:
            self.context.drafts.thrown[self.id] = kept
            told = self.tr("Changes discarded: {n}").format(
                n=number(kept.changes)
            )  # plurals need the class of their own
            again = partial(self.context.commands.run, f"{self.id}.undo")  # of the page that is there by then
            self.context.messages.tell(told, (self.tr("Undo"), again))

    def _thrown(self) -> Draft | None:
        """What was discarded last for the client that is shown, while nothing was changed since: it takes no other's place."""
        kept = self.context.drafts.thrown.get(self.id)
        return kept if kept is not None and kept.client == self.client and not self._is_changed() else None

    def _can_undo(self) -> bool:
        return self.steps.can_go(forth=False) or self._thrown() is not None

    def _undo(self) -> None:
        """One change back; where there is none, what was discarded last."""
        kept = self._thrown()
        if self.steps.can_go(forth=False):
            self._step(forth=False)
        elif kept is not None:
            del self.context.drafts.thrown[self.id]
            self.context.drafts.keep(kept)
            self._show_again(kept)

    # What a page says of its draft -------------------------------------------------------------------------------

    def unsaved(self) -> Draft | None:
        """What is kept of what is shown; None when nothing was changed."""
        raise NotImplementedError

    def _is_changed(self) -> bool:
        """True when there is something to save."""
        raise NotImplementedError

    def _discard(self) -> None:
        """Forget the draft and show what is stored."""
        raise NotImplementedError

    def _show_again(self, kept: Draft) -> None:
        """Show a draft that was given back."""
        raise NotImplementedError

    def _step(self, *, forth: bool) -> None:
        """Show the draft one change back, or forth again."""
        raise NotImplementedError
