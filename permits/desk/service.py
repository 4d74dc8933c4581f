"""An application is begun, and its draft kept; everything else is a step of the table (`act`)."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, Refused, field
from core.models import Organisation
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.desk.draft import Plan
from permits.desk.happening import Hand, locked, refuse_changed
from permits.desk.models import Application, ApplicationEvent
from permits.desk.schemas import ApplicationIn, DraftIn
from permits.models import Permit
from permits.procedure.acts import APPLICANTS, DESK
from permits.procedure.application import APPLICATION

APPLYING = ("school", "operator")
EDITED_IN = frozenset({"draft", "correction"})


async def begin(session: AsyncSession, *, hand: Hand, wish: ApplicationIn) -> Application:
    """A draft. Raises Invalid."""
    assert hand.viewer is not None
    applicant_id = wish.applicant_id if hand.role in DESK else hand.viewer.organisation_id
    if applicant_id is None:
        raise Invalid(field("applicant_id", zh="请选定申请单位", en="say whose application it is"))
    kind = await session.scalar(select(Organisation.kind).where(Organisation.id == applicant_id))
    if kind not in APPLYING:
        raise Invalid(
            field(
                "applicant_id",
                zh="只有学校和校车服务提供者可以申请",
                en="only a school or an operator applies (REG 15)",
            )
        )
    one = Application(
        number=None, portal_number=wish.portal_number, kind=wish.kind, state=APPLICATION.begins, version=1,
        applicant_id=applicant_id, vehicle_id=wish.vehicle_id, permit_id=wish.permit_id, permit_version_id=None,
        content=wish.content.model_dump(mode="json"), created_by=hand.viewer.account_id, received_on=None, accepted_on=None,
        decided_on=None, decision_number=None, recommended_by=None, corrected=False, extended=False, due_on=None,
        due_clock=None, provisional=False,
    )  # fmt: skip
    await _refuse_unknown(session, hand, one, wish.content, frozenset())
    session.add(one)
    await session.flush()
    await _write(session, one, hand, "begin", None)
    return one


async def keep_draft(session: AsyncSession, *, hand: Hand, application_id: int, draft: DraftIn) -> Application:
    """The draft as it is now; also what is handed in after it was told missing. Raises Missing, Invalid, Refused."""
    assert hand.viewer is not None
    one = await locked(session, viewer=hand.viewer, application_id=application_id)
    await refuse_changed(session, one, draft.version, hand.zone)
    if not may_edit(one, hand):
        raise Refused(
            "not_a_draft",
            zh="已收件的申请不能再改内容；如需更改，请撤回后重新申请，或按补正办理。",
            en="An application that was received is not changed: withdraw it and apply anew, or hand in what was missing.",
        )
    one.portal_number = draft.portal_number
    one.vehicle_id, one.permit_id = draft.vehicle_id, draft.permit_id
    named = frozenset(Plan.model_validate(one.content).line_version_ids)
    one.content = draft.content.model_dump(mode="json")
    await _refuse_unknown(session, hand, one, draft.content, named)
    one.version += 1
    await _write(session, one, hand, "edit", one.state)
    return one


def may_edit(one: Application, hand: Hand) -> bool:
    """Whether the viewer may change what is asked for, as far as the application has come."""
    assert hand.viewer is not None
    is_mine = hand.role in APPLICANTS and hand.viewer.organisation_id == one.applicant_id
    return one.state in EDITED_IN and (is_mine or hand.role in DESK)


async def _write(session: AsyncSession, one: Application, hand: Hand, step: str, before: str | None) -> None:
    """The line of it; a draft that saves itself leaves one line, not a hundred."""
    if step != "edit" or one.state != "draft":
        session.add(
            ApplicationEvent(
                application_id=one.id, subject="application", at=hand.now, account_id=hand.account_id, step=step,
                from_state=before, to_state=one.state, dated_on=hand.today, recorded=False, note=None, detail={},
            )
        )  # fmt: skip
        await audit.record(
            session,
            viewer=hand.viewer,
            action=f"application.{step}",
            kind="application",
            id=one.id,
            address=hand.address,
        )
    await session.flush()


async def _refuse_unknown(
    session: AsyncSession, hand: Hand, one: Application, plan: Plan, named: frozenset[int]
) -> None:
    """That what the content names is there, is of the viewer's reach, and is what it is named for.

    `named`: versions of lines that it named before: what the desk has put into a draft stays there when its applicant saves it.
    """
    assert hand.viewer is not None
    wrong = _named_twice(plan)
    wrong += await _vehicle(session, hand.viewer, one)
    wrong += await _permit(session, hand.viewer, one)
    for name, ids, kind, zh, en in (
        ("driver_ids", plan.driver_ids, "driver", "驾驶人", "driver"),
        ("attendant_ids", plan.attendant_ids, "attendant", "照管员", "attendant"),
    ):
        found = set(
            await session.scalars(
                select(Person.id)
                .where(Person.id.in_(ids), Person.kind == kind, visible(hand.viewer, "person"))
                .with_for_update(read=True, key_share=True)  # no import of them is undone meanwhile
            )
        )
        if set(ids) - found:
            wrong.append(field(f"content.{name}", zh=f"有不存在的{zh}", en=f"names somebody who is no {en} on record"))
    reached = (
        select(LineVersion.id)
        .join(Line, Line.id == LineVersion.line_id)
        .where(LineVersion.id.in_(plan.line_version_ids), or_(visible(hand.viewer, "line"), LineVersion.id.in_(named)))
        .with_for_update(read=True, key_share=True, of=LineVersion)
    )
    lines = set(await session.scalars(reached))
    if set(plan.line_version_ids) - lines:
        wrong.append(field("content.line_version_ids", zh="有不存在的线路", en="names a line that is not on record"))
    if wrong:
        raise Invalid(*wrong)


def _named_twice(plan: Plan) -> list[Field]:
    return [
        field(f"content.{name}", zh=f"同一{zh}填了两次", en=f"names the same {en} twice")
        for name, ids, zh, en in (
            ("driver_ids", plan.driver_ids, "驾驶人", "driver"),
            ("attendant_ids", plan.attendant_ids, "照管员", "attendant"),
            ("line_version_ids", plan.line_version_ids, "线路", "line"),
        )
        if len(set(ids)) < len(ids)
    ]


async def _vehicle(session: AsyncSession, viewer: Viewer, one: Application) -> list[Field]:
    if one.vehicle_id is None:
        return []
    of = select(Vehicle.operator_id, Vehicle.school_id, Vehicle.owner_id)
    row = (await session.execute(of.where(Vehicle.id == one.vehicle_id, visible(viewer, "vehicle")))).one_or_none()
    if row is None:
        return [field("vehicle_id", zh="没有这辆车", en="there is no such vehicle")]
    if any(row) and one.applicant_id not in row:
        return [field("vehicle_id", zh="这辆车不是申请单位的", en="is not a vehicle of the applicant")]
    return []


async def _permit(session: AsyncSession, viewer: Viewer, one: Application) -> list[Field]:
    if one.permit_id is None:
        return []
    of = select(Permit.vehicle_id, Permit.holder_id)
    row = (await session.execute(of.where(Permit.id == one.permit_id, visible(viewer, "permit")))).one_or_none()
    if row is None:
        return [field("permit_id", zh="没有这份许可", en="there is no such permit")]
    if row.holder_id != one.applicant_id:
        return [field("permit_id", zh="这份许可不是申请单位的", en="is not a permit of the applicant")]
    if one.vehicle_id is not None and row.vehicle_id != one.vehicle_id:
        return [field("permit_id", zh="这份许可属于另一辆车", en="is of another vehicle")]
    return []
