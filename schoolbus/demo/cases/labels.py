"""The demo's labels and decisions: signs with their labels, one of them void; two applications that the government decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from permits.desk.act import take_step
from permits.desk.draft import Plan
from permits.desk.files import attach
from permits.desk.happening import Hand
from permits.desk.models import Application
from permits.desk.opinions import take_opinion_step
from permits.desk.schemas import ApplicationIn, Deed
from permits.desk.service import begin
from permits.label.keys import load_key, make_key_file
from permits.label.making import make, reprint, waiting
from permits.models import Permit, PermitDriver, PermitLine, PermitVersion
from schoolbus.demo.cases import pictures
from schoolbus.demo.cases.applications import HOLDER
from schoolbus.demo.cases.scene import Scene

LABELLED = 12
GRANTED, REFUSED = "连政校〔2026〕31号", "连政校〔2026〕32号"


async def sow_labels(scene: Scene) -> None:
    """A label for a dozen signs, one printed again; the others wait, so that the page has something to make."""
    key_file = scene.settings.label_key
    make_key_file(key_file)
    key = load_key(key_file)
    hand = _hand(scene, scene.ago(2, "14:00"))
    found = await waiting(
        scene.session, viewer=scene.viewers["clerk"], now=hand.now, application_id=None, permit_ids=None
    )
    oldest = sorted(int(one.id) for one in found)[:LABELLED]
    made = await make(scene.session, hand=hand, key=key, sign_ids=oldest)
    if made:
        later = _hand(scene, scene.ago(1, "09:20"))
        await reprint(scene.session, hand=later, key=key, label_id=made[0], reason="车门标贴破损", old="void")


async def sow_decisions(scene: Scene) -> None:
    """One that is granted and waits for its certificate, one that is refused; both typed in by the clerk with scanned papers."""
    held = await scene.session.scalars(
        select(PermitVersion)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .where(Permit.holder_id != scene.organisations[HOLDER], PermitVersion.version == 1)
        .order_by(Permit.number)
        .limit(2)
    )
    for version, (step, number, note) in zip(
        held, (("grant", GRANTED, None), ("refuse", REFUSED, "行驶线路经过临水路段，未设防护设施。")), strict=False
    ):
        await _decided(scene, version, step, number, note)


async def _decided(scene: Scene, held: PermitVersion, step: str, number: str, note: str | None) -> None:
    permit = await scene.session.get_one(Permit, held.permit_id)
    drivers = select(PermitDriver.person_id).where(PermitDriver.permit_version_id == held.id)
    lines = select(PermitLine.line_version_id).where(PermitLine.permit_version_id == held.id)
    content = Plan(
        driver_ids=sorted(await scene.session.scalars(drivers)), line_version_ids=sorted(await scene.session.scalars(lines)),
        seats=held.seats, safety_system=True,
    )  # fmt: skip
    wish = ApplicationIn(
        kind="renewal",
        applicant_id=permit.holder_id,
        vehicle_id=permit.vehicle_id,
        permit_id=permit.id,
        content=content,
    )
    made = await begin(scene.session, hand=_hand(scene, scene.ago(10, "09:00")), wish=wish)
    way = _Way(scene, made.id)
    await way.take("submit", 10, "09:10")
    await way.take("accept", 9, "09:40")
    await way.take("consult", 8, "10:00")
    await way.take("present", 7, "15:00", office="police", **await way.paper("reply", 7))
    for office, came, typed in (("police", "09:00", "09:20"), ("transport", "15:40", "16:00")):
        paper = await way.paper("reply", 6, came)
        await way.take("reply", 6, typed, office=office, opinion="agrees", **paper)
    await way.take("recommend", 5, "10:00", opinion="agrees", note="五项条件符合，报请决定。")
    paper = await way.paper("decision", 3) | {"document_number": number}
    await way.take(step, 3, "11:00", **paper, **({} if note is None else {"note": note}))


class _Way:
    """An application that the clerk leads through the procedure."""

    def __init__(self, scene: Scene, application_id: int) -> None:
        self._scene, self._id = scene, application_id

    async def take(self, name: str, working_days_ago: int, clock: str, *, office: str = "", **deed: Any) -> None:
        """A step; of an office's opinion with `office`."""
        hand = _hand(self._scene, self._scene.ago(working_days_ago, clock))
        version = (
            await self._scene.session.scalars(select(Application.version).where(Application.id == self._id))
        ).one()
        told = Deed.model_validate(deed)
        if office:
            await take_opinion_step(
                self._scene.session,
                hand=hand,
                application_id=self._id,
                office=office,
                name=name,
                version=version,
                deed=told,
            )
            return
        await take_step(self._scene.session, hand=hand, application_id=self._id, name=name, version=version, deed=told)

    async def paper(self, kind: str, working_days_ago: int, clock: str = "09:00") -> dict[str, Any]:
        """What is recorded by: a scanned paper, its number and its day."""
        hand = _hand(self._scene, self._scene.ago(working_days_ago, clock))
        one = await attach(
            self._scene.session, hand=hand, application_id=self._id, kind=kind, name="来文.jpg", data=pictures.reply()
        )  # fmt: skip
        return {
            "document_id": one.id,
            "document_number": f"连函〔{hand.today.year}〕{self._id}号",
            "dated_on": hand.today,
        }


def _hand(scene: Scene, at: datetime) -> Hand:
    today = at.astimezone(scene.settings.zone).date()
    return Hand(scene.viewers["clerk"], at, today, scene.settings.zone, scene.settings, scene.calendar)
