"""The score's parameters: the program's own values with their source; dated rows of `parameter` go before them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer
from core.errors import Conflict, Invalid, field
from core.models import Parameter
from findings.rulebook.schemas import ParameterIn
from findings.suspects.score.reasons import OURS, REASONS, START, START_SOURCE
from findings.suspects.score.visits import Hours

WEIGHT = "suspects.weight."
USUAL_HOURS = (
    "[D] ours: the usual hours of primary schools here; a school's own, told or from its lines, go before them"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A parameter of the score: its unit, the program's value with its source, and between what it may lie."""

    name: str
    unit: str
    default: float
    source: str
    least: float
    most: float


def _all() -> dict[str, Known]:
    own = (
        Known(
            "suspects.window_days",
            "d",
            28,
            "[D] ours: four weeks show a habit; sightings are kept little longer",
            7,
            90,
        ),
        Known("suspects.min_days", "d", 3, "[D] ours: fewer days are chance, or a camera's misreading", 2, 20),
        Known("suspects.list_at", "", 0.0, "[D] ours: from here on more likely than not, by this score", -5, 10),
        Known("suspects.start", "", START, START_SOURCE, -10, 0),
        Known("suspects.trust", "", 4.0, "[D] ours: how strongly the start weights hold against results", 0.5, 100),
        Known("suspects.arrival_from_min", "min", 6 * 60 + 40, USUAL_HOURS, 0, 1439),
        Known("suspects.arrival_to_min", "min", 8 * 60 + 20, USUAL_HOURS, 0, 1439),
        Known("suspects.leaving_from_min", "min", 15 * 60 + 20, USUAL_HOURS, 0, 1439),
        Known("suspects.leaving_to_min", "min", 18 * 60, USUAL_HOURS, 0, 1439),
    )
    weights = (
        Known(WEIGHT + one.name, "", one.weight, OURS, *((0.0, 10.0) if one.weight > 0 else (-10.0, 0.0)))
        for one in REASONS
    )
    return {one.name: one for one in (*own, *weights)}


KNOWN: dict[str, Known] = _all()


@dataclass(frozen=True, slots=True)
class Parameters:
    """The values that hold at a moment, by name."""

    values: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        """A value by its short name, like `min_days`."""
        return self.values["suspects." + name]

    @property
    def weights(self) -> dict[str, float]:
        """The weights from which learning starts, by reason."""
        return {one.name: self.values[WEIGHT + one.name] for one in REASONS}

    @property
    def usual(self) -> Hours:
        """The hours of a school of which nothing is known."""
        arrival = (_time(self["arrival_from_min"]), _time(self["arrival_to_min"]))
        return Hours(arrival, (_time(self["leaving_from_min"]), _time(self["leaving_to_min"])))


def _time(minutes: float) -> time:
    return time(int(minutes) // 60, int(minutes) % 60)


async def load_parameters(session: AsyncSession, *, now: datetime) -> Parameters:
    """The values that hold now."""
    rows = await session.scalars(
        select(Parameter).where(Parameter.name.in_(KNOWN), Parameter.since <= now).order_by(Parameter.since)
    )
    dated = {row.name: row.value for row in rows}
    return Parameters({name: dated.get(name, known.default) for name, known in KNOWN.items()})


async def set_parameter(
    session: AsyncSession, *, viewer: Viewer, given: ParameterIn, since: datetime, now: datetime, address: str | None
) -> None:
    """Date a new value; the next scoring goes by it. Raises Invalid (no such parameter, out of bounds), Conflict."""
    known = KNOWN.get(given.name)
    if known is None:
        raise Invalid(field("name", zh="没有这个参数", en="there is no such parameter"))
    if not known.least <= given.value <= known.most:
        between = f"{known.least:g} – {known.most:g} {known.unit}".strip()
        raise Invalid(field("value", zh=f"应在 {between} 之间", en=f"must lie between {between}"))
    session.add(Parameter(name=given.name, value=given.value, since=max(since, now), source=given.source))
    try:
        await session.flush()
    except IntegrityError as error:
        raise Conflict(
            "parameter_taken", zh="该参数在这一时刻已有取值。", en="It already has a value for that very moment."
        ) from error
    await audit.record(
        session, viewer=viewer, action="parameter.set", kind="parameter", id=given.name,
        detail={"value": given.value, "since": since.isoformat(), "source": given.source}, address=address,
    )  # fmt: skip
