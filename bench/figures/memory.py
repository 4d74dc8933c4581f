"""What a connection costs the ingest in resident memory."""

from bench.figure import Figure
from bench.figures.rates import PLACES
from bench.ground.ingest import wait_for
from bench.ground.places import Ground
from bench.ground.town import build
from bench.load.shared import ALLOWED, STOP
from core import clock

BUSES, TERMINALS = 5000, 10_000
FIXES = 10


def memory_5000_buses(ground: Ground) -> Figure:
    """Resident memory of the ingest once it has heard 5,000 buses, each with its permit."""
    with ground.database() as database:
        town = build(database, BUSES, PLACES)
        with ground.ingest(database) as ingest:
            shared = ground.shared()
            load = ground.generator(
                town, shared, door="nmea_tcp", port=ingest.nmea_port, rounds=FIXES, step_s=1.0, since_s=clock.epoch()
            )
            with load:
                shared.put(ALLOWED, FIXES * BUSES)
                wait_for(lambda: ingest.fixes() >= FIXES * BUSES, "the fixes of 5,000 buses")
                value = ingest.resident_bytes()
                shared.put(ALLOWED, STOP)
    return Figure("memory_5000_buses", value / 2**20, "MiB", None, "-", "resident, 5,000 TCP connections and permits")


def memory_per_808_connection(ground: Ground) -> Figure:
    """What the ingest grew by with 10,000 authenticated terminals, each after its first position; a connection's part."""
    with ground.database() as database:
        town = build(database, TERMINALS, PLACES, protocol="jt808")
        with ground.ingest(database) as ingest:
            shared, before = ground.shared(), ingest.resident_bytes()
            load = ground.generator(
                town, shared, door="jt808", port=ingest.jt808_port, rounds=1, step_s=1.0, since_s=clock.epoch()
            )
            with load:
                shared.put(ALLOWED, TERMINALS)
                wait_for(lambda: ingest.fixes() >= TERMINALS, "the first positions of 10,000 terminals")
                grown = ingest.resident_bytes() - before
                shared.put(ALLOWED, STOP)
    says = f"{TERMINALS:,} authenticated terminals after their first position; the ingest had {before / 2**20:.0f} MiB before"
    return Figure("memory_per_808_connection", grown / TERMINALS / 1000, "kB", None, "≤ 12 kB", says)
