"""Three weeks of what cameras at the demo's schools saw: vans that carry pupils for money, and people who do not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import text

from core import clock
from tests.browser.service import Service

INSERT = text("""INSERT INTO sighting (plate, seen_at, source, school_id, vehicle_kind, colour, children, photo)
    VALUES (:plate, :seen_at, 'camera', :school, :kind, :colour, :children, :photo) ON CONFLICT DO NOTHING""")
SCHOOLS = text("SELECT id FROM organisation WHERE kind = 'school' ORDER BY id")
Row = dict[str, object]
VAN, MANY_SCHOOLS, FULL_CAR, PARENT = "苏GA30F7", "苏G61K82", "苏GD20958", "苏G77Q01"


def write(service: Service) -> None:
    """Write it once; every weekday of it is a day with classes, whatever the calendar has of holidays."""
    today = clock.now().astimezone(service.settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [day for n in range(1, 21) if (day := today - timedelta(days=n)).weekday() < 5]
    with service.engine.begin() as connection:
        schools = list(connection.scalars(SCHOOLS))
        for day in days:
            connection.execute(
                text("INSERT INTO school_day (day, classes) VALUES (:day, true) ON CONFLICT DO NOTHING"),
                {"day": day.date()},
            )
        connection.execute(INSERT, list(_rows(days, schools)))


def _rows(days: list[datetime], schools: list[int]) -> Iterator[Row]:
    random = Random(11)  # noqa: S311 - traffic, no secret
    for day in days:
        for hour, minute in ((7, 2), (7, 38), (16, 32), (17, 10)):
            yield _row(random, VAN, day, hour, minute, schools[0], "van", "白色", random.choice((None, 11, 12, 13)))
        for hour in (7, 16):
            for stop, school in enumerate(schools[1:4]):
                yield _row(random, MANY_SCHOOLS, day, hour, 24 + 12 * stop, school, "van", "银灰色", None)
        yield _row(random, FULL_CAR, day, 7, 30, schools[1], "car", "黑色", random.choice((None, 6, 7)))
        yield _row(random, FULL_CAR, day, 16, 45, schools[1], "car", "黑色", None)
        yield _row(random, PARENT, day, 7, 35, schools[0], "car", "红色", random.choice((None, 1)))
        yield _row(random, PARENT, day, 16, 40, schools[0], "car", "红色", None)
        if random.random() < 0.3:
            yield _row(random, VAN, day, 12, 15, schools[0], "van", "白色", None)


def _row(
    random: Random,
    plate: str,
    day: datetime,
    hour: int,
    minute: int,
    school: int,
    kind: str,
    colour: str,
    children: int | None,
) -> Row:
    seen_at = day + timedelta(hours=hour, minutes=minute, seconds=random.randint(0, 240))
    photo = f"BM-{seen_at:%m%d-%H%M%S}" if children else None
    return {
        "plate": plate, "seen_at": seen_at, "school": school, "kind": kind, "colour": colour, "children": children,
        "photo": photo,
    }  # fmt: skip
