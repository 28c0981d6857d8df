"""A run in a process of its own: what holds Python for long stays out of the window's process, and a window that ends
or is killed cancels its runs instead of breaking them off."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Any

from etl_console import errors
from etl_console.errors import EtlError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from etl_console.pipeline.cancel import CancelToken
    from etl_console.pipeline.plan import Plan
    from etl_console.settings import Settings

_CANCEL = "cancel"


def run_apart(settings: Settings, plan: Plan, cancel: CancelToken) -> dict[str, Any]:
    """Run a plan in a new process and wait for it; returns its report. What happens is told by the events in the
    database, as of a run on another host. Raises what the run raises; a process that ends without a word is an
    EtlError, and its batch is taken up again by the next run of the client.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(settings, plan, theirs), name="etl-run")
    cancel.check()
    process.start()
    theirs.close()
    try:
        with cancel.on_cancel(lambda: _tell(ours, _CANCEL)):
            answer = ours.recv()
    except EOFError:
        answer = None
    finally:
        ours.close()
        process.join()
    if answer is None:
        raise EtlError(
            f"The run's process ended by itself (exit code {process.exitcode}).",
            "Restart the batch: it goes on where it was broken off.", code="run_ended",
        )  # fmt: skip
    report, error = answer
    if error is not None:
        raise _error(error)
    assert isinstance(report, dict)
    return report


def _tell(connection: Connection, word: Any) -> None:
    with contextlib.suppress(OSError):  # the other side has ended
        connection.send(word)


def _run(settings: Settings, plan: Plan, window: Connection) -> None:
    """In the new process: run, and answer with (report, None) or (None, error)."""
    from etl_console import wiring
    from etl_console.pipeline.cancel import CancelToken
    from etl_console.priority import give_way

    if os.name == "posix":
        os.setsid()  # else it would be weighed with the window, and the server alone give way
    give_way()
    token = CancelToken()

    def listen() -> None:
        with contextlib.suppress(EOFError, OSError):
            window.recv()
        token.cancel()  # asked for, or the window is gone

    threading.Thread(target=listen, name="etl-window", daemon=True).start()
    try:
        with wiring.service(settings) as service:
            report = service.run(plan, cancel=token)
    except EtlError as error:
        _tell(window, (None, {**error.to_json(), "kind": type(error).__name__}))
    except Exception as error:
        _tell(window, (None, {"cause": f"Unexpected {type(error).__name__}: {error}.", "code": "internal"}))
    else:
        _tell(window, (report, None))


def _error(told: dict[str, Any]) -> EtlError:
    kinds = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, EtlError)}
    kind = kinds.get(told.get("kind", ""), EtlError)
    remedy, facts = told.get("remedy", "Copy this and report it."), told.get("facts", {})
    return kind(told["cause"], remedy, code=told["code"], **facts)
