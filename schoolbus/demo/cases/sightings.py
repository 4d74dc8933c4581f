"""The demo's sightings (目击记录): ten school days at two schools, and who behaves there like a school bus."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert

from core.models import SchoolDay
from findings.suspects.models import SightingSource
from findings.suspects.score.run import rescore
from findings.suspects.telling.schemas import FeedIn, SightingIn, SourceIn
from findings.suspects.telling.sources import add_source, told_by
from schoolbus.demo.cases.scene import Scene

PRIMARY, MIDDLE = "school-haitang", "school-gangcheng"
SOURCES = {PRIMARY: ("海棠路小学校门摄像机", "camera"), MIDDLE: ("港城初中门岗登记", "gate")}
VAN, MINIBUS = "苏G57H29", "苏G8F603"
Stops = tuple[tuple[str, str], ...]  # school and time of the clock, in a day's order


@dataclass(frozen=True)
class Habit:
    """What a plate does: where it stops, every how manieth school day, how many children are counted, in turn."""

    plate: str
    kind: str
    colour: str
    stops: Stops
    every: int
    children: tuple[int, ...] = ()


def _brings(clock: str, school: str = PRIMARY) -> Stops:
    return ((school, clock),)


def _brings_and_fetches(morning: str, afternoon: str, school: str = PRIMARY) -> Stops:
    return ((school, morning), (school, afternoon))


CARRIERS = (
    Habit(
        VAN, "van", "白色",
        ((PRIMARY, "07:02"), (PRIMARY, "07:36"), (PRIMARY, "16:32"), (PRIMARY, "17:10")), 1, (8, 9, 7, 8, 9),
    ),
    Habit(
        MINIBUS, "minibus", "银灰色",
        ((MIDDLE, "06:58"), (PRIMARY, "07:24"), (PRIMARY, "16:40"), (MIDDLE, "17:16")), 1, (11, 12, 10),
    ),
)  # fmt: skip
ORDINARY = (
    Habit("苏G13K57", "car", "白色", _brings_and_fetches("07:31", "16:41"), 1, (1, 1, 2)),
    Habit("苏G20M86", "car", "黑色", _brings("07:26"), 1, (1,)),
    Habit("苏G31N45", "car", "银灰色", _brings_and_fetches("07:38", "16:36"), 2, (2, 1)),
    Habit("苏G47P28", "car", "红色", _brings("07:41"), 2),
    Habit("苏G52Q93", "mpv", "棕色", _brings("07:19"), 2, (3, 2)),  # neighbours take turns
    Habit("苏G68R14", "car", "白色", _brings_and_fetches("07:07", "17:05", MIDDLE), 1, (1,)),
    Habit("苏G75S30", "car", "蓝色", _brings("07:12", MIDDLE), 3),
    Habit("苏G83T62", "car", "白色", _brings("16:45"), 2, (1, 2)),
    Habit("苏G96U71", "car", "黑色", _brings("16:52"), 3),
    Habit("苏G09V84", "car", "灰色", _brings_and_fetches("07:15", "17:11", MIDDLE), 3, (1,)),
    Habit("苏GD10483", "car", "白色", _brings_and_fetches("07:22", "16:38"), 1, (1, 1, 1, 2)),
    Habit("苏GD25916", "car", "绿色", _brings("07:29"), 4),
    Habit("苏GD37052", "mpv", "白色", _brings("16:57", MIDDLE), 2, (2,)),
    Habit("苏GD49627", "car", "灰色", _brings("07:34"), 5, (1,)),
    Habit("苏GD61738", "car", "蓝色", _brings("07:18", MIDDLE), 4),
    Habit("苏GT3185", "taxi", "绿色", _brings("07:28"), 4, (1,)),
    Habit("苏GT7402", "taxi", "绿色", _brings("16:48"), 5, (1,)),
    Habit("苏G5B719", "van", "白色", _brings_and_fetches("10:15", "14:05"), 2),  # brings to the kitchen
    Habit("苏G8C342", "truck", "蓝色", _brings("13:20", MIDDLE), 3),
    Habit("苏G24E68", "car", "白色", _brings_and_fetches("06:50", "18:20", MIDDLE), 1),  # a teacher's
)


async def sow_sightings(scene: Scene) -> None:
    """A camera and a gate tell of the last ten working days, which the demo takes for class days, also in the holidays."""
    await _declare_class_days(scene)
    for school, (name, kind) in SOURCES.items():
        given = SourceIn.model_validate({"name": name, "kind": kind, "school_id": scene.organisations[school]})
        made = await add_source(scene.session, viewer=scene.viewers["admin"], given=given, address=None)
        source = await scene.session.get_one(SightingSource, int(made.id))
        await told_by(
            scene.session, source=source, given=FeedIn(sightings=list(_seen_at(scene, school))), now=scene.now
        )


async def score(scene: Scene) -> None:
    """List the suspects, as every hour; commits."""
    await rescore(scene.session, now=scene.now, zone=scene.settings.zone)


def _seen_at(scene: Scene, school: str) -> Iterator[SightingIn]:
    """What is seen at one school, a few minutes earlier or later from day to day."""
    for number, day in enumerate(reversed(scene.days)):
        for place, habit in enumerate((*CARRIERS, *ORDINARY)):
            if (number + place) % habit.every:
                continue
            late = timedelta(seconds=(number * 97 + place * 53) % 240)
            for clock in (clock for where, clock in habit.stops if where == school):
                yield SightingIn.model_validate(
                    {
                        "plate": habit.plate,
                        "seen_at": scene.at(day, clock) + late,
                        "vehicle_kind": habit.kind,
                        "colour": habit.colour,
                        "children": habit.children[number % len(habit.children)] if habit.children else None,
                    }
                )


async def _declare_class_days(scene: Scene) -> None:
    """Those that no term has."""
    rows = [{"day": day, "classes": True, "note": "演示"} for day in scene.days if not scene.calendar.is_class_day(day)]
    if rows:
        await scene.session.execute(insert(SchoolDay).on_conflict_do_nothing(), rows)
