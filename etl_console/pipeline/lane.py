"""The fast lane: while a file is being converted its records are checked, encoded and sent, in one open transaction.

Nothing of it counts before the stages have passed: the load commits only when validation came to the same result for
the Parquet file. Whatever is unusual before (a type without a binary form, an error of the server) ends the lane
without a word, and the stages do their work one after the other as if it had never been.

A file of one batch needs no thread and no open transaction: it is encoded when it is converted, by itself or together
with others (``small_files``), and sent when it may be loaded.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

import pyarrow as pa

from etl_console.pipeline.channel import Channel
from etl_console.pipeline.copy_binary import SIGNATURE, TRAILER
from etl_console.pipeline.encoder import Encoder, NotEncodable
from etl_console.pipeline.stages.validate_row import Checked

_AHEAD = 4
_MOST_FAULTS = 10_000

Load = Callable[[Sequence[str], Iterable[bytes | memoryview]], int]
"""Loads blocks of binary COPY for these target columns in one transaction; rows loaded."""


class _Abandoned(Exception):
    """The load is given up: its transaction is rolled back."""


class Lane:
    """One file on its way to bronze. ``encoder`` makes the encoder of a schema, ``load`` is the transaction."""

    def __init__(self, encoder: Callable[[pa.Schema], Encoder], load: Load) -> None:
        self._make, self._load = encoder, load
        self._channel: Channel[pa.RecordBatch] = Channel(_AHEAD)
        self._thread: threading.Thread | None = None
        self._encoder: Encoder | None = None
        self._only: pa.RecordBatch | None = None
        self._data: memoryview | None = None
        self._together: Checked | None = None
        self._open = True
        self._commit = False
        self._encoded, self._decided = threading.Event(), threading.Event()
        self._loaded = 0
        self._error: BaseException | None = None
        self.records = 0
        self.faulty: list[int] = []
        self.held: list[int] = []

    # While the file is converted ---------------------------------------------------------------------------------

    def put(self, batch: pa.RecordBatch) -> None:
        """Take the next records, waiting while the lane is behind; they are passed over once the lane has ended."""
        if not self._open:
            return
        if self._only is None and self._thread is None:
            self._only = batch
        elif self._thread is None and not self._start(batch.schema):
            return
        if not self._channel.put(batch):
            self._open = False

    def _start(self, schema: pa.Schema) -> bool:
        try:
            self._encoder = self._make(schema)
        except NotEncodable:
            self._open = False
            return False
        self._only = None
        self._thread = threading.Thread(target=self._run, args=(self._encoder,), name="etl-lane")
        self._thread.start()
        return True

    def _run(self, encoder: Encoder) -> None:
        try:
            self._loaded = self._load(encoder.columns, self._blocks(encoder))
        except BaseException as error:
            self._error = error
        finally:
            self._open = False
            self._channel.close()
            self._encoded.set()
            encoder.close()

    def _blocks(self, encoder: Encoder) -> Iterator[bytes | memoryview]:
        yield SIGNATURE
        for batch in self._channel:
            yield self._encode(encoder, batch)
        self._encoded.set()
        self._decided.wait()
        if not self._commit:
            raise _Abandoned
        yield TRAILER

    def _encode(self, encoder: Encoder, batch: pa.RecordBatch) -> memoryview:
        block = encoder.block(batch)
        self.records += batch.num_rows
        if block.faulty:
            self.faulty += block.faulty
            self.held += block.held
            if len(self.faulty) > _MOST_FAULTS:
                raise _Abandoned
        return block.data

    # When it is converted ----------------------------------------------------------------------------------------

    def is_ready(self) -> bool:
        """Wait until all records are sent, or encoded when they are few; False when the lane has ended without."""
        if self._only is not None:
            if self._open and self._data is None and self._together is None:
                try:
                    self._encoder = self._make(self._only.schema)
                    self._data = self._encode(self._encoder, self._only)
                    self._encoder.close()  # many files can wait like this
                except Exception:
                    self._open = False
            return self._open
        if self._thread is None:
            return False
        self._channel.end()
        self._encoded.wait()
        return self._open

    @property
    def in_memory(self) -> pa.RecordBatch | None:
        """The records so far of a file that has few; None once they are more than one batch, or the lane has ended."""
        return self._only if self._open else None

    def encoded_together(self, keys_differ: bool) -> None:
        """All records were encoded with those of other files, and are in order; ``keys_differ`` as the encoder's."""
        if self._only is not None:
            self.records = self._only.num_rows
            self._together = Checked(self.records, keys_differ)

    def by_itself(self) -> None:
        """Forget what was encoded with other files: the file is sent alone."""
        if self._together is not None:
            self._together, self.records = None, 0

    @property
    def checked(self) -> Checked | None:
        """What is known of the records once they are sent or encoded; None when some of them are not in order."""
        if self._together is not None:
            return self._together
        if self.faulty or self._encoder is None:
            return None
        return Checked(self.records, self._encoder.keys_differ)

    def commit(self) -> int:
        """Commit what was sent; rows loaded. Raises what the load failed with: then nothing is loaded."""
        self._commit = True
        try:
            if self._data is not None and self._encoder is not None:
                self._loaded = self._load(self._encoder.columns, [SIGNATURE, self._data, TRAILER])
        finally:
            self.abandon()
        if self._error is not None:
            raise self._error
        return self._loaded

    def abandon(self) -> None:
        """End the lane, rolling back what was not committed; returns when its transaction is over."""
        self._decided.set()
        if not self._commit:
            self._channel.close()
        if self._thread is not None:
            self._thread.join()
        elif self._encoder is not None:
            self._encoder.close()
        self._open = False
