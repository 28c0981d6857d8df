"""Purge of a million old events: with their partition ÷ by batch, as when one batch among them is held."""

from __future__ import annotations

import statistics
import sys

from etl_console.wiring import service
from tests.bench.ground import CLIENT, Ground, ground, seconds, tell
from tests.bench.orders import file_config

_EVENTS = 999_000
_BATCHES = 500
_ROUNDS = 3
_FILL = """
TRUNCATE tools.run_event;
DELETE FROM tools.batch;
SELECT setval('tools.run_event_event_id_seq', {first});
SELECT tools.add_partitions();
INSERT INTO tools.batch (client_id, batch_id, mode, status, manifest, ended_at, who, host, pid)
SELECT client_id, 'BATCH' || to_char(n, 'FM000000'), 'start', 'SUCCESS', '{{}}', now() - interval '200 days', 'a', 'b', 1
FROM tools.client_reference, generate_series(1, {batches}) AS n;
SELECT setval('tools.run_event_event_id_seq', {first} / 1000000 * 1000000 + 1000000);
INSERT INTO tools.run_event (client_id, batch_id, kind, at, payload)
SELECT client_id, 'BATCH' || to_char(1 + n * {batches} / {events}, 'FM000000'), 'stage_ended', now(),
    jsonb_build_object('kind', 'stage_ended', 'stage', 'convert', 'subject', 'orders_' || n || '.csv', 'rows', n, 'seconds', 0.1)
FROM tools.client_reference, generate_series(0, {events} - 1) AS n;
SELECT setval('tools.run_event_event_id_seq', {first} / 1000000 * 1000000 + 2600000);
SELECT tools.add_partitions();
"""


_SIZES = """
SELECT (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('tools.run_event')), pg_current_wal_lsn() - '0/0'
"""


def _purge(base: Ground, first: int, *, held: bool) -> tuple[float, float, float]:
    """Seconds, MB that the table takes afterwards, MB of WAL."""
    base.sql(_FILL.format(first=first, batches=_BATCHES, events=_EVENTS))
    base.sql("VACUUM ANALYZE tools.run_event")
    base.settle()
    with service(base.settings) as door:
        if held:
            door.upkeep.hold(CLIENT, f"BATCH{_BATCHES:06}", "audit")
        _, written = base.sql(_SIZES)[0]
        took = seconds(lambda: door.upkeep.purge(CLIENT))
    size, wal = base.sql(_SIZES)[0]
    left = base.sql("SELECT count(*) FROM tools.run_event")[0][0]
    assert (left > 0) == held, left
    return took, float(size) / 1e6, float(wal - written) / 1e6


def main(rounds: int = _ROUNDS) -> None:
    """Print the ratio of whole purges, the dry run included."""
    with ground() as base:
        base.add_client([file_config("orders", "orders", "orders*.csv")])
        whole, single = [], []
        for number in range(rounds):
            whole.append(_purge(base, 600_000 + 10_000_000 * number, held=False))
            single.append(_purge(base, 5_600_000 + 10_000_000 * number, held=True))
        print(f"{_EVENTS:,} events of {_BATCHES} batches, the dry run before it included")
        tell("purged with their partition ÷ by batch", [w[0] for w in whole], [s[0] for s in single])
        for what, place in (("the table still takes", 1), ("WAL", 2)):
            ours, theirs = (statistics.median(r[place] for r in runs) for runs in (whole, single))
            print(f"  {what}: {ours:.0f} MB with the partition, {theirs:.0f} MB by batch")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
