"""One permit with all that belongs to it: versions and when they ruled, drivers, signs, revocations, life, papers."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, may_do, visible
from core.errors import Missing
from core.models import Account, Organisation
from fleet.models import Person
from permits.desk.happening import LIVES as DESK_LIVES
from permits.desk.happening import Hand
from permits.desk.letters.first import offered
from permits.desk.letters.models import Letter
from permits.desk.models import Application, ApplicationEvent, SignFile
from permits.desk.read import may
from permits.desk.schemas import DeedByOut, NamedOut
from permits.held import clocks
from permits.held.access import told_of
from permits.held.happening import LIVES, facts_of
from permits.held.life import LIVING
from permits.held.listed import held_permits, shown_permit
from permits.held.models import HeldDocument, HeldLetter, Penalty, PermitEvent
from permits.held.paper.files import documents_of
from permits.held.penalties import OVER, penalty_facts
from permits.held.people.bars import bars_of
from permits.held.people.read import qualifications
from permits.held.schemas import (
    BarOut,
    HeldEventOut,
    HeldPermitDetail,
    PenaltyOut,
    SignLifeOut,
    StretchOut,
    VersionOut,
)
from permits.held.signs.steps import newest_first, state_without_file
from permits.models import InForce, Permit, PermitDriver, PermitVersion, Sign
from permits.procedure.granted import PERMIT
from permits.service import lines_of

MOST_LINKED = 50  # applications


async def one_permit(session: AsyncSession, *, hand: Hand, permit_id: int) -> HeldPermitDetail:
    """One permit. Raises Missing."""
    assert hand.viewer is not None
    statement = held_permits(hand.viewer).where(Permit.id == permit_id, visible(hand.viewer, "granted"))
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise Missing("granted", permit_id)
    permit: Permit = row.Permit
    versions = await _versions(session, permit)
    drivers = [int(one.id) for one in versions[0].drivers] if versions else []
    penalties = await _penalties(session, permit, hand)
    bars = await bars_of(session, permit.holder_id, hand.today)
    return HeldPermitDetail.model_validate(
        shown_permit(row, hand).model_dump()
        | {
            "versions": versions,
            "drivers": await qualifications(session, hand=hand, ids=drivers),
            "signs": await _signs(session, permit, hand),
            "penalties": penalties,
            "events": await _events(session, hand.viewer, permit),
            "documents": await documents_of(session, HeldDocument.permit_id == permit.id),
            "bars": [BarOut(ground=one.ground, since=one.since, until=one.until) for one in bars],
            "applications": await _applications(session, hand.viewer, permit),
            "may": may(PERMIT, hand, facts_of(permit, permit.state, hand)),
            "may_open_penalty": may_do(hand.viewer, "penalty.open")
            and permit.state in LIVING
            and all(one.state in OVER for one in penalties),
        }
    )


async def _versions(session: AsyncSession, permit: Permit) -> list[VersionOut]:
    """The newest first."""
    rows = await session.execute(
        select(PermitVersion, Organisation.name)
        .join(Organisation, Organisation.id == PermitVersion.owner_id)
        .where(PermitVersion.permit_id == permit.id)
        .order_by(PermitVersion.version.desc())
    )
    return [
        VersionOut(
            id=str(version.id),
            version=version.version,
            owner=NamedOut(id=str(version.owner_id), name=owner),
            seats=version.seats,
            granted_on=version.granted_on,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            drivers=await _drivers(session, version.id),
            lines=await lines_of(session, version_id=version.id),
            stretches=await _stretches(session, version.id),
        )
        for version, owner in rows.all()
    ]


async def _drivers(session: AsyncSession, version_id: int) -> list[NamedOut]:
    rows = await session.execute(
        select(Person.id, Person.name)
        .join(PermitDriver, PermitDriver.person_id == Person.id)
        .where(PermitDriver.permit_version_id == version_id)
        .order_by(Person.id)
    )
    return [NamedOut(id=str(id_), name=name) for id_, name in rows]


async def _stretches(session: AsyncSession, version_id: int) -> list[StretchOut]:
    rows = await session.scalars(
        select(InForce.during).where(InForce.permit_version_id == version_id).order_by(func.lower(InForce.during))
    )
    return [StretchOut(since=one.lower, until=one.upper) for one in rows if one.lower is not None]


async def _signs(session: AsyncSession, permit: Permit, hand: Hand) -> list[SignLifeOut]:
    """Those that were made, the newest first, before them one that is asked for."""
    version = select(PermitVersion.id).where(PermitVersion.permit_id == permit.id).correlate(None)
    asked = await session.scalars(
        select(SignFile)
        .where(SignFile.permit_version_id.in_(version), SignFile.sign_id.is_(None))
        .order_by(SignFile.id.desc())
    )
    waiting = [
        SignLifeOut(
            id=None,
            application_id=None if file.application_id is None else str(file.application_id),
            number=None, state=file.state, version=file.version, issued_on=None, valid_to=None, clocks=[], may=[],
        )
        for file in asked
    ]  # fmt: skip
    rows = await session.execute(
        select(Sign, SignFile)
        .outerjoin(SignFile, SignFile.sign_id == Sign.id)
        .where(Sign.permit_version_id.in_(version))
        .order_by(*newest_first())
    )
    return waiting + [await _sign(session, permit, sign, file, hand) for sign, file in rows.all()]


async def _sign(session: AsyncSession, permit: Permit, sign: Sign, file: SignFile | None, hand: Hand) -> SignLifeOut:
    state = state_without_file(sign, hand) if file is None else file.state
    return SignLifeOut(
        id=str(sign.id),
        application_id=None if file is None or file.application_id is None else str(file.application_id),
        number=sign.number,
        state=state,
        version=1 if file is None else file.version,
        issued_on=sign.issued_on,
        valid_to=sign.valid_to,
        clocks=[clocks.shown(one, hand) for one in await clocks.of_one(session, sign_id=sign.id)],
        may=may(LIVES["sign"], hand, facts_of(permit, state, hand)),
    )


async def _penalties(session: AsyncSession, permit: Permit, hand: Hand) -> list[PenaltyOut]:
    assert hand.viewer is not None
    known = select(Penalty).where(Penalty.permit_id == permit.id, told_of(hand.viewer)).order_by(Penalty.id.desc())
    rows = await session.scalars(known)
    return [
        PenaltyOut(
            id=str(one.id),
            number=one.number,
            state=one.state,
            version=one.version,
            opened_on=one.opened_on,
            reasons=one.reasons,
            clocks=[clocks.shown(each, hand) for each in await clocks.of_one(session, penalty_id=one.id)],
            may=may(LIVES["penalty"], hand, await penalty_facts(session, permit, one, hand)),
        )
        for one in rows.all()
    ]


async def _events(session: AsyncSession, viewer: Viewer, permit: Permit) -> list[HeldEventOut]:
    """What happened to the permit, its revocations and its signs, in order; of a sign also what its application tells."""
    known = select(Penalty.id).where(Penalty.permit_id == permit.id, told_of(viewer)).correlate(None)
    own = await session.execute(
        select(PermitEvent, Account, HeldLetter.id)
        .outerjoin(Account, Account.id == PermitEvent.account_id)
        .outerjoin(HeldLetter, HeldLetter.event_id == PermitEvent.id)
        .where(
            PermitEvent.permit_id == permit.id, or_(PermitEvent.penalty_id.is_(None), PermitEvent.penalty_id.in_(known))
        )
    )
    told = await session.execute(
        select(ApplicationEvent, Account, Letter.id)
        .outerjoin(Letter, Letter.event_id == ApplicationEvent.id)
        .join(Application, Application.id == ApplicationEvent.application_id)
        .outerjoin(Account, Account.id == ApplicationEvent.account_id)
        .where(Application.permit_id == permit.id, ApplicationEvent.subject == "sign")
    )
    lines = [_line(viewer, *one, None, "permit") for one in own]
    lines += [_line(viewer, *one, one[0].application_id, "application") for one in told]
    return sorted(lines, key=lambda one: (one.at, one.event_id))


def _line(
    viewer: Viewer,
    event: PermitEvent | ApplicationEvent,
    account: Account | None,
    letter_id: int | None,
    application_id: int | None,
    of: str,
) -> HeldEventOut:
    lives = LIVES if of == "permit" else DESK_LIVES
    act = lives[event.subject].life.steps.get(event.step)
    told: dict[str, Any] = {
        name: getattr(event, name)
        for name in ("subject", "at", "step", "from_state", "to_state", "dated_on", "recorded", "note", "detail")
    }
    return HeldEventOut(
        id=f"{of}-{event.id}",
        event_id=str(event.id),
        application_id=None if application_id is None else str(application_id),
        by=None if account is None else DeedByOut(id=str(account.id), name=account.display_name, role=account.role),
        letter=offered(viewer, act, made=letter_id is not None),
        **told,
    )


async def _applications(session: AsyncSession, viewer: Viewer, permit: Permit) -> list[NamedOut]:
    rows = await session.execute(
        select(Application.id, Application.number)
        .where(Application.permit_id == permit.id, Application.number.is_not(None), visible(viewer, "application"))
        .order_by(Application.id.desc())
        .limit(MOST_LINKED)
    )
    return [NamedOut(id=str(id_), name=number or "") for id_, number in rows]
