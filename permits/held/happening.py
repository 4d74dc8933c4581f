"""What is the same for every step of a permit's later life: the permit held, nothing overwritten, the day, the line written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, Missing, Text, field
from core.models import Account
from core.steps import changed_meanwhile, lacking
from permits.desk.happening import Hand
from permits.desk.schemas import Deed
from permits.held.models import HeldDocument, PermitEvent
from permits.models import Permit
from permits.procedure.acts import Act, Facts, Procedure
from permits.procedure.granted import PENALTY, PERMIT, SIGN

LIVES: Mapping[str, Procedure] = {"permit": PERMIT, "penalty": PENALTY, "sign": SIGN}
OTHER_WORDS = {"begin": Text("颁发许可", "be granted"), "propose": Text("提出吊销", "propose a revocation")}
APART = {"note", "dated_on"}
BY_THE_PROGRAM = Deed()


async def locked(session: AsyncSession, *, viewer: Viewer, permit_id: int) -> Permit:
    """The permit, held until the transaction ends. Raises Missing."""
    statement = select(Permit).where(Permit.id == permit_id, visible(viewer, "granted")).with_for_update(of=Permit)
    found = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise Missing("granted", permit_id)
    return found


async def refuse_changed(
    session: AsyncSession, permit: Permit, hand: Hand, *, known: int, seen: int, now: Text, **of: int | str
) -> None:
    """Raise Refused, who did what, when somebody acted since the reader last looked; `of` is a column of the line."""
    if known == seen:
        return
    statement = (
        select(PermitEvent, Account.display_name)
        .outerjoin(Account, Account.id == PermitEvent.account_id)
        .where(PermitEvent.permit_id == permit.id, *(getattr(PermitEvent, name) == value for name, value in of.items()))
        .order_by(PermitEvent.id.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:  # an application of it did
        raise changed_meanwhile(who=None, did=Text("更新", "a change"), at=hand.now.astimezone(hand.zone), state=now)
    event, name = row
    raise changed_meanwhile(who=name, did=words_of(event), at=event.at.astimezone(hand.zone), state=now)


def words_of(event: PermitEvent) -> Text:
    """What was done, in words."""
    one = LIVES[event.subject].life.steps.get(event.step)
    return OTHER_WORDS[event.step] if one is None else one.words


def facts_of(permit: Permit, state: str, hand: Hand, **facts: Any) -> Facts:
    """What decides which steps of the permit, or of what belongs to it, are allowed."""
    is_mine = hand.viewer is not None and hand.viewer.organisation_id == permit.holder_id
    return Facts(state, account=hand.account_id, is_mine=is_mine, **facts)


async def day_of(
    session: AsyncSession,
    act: Act,
    deed: Deed,
    hand: Hand,
    *,
    permit_id: int | None = None,
    person_id: int | None = None,
    since: date | None = None,
) -> date:
    """The day of the step: of another office's paper the paper's own. Raises Invalid for what it lacks, for a day to come, and for
    one before `since`, when what it is a step of was begun or granted.
    """
    needed = act.needs_of(hand.role)
    wrong: list[Field] = [] if hand.viewer is None else lacking(act, deed, needed)
    on = deed.dated_on if deed.dated_on is not None and "dated_on" in needed else hand.today
    if on > hand.today:
        wrong.append(field("dated_on", zh="日期不能晚于今天", en="must not be after today"))
    if since is not None and on < since:
        wrong.append(field("dated_on", zh=f"不得早于 {since}", en=f"must not be before {since}"))
    if deed.document_id is not None and not await _is_of(session, deed.document_id, permit_id, person_id):
        wrong.append(field("document_id", zh="没有这份材料", en="there is no such paper here"))
    if wrong:
        raise Invalid(*wrong)
    return on


async def happen(
    session: AsyncSession,
    permit: Permit,
    act: Act,
    deed: Deed,
    hand: Hand,
    *,
    subject: str,
    on: date,
    before: str | None,
    after: str,
    detail: dict[str, Any] | None = None,
    **of: int,
) -> PermitEvent:
    """The line in the permit's life and the audit trail. State and version are the caller's to set."""
    told = deed.model_dump(mode="json", include=set(Deed.model_fields), exclude=APART, exclude_none=True) | (
        detail or {}
    )
    recorded = act.is_recorded_by(hand.role)
    columns: dict[str, Any] = {"penalty_id": None, "sign_id": None} | of
    event = PermitEvent(
        permit_id=permit.id, subject=subject, at=hand.now, account_id=hand.account_id, step=act.name, from_state=before,
        to_state=after, dated_on=on, recorded=recorded, note=deed.note, detail=told, **columns,
    )  # fmt: skip
    session.add(event)
    await session.flush()
    prefix = "permit" if subject == "permit" else f"permit.{subject}"
    await audit.record(
        session, viewer=hand.viewer, action=f"{prefix}.{act.name}", kind="permit", id=permit.id,
        detail=told | {"dated_on": on.isoformat(), "recorded": recorded} | of, address=hand.address,
    )  # fmt: skip
    return event


async def _is_of(session: AsyncSession, document_id: int, permit_id: int | None, person_id: int | None) -> bool:
    """Whether it is a paper of this permit or person, or of a list that names many."""
    paper = await session.get(HeldDocument, document_id)
    if paper is None:
        return False
    is_list = paper.permit_id is None and paper.person_id is None
    return is_list or (paper.permit_id, paper.person_id) == (permit_id, person_id)
