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
        self._thrown: Draft | None = None
        return [
            Action(f"{self.id}.undo", self.tr("Undo"), self._undo, "Ctrl+Z", self._can_undo,
                   self.tr("Nothing was changed."), "undo"),
            Action(f"{self.id}.redo", self.tr("Redo"), partial(self._step, forth=True), "Ctrl+Shift+Z | Ctrl+Y",
                   lambda: self.steps.can_go(forth=True), self.tr("Nothing was taken back."), "redo"),
            Action(f"{self.id}.discard", self.tr("Discard"), self._throw_away, "Ctrl+Shift+D", self._is_changed,
                   self.tr("Nothing was changed."), "delete"),
        ]  # fmt: skip

    def _throw_away(self) -> None:
        kept = self._thrown = self._draft()
        self._discard()
        if kept is not None:
            told = self.tr("Changes discarded: {n}").format(
                n=number(kept.changes)
            )  # plurals need the class of their own
            self.context.messages.tell(told, (self.tr("Undo"), partial(self._give_back, kept)))

    def _can_undo(self) -> bool:
        return self.steps.can_go(forth=False) or (self._thrown is not None and self._thrown.client == self.client)

    def _undo(self) -> None:
        """One change back; where there is none, what was discarded last."""
        if self.steps.can_go(forth=False):
            self._step(forth=False)
        elif self._thrown is not None:
            self._give_back(self._thrown)

    def _give_back(self, kept: Draft) -> None:
        self._thrown = None
        self.context.drafts.keep(kept)
        if kept.client == self.client and not self.is_gone:
            self._show_again(kept)

    # What a page says of its draft -------------------------------------------------------------------------------

    def _draft(self) -> Draft | None:
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
