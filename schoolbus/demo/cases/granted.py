"""The demo's permits in their later life: one that was out for repair, one to be revoked, a sign that is damaged."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from permits.desk.happening import Hand
from permits.desk.schemas import Deed
from permits.held.life import by_itself, last_day, take_permit_step
from permits.held.models import Penalty
from permits.held.penalties import open_penalty, take_penalty_step
from permits.held.people.qualifications import take_qualification_step
from permits.held.schemas import QualificationDeed
from permits.held.signs.steps import newest_first, take_sign_step
from permits.models import Permit, PermitDriver, PermitVersion, Sign
from schoolbus.demo.cases.scene import Scene

HOLDER = "op-gangcheng"
FEWEST = 4  # permits of the operator: a smaller district keeps all its buses on the road


async def sow_granted(scene: Scene) -> None:
    """What is over by its last day expires, as in the hourly work; then what offices did to the operator's last permits by number.

    A bus is out for repair for an evening, so that no run lacks its permit.
    """
    program = _hand(scene, "clerk", scene.now).let_go()
    alive = await scene.session.scalars(select(Permit).where(Permit.state == "in_force").order_by(Permit.id))
    for permit in alive.all():
        last = await last_day(scene.session, permit.id)
        await by_itself(scene.session, permit, "expire", program, lapsed=last is not None and last < program.today)
    permits = await scene.session.scalars(
        select(Permit)
        .where(Permit.holder_id == scene.organisations[HOLDER])
        .order_by(Permit.number.desc())
        .limit(FEWEST)
    )
    found = list(permits)
    if len(found) < FEWEST:
        return
    repaired, penalised, lost, reviewed = found
    await _step(scene, repaired, "operator", "suspend", scene.ago(1, "19:10"), note="制动片磨损，进厂更换。")
    await _step(scene, repaired, "clerk", "restore", scene.ago(1, "21:30"), note="维修合格证明已验，恢复运行。")
    await _penalise(scene, penalised)
    await _lose(scene, lost)
    await _review(scene, reviewed)


async def _step(scene: Scene, permit: Permit, by: str, name: str, at: datetime, **deed: Any) -> None:
    await take_permit_step(
        scene.session, hand=_hand(scene, by, at), permit_id=permit.id, name=name, version=permit.version,
        deed=Deed.model_validate(deed),
    )  # fmt: skip


async def _penalise(scene: Scene, permit: Permit) -> None:
    """Proposed and told; the holder may still ask for a hearing."""
    reasons = "三个月内两次超员，经责令改正后再犯。"
    made: Penalty = await open_penalty(
        scene.session, hand=_hand(scene, "police", scene.ago(3, "10:00")), permit_id=permit.id, reasons=reasons
    )
    for by, name, at, note in (
        (
            "government",
            "tell",
            scene.ago(2, "09:30"),
            "拟依照校车安全管理条例第五十四条吊销；可以陈述申辩，可以要求听证。",
        ),
        ("operator", "defend", scene.ago(1, "14:10"), "超员系临时并班，已整改并培训驾驶人。"),
    ):
        await take_penalty_step(
            scene.session, hand=_hand(scene, by, at), penalty_id=made.id, name=name, version=made.version, deed=Deed(note=note)
        )  # fmt: skip


async def _lose(scene: Scene, permit: Permit) -> None:
    sign_id = await scene.session.scalar(
        select(Sign.id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .where(PermitVersion.permit_id == permit.id)
        .order_by(*newest_first())
        .limit(1)
    )
    if sign_id is not None:
        await take_sign_step(
            scene.session, hand=_hand(scene, "operator", scene.ago(1, "07:50")), sign_id=sign_id, name="damage", version=1,
            deed=Deed(note="后窗标牌被雨水浸坏，字迹不清。"),
        )  # fmt: skip


async def _review(scene: Scene, permit: Permit) -> None:
    """Police told of the annual review of its first driver."""
    person_id = await scene.session.scalar(
        select(PermitDriver.person_id)
        .join(PermitVersion, PermitVersion.id == PermitDriver.permit_version_id)
        .where(PermitVersion.permit_id == permit.id)
        .order_by(PermitDriver.person_id)
        .limit(1)
    )
    if person_id is None:
        return
    hand = _hand(scene, "police", scene.ago(4, "11:00"))
    deed = QualificationDeed(cycle_ends=hand.today.replace(day=1) - timedelta(days=1), points=0, dated_on=hand.today)
    await take_qualification_step(
        scene.session, hand=hand, person_id=person_id, name="review", version=1, deed=deed
    )  # fmt: skip


def _hand(scene: Scene, by: str, at: datetime) -> Hand:
    today = at.astimezone(scene.settings.zone).date()
    return Hand(scene.viewers[by], at, today, scene.settings.zone, scene.settings, scene.calendar)
