"""Four weeks of ordinary traffic at six schools as cameras see it, and six vehicles among it that carry pupils for money.

What makes it hard is in it: parents who drive vans, who have children at two schools or take the neighbours' along; canteens
that are supplied by van in the hours of arrival; ride-hailing cars on no list; cameras that misread one character.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 10, 12), date(2026, 11, 6)
NOW = datetime(2026, 11, 6, 20, tzinfo=ZONE)
SCHOOLS = 6
LOOK_ALIKE = {
    "0": "DQ",
    "D": "0Q",
    "8": "B3",
    "B": "8",
    "1": "7",
    "7": "1",
    "2": "Z",
    "Z": "2",
    "5": "S",
    "S": "5",
    "6": "G",
}
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@dataclass(slots=True)
class Pass:
    """A plate in front of a camera: `school` is a number from 0."""

    plate: str
    at: datetime
    school: int
    children: int | None = None
    kind: str | None = None


@dataclass
class Traffic:
    """What the cameras saw, and what is true of each plate: who it is, which of them are planted, which lists name which."""

    passes: list[Pass] = field(default_factory=list)
    who: dict[str, str] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)
    permitted: list[str] = field(default_factory=list)


class Simulation:
    """Makes it, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - traffic, no secret
        self._made: set[str] = set()
        self.traffic = Traffic()
        self.days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        self.class_days = [day for day in self.days if day.weekday() < 5]

    def run(self) -> Traffic:
        """All of it, misread here and there."""
        for make in (
            self._parents, self._taxis, self._deliveries, self._residents, self._teachers, self._buses, self._passers_by,
            self._planted,
        ):  # fmt: skip
            self.traffic.passes.extend(make())
        self.traffic.passes = [self._as_read(one) for one in self.traffic.passes]
        self.traffic.passes.sort(key=lambda one: one.at)
        return self.traffic

    def _parents(self) -> Iterator[Pass]:
        random = self._random
        for number in range(300):
            kind = random.choices(("car", "mpv", "van"), (70, 22, 8))[0]
            schools = random.sample(range(SCHOOLS), 2 if number % 7 == 0 else 1)
            children = random.choice((3, 4)) if number % 10 == 0 else random.choice((1, 1, 2))
            plate = self._plate(f"家长（{kind}，{len(schools)} 校，{children} 名学生）")
            if number % 3 == 0:
                self.traffic.lists[plate] = "parent"
            for day in self.class_days:
                if random.random() < 0.93:
                    yield from self._round(plate, day, schools, kind, children, waits=number % 2 == 0)
            if number % 8 == 0:  # lives or works near by
                yield from self._anywhen(plate, kind, schools, 12)

    def _round(
        self, plate: str, day: date, schools: list[int], kind: str, children: int, *, waits: bool
    ) -> Iterator[Pass]:
        """One family's day: to each school in the morning, and most afternoons again, some waiting for long."""
        random = self._random
        minute = random.gauss(25, 8)
        for school in schools:
            yield self._pass(plate, day, 7, minute, school, kind, self._counted(children))
            minute += random.uniform(8, 15)
        if random.random() < 0.8:
            minute = random.gauss(60, 20)
            for school in schools:
                yield self._pass(plate, day, 16, minute, school, kind)
                minute += random.uniform(15, 30) if waits else random.uniform(4, 9)
                if waits:
                    yield self._pass(plate, day, 16, minute, school, kind, self._counted(children))

    def _taxis(self) -> Iterator[Pass]:
        random = self._random
        for number in range(60):
            role = "taxi" if number < 25 else "ride_hailing"
            plate = self._plate("出租车" if role == "taxi" else "网约车" + ("" if number < 40 else "（不在名单）"))
            if number < 40:
                self.traffic.lists[plate] = role
            kind = "taxi" if role == "taxi" else "car"
            for day in self.days:
                for _ in range(random.randint(1, 6)):
                    hour = random.choice((7, 8, 16, 17)) if random.random() < 0.3 else random.randint(6, 22)
                    yield self._pass(
                        plate, day, hour, random.uniform(0, 59), random.randrange(SCHOOLS), kind, self._counted(1)
                    )

    def _deliveries(self) -> Iterator[Pass]:
        random = self._random
        for number in range(12):
            plate = self._plate("送货车" + ("" if number < 6 else "（不在名单，早上给食堂送菜）"))
            if number < 6:
                self.traffic.lists[plate] = "delivery"
            kind = random.choice(("van", "van", "truck"))
            for day in self.class_days:
                start = random.gauss(6 * 60 + 50, 15) if number >= 6 else random.uniform(8 * 60, 17 * 60)
                for stop, school in enumerate(random.sample(range(SCHOOLS), 4)):
                    yield self._pass(
                        plate, day, 0, start + 18 * stop, school, kind, 0 if random.random() < 0.4 else None
                    )

    def _residents(self) -> Iterator[Pass]:
        random = self._random
        for number in range(40):
            plate, school = self._plate("住在学校旁"), number % SCHOOLS
            kind = random.choices(("car", "mpv", "van"), (80, 12, 8))[0]
            for day in self.days:
                for hour, spread in ((7, 40), (12, 60), (18, 60), (20, 60)):
                    if random.random() < 0.6:
                        yield self._pass(plate, day, hour, random.uniform(0, spread), school, kind)

    def _teachers(self) -> Iterator[Pass]:
        random = self._random
        for number in range(120):
            plate, school = self._plate("教职工"), number % SCHOOLS
            if number % 2 == 0:
                self.traffic.lists[plate] = "teacher"
            for day in self.class_days:
                yield self._pass(plate, day, 7, random.gauss(10, 8), school, "car")
                yield self._pass(plate, day, 17, random.gauss(20, 15), school, "car")

    def _buses(self) -> Iterator[Pass]:
        """With permit and sign; misread they look like the worst of suspects."""
        for number in range(24):
            plate, schools = self._plate("校车（有标牌）"), [number % SCHOOLS, (number + 1) % SCHOOLS]
            self.traffic.permitted.append(plate)
            for day in self.class_days:
                for hour in (7, 16):
                    for stop, school in enumerate(schools):
                        minute = 15 + 20 * stop + self._random.uniform(0, 6)
                        yield self._pass(plate, day, hour, minute, school, "bus", self._counted(30))

    def _passers_by(self) -> Iterator[Pass]:
        for _ in range(3000):
            plate, day = self._plate("路过"), self._random.choice(self.days)
            yield self._pass(
                plate,
                day,
                self._random.randint(6, 21),
                self._random.uniform(0, 59),
                self._random.randrange(SCHOOLS),
                "car",
            )

    def _planted(self) -> Iterator[Pass]:
        for make in (
            self._classic,
            self._three_schools,
            self._full_car,
            self._to_day_care,
            self._some_days,
            self._careful,
        ):
            plate = self._plate(f"黑校车：{(make.__doc__ or '').strip()}")
            self.traffic.planted.append(plate)
            yield from make(plate)

    def _classic(self, plate: str) -> Iterator[Pass]:
        """面包车，一所学校，早晚各两趟，十来名学生"""
        for day in self.class_days:
            for hour, minute in ((7, 0), (7, 35), (16, 20), (17, 5)):
                at = minute + self._random.uniform(0, 8)
                yield self._pass(plate, day, hour, at, 0, "van", self._counted(12))

    def _three_schools(self, plate: str) -> Iterator[Pass]:
        """面包车，一天三所学校，没有数过人"""
        for day in self.class_days:
            for hour in (7, 16):
                for stop, school in enumerate((1, 3, 4)):
                    yield self._pass(plate, day, hour, 5 + 18 * stop + self._random.uniform(0, 6), school, "van")

    def _full_car(self, plate: str) -> Iterator[Pass]:
        """轿车超员，六七名学生"""
        for day in self.class_days:
            yield self._pass(plate, day, 7, 20 + self._random.uniform(0, 10), 2, "car", self._counted(7))
            yield self._pass(plate, day, 16, 40 + self._random.uniform(0, 10), 2, "car", self._counted(6))

    def _to_day_care(self, plate: str) -> Iterator[Pass]:
        """七座车，只在放学接两所学校的学生去托管班"""
        for day in self.class_days:
            for stop, school in enumerate((4, 5)):
                yield self._pass(
                    plate, day, 16, 25 + 20 * stop + self._random.uniform(0, 6), school, "mpv", self._counted(6)
                )

    def _some_days(self, plate: str) -> Iterator[Pass]:
        """面包车，一周三天，早上两趟，没有数过人"""
        for day in self.class_days:
            if day.weekday() in (0, 2, 4):
                for hour, minute in ((6, 55), (7, 35), (16, 30)):
                    yield self._pass(plate, day, hour, minute + self._random.uniform(0, 5), 5, "van")

    def _careful(self, plate: str) -> Iterator[Pass]:
        """七座车，两所学校轮换，只在早上，三四名学生"""
        for day in self.class_days:
            school = 2 if day.weekday() % 2 else 3
            yield self._pass(plate, day, 7, 15 + self._random.uniform(0, 15), school, "mpv", self._counted(4))

    def _anywhen(self, plate: str, kind: str, schools: list[int], times: int) -> Iterator[Pass]:
        for _ in range(times):
            day = self._random.choice(self.days)
            yield self._pass(plate, day, self._random.randint(9, 14), self._random.uniform(0, 59), schools[0], kind)

    def _pass(
        self, plate: str, day: date, hour: int, minute: float, school: int, kind: str, children: int | None = None
    ) -> Pass:
        at = datetime.combine(day, time(hour), ZONE) + timedelta(minutes=minute)
        seen_as = kind if self._random.random() < 0.7 else None
        return Pass(plate, at.replace(microsecond=0), school, children, seen_as)

    def _counted(self, children: int) -> int | None:
        """What a camera counts now and then, one more or less."""
        if self._random.random() > 0.35:
            return None
        return max(0, children + self._random.choice((-1, 0, 0, 0, 0, 1)))

    def _as_read(self, one: Pass) -> Pass:
        """Three in two hundred are read wrong in one character, mostly for one that looks like it."""
        if self._random.random() > 0.015:
            return one
        place = self._random.randrange(2, 7)
        sign = one.plate[place]
        wrong = self._random.choice(LOOK_ALIKE.get(sign, SIGNS) if self._random.random() < 0.7 else SIGNS)
        plate = one.plate[:place] + wrong + one.plate[place + 1 :]
        self.traffic.who.setdefault(plate, f"误读 {one.plate}（{self.traffic.who[one.plate]}）")
        return replace(one, plate=plate)

    def _plate(self, who: str) -> str:
        while True:
            figures = "".join(self._random.choices("0123456789", k=5))
            letter = self._random.choice("ABDGSZ")
            plate = f"苏G{letter}{figures[1:]}" if self._random.random() < 0.5 else f"苏G{figures}"
            if plate not in self._made:
                self._made.add(plate)
                self.traffic.who[plate] = who
                return plate
