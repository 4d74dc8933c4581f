"""The demo's applications: renewals and a new one at the permit desk, each at another point of the procedure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from core.access import Viewer
from permits.desk.act import take_step
from permits.desk.draft import Plan
from permits.desk.files import attach
from permits.desk.happening import Hand
from permits.desk.models import Application
from permits.desk.opinions import take_opinion_step
from permits.desk.schemas import ApplicationIn, Deed
from permits.desk.service import begin
from permits.models import Permit, PermitDriver, PermitLine, PermitVersion
from schoolbus.demo.cases import pictures
from schoolbus.demo.cases.scene import Scene

HOLDER = "op-gangcheng"
INSURED = timedelta(days=300)


async def sow_applications(scene: Scene) -> None:
    """From the furthest to a draft; as many as the operator has permits, six at most."""
    permits = await _held(scene)
    ways = (_before_the_government, _under_review, _out_for_opinions, _accepted, _to_correct, _just_received, _drafted)
    for permit, way in zip(permits, ways, strict=False):
        await way(await _begun(scene, permit))


async def _before_the_government(one: "_Asked") -> None:
    await _to_review(one)
    await one.take("clerk", "recommend", 1, "10:00", opinion="agrees", note="五项条件均符合，建议准予延续。")


async def _under_review(one: "_Asked") -> None:
    await _to_review(one)
    await one.take(
        "clerk", "site_check", 1, "15:30", inspectors=["周敏", "许立新"], note="车况、逃生锤、灭火器、急救箱齐全有效。"
    )


async def _out_for_opinions(one: "_Asked") -> None:
    await _to_consultation(one)
    await one.opines("police", "call", 4, "14:00", appointment=one.scene.ago(3, "09:00"))
    await one.opines("police", "absent", 3, "17:00", note="约定时间车辆未到场。")
    await one.opines("transport", "reply", 3, "17:20", opinion="agrees", note="线路与公交站点无冲突。", recorded=True)


async def _accepted(one: "_Asked") -> None:
    await one.take("operator", "submit", 2, "09:10")
    await one.take("clerk", "accept", 1, "09:40")


async def _to_correct(one: "_Asked") -> None:
    await one.take("operator", "submit", 3, "11:05")
    await one.take("clerk", "correct", 2, "10:15", missing=["承运人责任保险单（有效期内）", "驾驶人 2026 年度审验证明"])


async def _just_received(one: "_Asked") -> None:
    await one.take("operator", "submit", 1, "16:45")


async def _drafted(_one: "_Asked") -> None:
    """Nothing has been handed in yet."""


async def _to_consultation(one: "_Asked") -> None:
    await one.take("operator", "submit", 8, "08:50")
    await one.take("clerk", "accept", 7, "09:20")
    await one.take("clerk", "consult", 5, "10:00")


async def _to_review(one: "_Asked") -> None:
    await _to_consultation(one)
    await one.opines("police", "present", 4, "09:30")
    await one.opines("police", "reply", 3, "15:00", opinion="agrees", note="车辆、驾驶人和线路符合要求。")
    await one.opines("transport", "reply", 3, "16:00", opinion="agrees", note="同意。", recorded=True)


@dataclass(frozen=True)
class _Asked:
    """An application, of which steps are taken at moments that are past."""

    scene: Scene
    id: int

    async def take(self, by: str, name: str, working_days_ago: int, clock: str, **deed: Any) -> None:
        """An account takes a step."""
        hand = self._hand(by, self.scene.ago(working_days_ago, clock))
        await take_step(
            self.scene.session, hand=hand, application_id=self.id, name=name, version=await self._version(),
            deed=Deed.model_validate(deed),
        )  # fmt: skip

    async def opines(
        self, office: str, name: str, working_days_ago: int, clock: str, *, recorded: bool = False, **deed: Any
    ) -> None:
        """An office takes a step of its opinion, or the clerk records its paper."""
        at = self.scene.ago(working_days_ago, clock)
        by = "clerk" if recorded else office
        hand = self._hand(by, at)
        if name == "reply":
            deed["dated_on"] = hand.today
        if recorded:
            paper = await attach(
                self.scene.session, hand=hand, application_id=self.id, kind="reply", name="交通运输局回函.jpg",
                data=pictures.reply(),
            )  # fmt: skip
            deed |= {"document_id": paper.id, "document_number": f"连交运函〔{hand.today.year}〕{self.id + 30}号"}
        await take_opinion_step(
            self.scene.session, hand=hand, application_id=self.id, office=office, name=name, version=await self._version(),
            deed=Deed.model_validate(deed),
        )  # fmt: skip

    async def _version(self) -> int:
        return (await self.scene.session.scalars(select(Application.version).where(Application.id == self.id))).one()

    def _hand(self, by: str, at: datetime) -> Hand:
        return _hand_of(self.scene, self.scene.viewers[by], at)


def _hand_of(scene: Scene, viewer: Viewer, at: datetime) -> Hand:
    today = at.astimezone(scene.settings.zone).date()
    return Hand(viewer, at, today, scene.settings.zone, scene.settings, scene.calendar)


async def _held(scene: Scene) -> list[PermitVersion]:
    """The newest versions of the permits that the operator holds, by their numbers."""
    rows = await scene.session.scalars(
        select(PermitVersion)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .where(Permit.holder_id == scene.organisations[HOLDER], PermitVersion.version == 1)
        .order_by(Permit.number)
        .limit(7)
    )
    return list(rows)


async def _begun(scene: Scene, held: PermitVersion) -> _Asked:
    """A renewal by the last file: its drivers, its lines, its seats."""
    permit = await scene.session.get_one(Permit, held.permit_id)
    drivers = await scene.session.scalars(
        select(PermitDriver.person_id).where(PermitDriver.permit_version_id == held.id)
    )
    lines = await scene.session.scalars(
        select(PermitLine.line_version_id).where(PermitLine.permit_version_id == held.id)
    )
    at = scene.ago(9, "10:30")
    hand = _hand_of(scene, scene.viewers["operator"], at)
    content = Plan(
        driver_ids=sorted(drivers), line_version_ids=sorted(lines), seats=held.seats, insurer="示例保险公司连云支公司",
        insurance_number=f"PCYR{permit.id:08d}", insured_from=hand.today, insured_until=hand.today + INSURED,
        safety_system=True, safety_officer="刘敏",
    )  # fmt: skip
    wish = ApplicationIn(kind="renewal", vehicle_id=permit.vehicle_id, permit_id=permit.id, content=content)
    made = await begin(scene.session, hand=hand, wish=wish)
    return _Asked(scene, made.id)
