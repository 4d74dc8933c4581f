"""How many fixes a second go down the road, by door, beside the ceiling that bounds it."""

from collections.abc import Callable

from bench.figure import Figure
from bench.figures.ceilings import bare_copy
from bench.ground.ingest import Ingest
from bench.ground.pace import pace, settle
from bench.ground.places import Ground
from bench.ground.processor import Costs
from bench.ground.town import Town, build
from bench.load.shared import ALLOWED, COUNTED, STOP

BUSES, PLACES = 3000, 2000  # and as many permits, lines and runs under way as buses
MQTT_MOST, BARE_MOST, TCP_MOST = 16_000, 24_000, 32_000  # fixes a second that the generator makes ready for
WARM_S = 10.0
AHEAD = 24_000  # messages on the way
FUTURE_S = 200.0  # the last fix of a run may be so far ahead of our clock, and no further
MQTT_STEP_S, NMEA_STEP_S, JT808_STEP_S = 0.2, 0.1, 1.0  # between two fixes of a bus; 808 knows whole seconds only


def ingest_mqtt(ground: Ground, seconds: float) -> Figure:
    """Durable ingest over MQTT, one fix a message, beside a bare aiomqtt subscriber in the same session."""
    with ground.database() as database:
        town = mqtt_town(database, seconds)
        value, costs = over_mqtt(ground, database, town, seconds)
        ceiling, bare = _bare_subscriber(ground, town, seconds / 2)
    says = f"{costs}; ceiling: bare aiomqtt subscriber, {bare}"
    return Figure("ingest_mqtt", value, "fixes/s", ceiling, "ratio ≥ 0.65", says)


def ingest_nmea_tcp(ground: Ground, seconds: float) -> Figure:
    """Durable ingest of NMEA over TCP, a segment a sentence, beside a bare COPY of the same rows."""
    return _over_tcp(ground, seconds, "nmea_tcp", NMEA_STEP_S, lambda ingest: ingest.nmea_port)


def ingest_jt808(ground: Ground, seconds: float) -> Figure:
    """Durable ingest of JT/T 808, a segment a 0x0200 with two items, each answered, beside a bare COPY of the same rows."""
    return _over_tcp(ground, seconds, "jt808", JT808_STEP_S, lambda ingest: ingest.jt808_port)


def _over_tcp(ground: Ground, seconds: float, door: str, step_s: float, port: Callable[[Ingest], int]) -> Figure:
    rounds = _rounds(TCP_MOST, seconds)
    with ground.database() as database:
        town = _town(database, door, rounds, step_s)
        with ground.ingest(database) as ingest:
            value, costs = _driven(ground, ingest, town, door, port(ingest), rounds, step_s, seconds)
    with ground.database() as database:
        build(database, BUSES, PLACES)
        ceiling = bare_copy(database, town, int(seconds * 5))
    return Figure(f"ingest_{door}", value, "fixes/s", ceiling, "ratio ≥ 0.15", f"ceiling: bare COPY; {costs}")


def mqtt_town(database: str, seconds: float) -> Town:
    """Its buses speak MQTT for as long as a figure is measured."""
    return _town(database, "nmea_mqtt", _rounds(MQTT_MOST, seconds), MQTT_STEP_S)


def over_mqtt(ground: Ground, database: str, town: Town, seconds: float) -> tuple[float, str]:
    """Fixes a second over MQTT into a database, and what a fix cost each process."""
    ground.let_in(town)
    with ground.ingest(database) as ingest:
        rounds = _rounds(MQTT_MOST, seconds)
        return _driven(ground, ingest, town, "mqtt", ground.device_port, rounds, MQTT_STEP_S, seconds)


def _bare_subscriber(ground: Ground, town: Town, seconds: float) -> tuple[float, str]:
    ground.let_in(town)
    shared, rounds = ground.shared(), _rounds(BARE_MOST, seconds)
    arguments = ("bench.load.subscriber", ground.stack.mqtt_url, str(ground.folder / "shared"))
    load = ground.generator(
        town, shared, door="mqtt", port=ground.device_port, rounds=rounds, step_s=MQTT_STEP_S, since_s=town.began_s
    )
    with ground.process(*arguments) as subscriber, load as generator:
        costs = Costs(subscriber=subscriber.pid, broker=ground.stack.pids["mosquitto"], generator=generator)
        rate = pace(lambda: shared.get(COUNTED), shared, seconds=seconds, warm_s=_warm_s(seconds), ahead=AHEAD)
        spent = costs.of(shared.get(COUNTED))
        shared.put(ALLOWED, STOP)
    ground.forget()  # what the subscriber left is not the next ingest's
    return rate, spent


def _driven(
    ground: Ground, ingest: Ingest, town: Town, door: str, port: int, rounds: int, step_s: float, seconds: float
) -> tuple[float, str]:
    """The rate, and what a fix cost each process. Raises RuntimeError unless the table grew by exactly what was sent."""
    shared, before = ground.shared(), ingest.stored()
    load = ground.generator(town, shared, door=door, port=port, rounds=rounds, step_s=step_s, since_s=town.began_s)
    with load as generator:
        pids = ground.stack.pids
        costs = Costs(
            ingest=ingest.pid,
            database=pids["postgres"],
            broker=pids["mosquitto"],
            redis=pids["redis"],
            generator=generator,
        )
        value = pace(ingest.fixes, shared, seconds=seconds, warm_s=_warm_s(seconds), ahead=AHEAD)
        sent = settle(ingest.fixes, shared)
        spent = costs.of(sent)
        shared.put(ALLOWED, STOP)
    if ingest.stored() - before != sent:
        raise RuntimeError(f"{door}: {ingest.stored() - before} fixes are stored, {sent} were sent")
    return value, spent


def _rounds(most: int, seconds: float) -> int:
    return int(most * (seconds + _warm_s(seconds)) / BUSES)


def _warm_s(seconds: float) -> float:
    return min(WARM_S, seconds / 2)


def _town(database: str, protocol: str, rounds: int, step_s: float) -> Town:
    """Its runs began early enough that the devices' clocks, quicker than ours, end at most FUTURE_S ahead of it."""
    return build(database, BUSES, PLACES, protocol=protocol, ago_s=max(120.0, rounds * step_s - FUTURE_S + 60.0))
