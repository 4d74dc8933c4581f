"""The demo's training: courses, questions and a plan of the bureau, sessions closed, under way and to come; reminders told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from core.models import Organisation
from fleet.models import Person
from permits.desk.happening import Hand
from permits.training.act import take_step
from permits.training.models import TrainingPlan, TrainingSession
from permits.training.reminders import remind
from permits.training.schemas import CourseIn, Deed, PlanIn, SessionIn
from permits.training.service import add_course, add_plan, plan_session
from schoolbus.demo.cases.questions import sow_questions
from schoolbus.demo.cases.scene import Scene

TOPICS = ["道路交通安全法规", "清点与清车", "逃生、灭火与急救", "应急处置"]
COURSES = (
    ("校车驾驶人岗前安全培训", "driver", 8, 80, 12, "校车安全管理条例第十条"),
    ("随车照管人员岗前培训", "attendant", 8, 80, 12, "校车安全管理条例第三十八条"),
    ("校车安全管理人员培训", "safety", 4, None, 12, "安全生产法"),
    ("学校负责人校车安全专题培训", "leader", 4, None, 24, "区教育局年度培训计划"),
)
LEADERS = ("孙立群", "周海燕", "吴建平")
SAFETY = ("刘敏", "何志刚")
HOLDER = "op-gangcheng"


async def sow_training(scene: Scene) -> None:
    """By the use cases that the page calls, at moments that are past."""
    hand = _hand(scene, scene.ago(9, "09:00"))
    courses = {
        audience: (
            await add_course(
                scene.session, hand=hand,
                wish=CourseIn.model_validate(
                    {
                        "name": name, "audience": audience, "hours": hours, "pass_mark": mark, "validity_months": months,
                        "topics": TOPICS, "article": article,
                    }
                ),
            )
        ).id
        for name, audience, hours, mark, months, article in COURSES
    }  # fmt: skip
    await sow_questions(scene, hand, courses["attendant"])
    year = scene.today.year
    plan = PlanIn(year=year, name="校车司乘与管理人员培训计划", note="每学期不少于 4 学时，岗前 8 学时。")
    await add_plan(scene.session, hand=hand, wish=plan)
    plan_id = (await scene.session.scalars(select(TrainingPlan.id))).one()
    await _sow_people(scene)
    drivers, attendants = await _people(scene, "driver"), await _people(scene, "attendant")
    one = _Sown(scene, plan_id)
    await one.plan(
        courses["leader"], scene.ago(6, "14:00"), "区教育局三楼会议室", "许立新", await _people(scene, "leader")
    )
    await one.close(scene.ago(6, "14:10"), hours=4, scores=(None, None, None))
    await one.plan(courses["driver"], scene.ago(4, "09:00"), "港城校车公司培训室", "周敏", drivers[:6])
    await one.close(scene.ago(4, "09:10"), hours=8, scores=(96, 88, 91, 74, 85, 90))
    await one.plan(courses["attendant"], scene.at(scene.today, "00:30"), "区教育局三楼会议室", "周敏", attendants[:8])
    await one.take(scene.now, "begin")
    await one.take(scene.now, "tick", person_ids=attendants[:3])
    await one.plan(
        courses["safety"], scene.at(scene.today + timedelta(days=9), "14:00"), "区教育局三楼会议室", "许立新", []
    )
    await remind(scene.session, today=scene.today)


class _Sown:
    """The session that was planned last, of which steps are taken."""

    def __init__(self, scene: Scene, plan_id: int) -> None:
        self._scene, self._plan_id = scene, plan_id
        self._id = 0
        self._ids: list[int] = []

    async def plan(self, course_id: str, starts_at: datetime, place: str, teacher: str, ids: list[int]) -> None:
        """Planned two hours before it begins, or now; with its list."""
        at = min(starts_at, self._scene.now)
        wish = SessionIn(
            course_id=int(course_id),
            plan_id=self._plan_id,
            starts_at=starts_at,
            place=place,
            teacher=teacher,
            capacity=30,
        )
        self._id = await plan_session(self._scene.session, hand=_hand(self._scene, at), wish=wish)
        self._ids = ids
        if ids:
            await self.take(at, "invite", person_ids=ids)

    async def close(self, at: datetime, *, hours: float, scores: Iterable[int | None]) -> None:
        """Held with everybody there, and closed with these scores."""
        await self.take(at, "begin")
        await self.take(at, "tick", person_ids=self._ids)
        results = [
            {"person_id": id_, "hours": hours, "score": score} for id_, score in zip(self._ids, scores, strict=False)
        ]
        await self.take(at, "result", results=results)
        await self.take(at, "close")

    async def take(self, at: datetime, name: str, **deed: Any) -> None:
        """The clerk takes a step."""
        version = (
            await self._scene.session.scalars(select(TrainingSession.version).where(TrainingSession.id == self._id))
        ).one()
        await take_step(
            self._scene.session, hand=_hand(self._scene, at), session_id=self._id, name=name, version=version,
            deed=Deed.model_validate(deed),
        )  # fmt: skip


def _hand(scene: Scene, at: datetime) -> Hand:
    today = at.astimezone(scene.settings.zone).date()
    return Hand(scene.viewers["clerk"], at, today, scene.settings.zone, scene.settings, scene.calendar)


async def _people(scene: Scene, kind: str) -> list[int]:
    return list(await scene.session.scalars(select(Person.id).where(Person.kind == kind).order_by(Person.id)))


async def _sow_people(scene: Scene) -> None:
    """Leaders of the first schools, safety staff of the operator."""
    schools = await scene.session.scalars(
        select(Organisation.id).where(Organisation.kind == "school").order_by(Organisation.id).limit(len(LEADERS))
    )
    for n, (school, name) in enumerate(zip(schools, LEADERS, strict=False), 1):
        scene.session.add(_person(f"leader-{n}", "leader", name, f"1990003{n:04d}", school))
    for n, name in enumerate(SAFETY, 1):
        scene.session.add(_person(f"safety-{n}", "safety", name, f"1990004{n:04d}", scene.organisations[HOLDER]))
    await scene.session.flush()


def _person(slug: str, kind: str, name: str, phone: str, organisation_id: int) -> Person:
    return Person(
        slug=slug, kind=kind, name=name, name_en=None, phone=phone, born_on=None, organisation_id=organisation_id
    )
