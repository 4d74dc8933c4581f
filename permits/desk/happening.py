"""What is the same for every step of the desk: who acts when, the file held, the day by which clocks run, and the line written."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.calendar import Calendar
from core.errors import Invalid, Missing, Refused, Text, field
from core.models import Account
from core.settings import Settings
from core.steps import changed_meanwhile, lacking
from permits.desk import clocks
from permits.desk.models import Application, ApplicationDocument, ApplicationEvent
from permits.desk.schemas import Deed
from permits.procedure.acts import SYSTEM, Act
from permits.procedure.application import APPLICATION
from permits.procedure.consultation import POLICE_CONSULTATION, TRANSPORT_CONSULTATION
from permits.procedure.granted import SIGN

LIVES = {
    "application": APPLICATION,
    "police": POLICE_CONSULTATION,
    "transport": TRANSPORT_CONSULTATION,
    "sign": SIGN,
}
OTHER_WORDS = {"begin": Text("建立草稿", "begin a draft"), "edit": Text("修改内容", "change what is asked for")}
APART = {"note", "dated_on"}  # of a deed: they have columns of their own


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts: an account from an address, or (`viewer` None) the program; when, on which local day, by which calendar."""

    viewer: Viewer | None
    now: datetime
    today: date
    zone: ZoneInfo
    settings: Settings
    calendar: Calendar
    address: str | None = None

    @property
    def role(self) -> str:
        """The role in the table of steps."""
        return SYSTEM if self.viewer is None else self.viewer.role

    def let_go(self) -> "Hand":
        """The program's hand at the same moment: for what follows by itself."""
        return replace(self, viewer=None, address=None)

    def midnight(self, day: date) -> datetime:
        """When a local day begins."""
        return datetime.combine(day, time(), self.zone)

    @property
    def account_id(self) -> int | None:
        return None if self.viewer is None else self.viewer.account_id


async def locked(session: AsyncSession, *, viewer: Viewer, application_id: int) -> Application:
    """The application, held until the transaction ends. Raises Missing."""
    statement = (
        select(Application)
        .where(Application.id == application_id, visible(viewer, "application"))
        .with_for_update(of=Application)
    )
    found = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise Missing("application", application_id)
    return found


async def refuse_changed(session: AsyncSession, one: Application, version: int, zone: ZoneInfo) -> None:
    """Raise Refused, who did what, when somebody acted since the reader last looked."""
    if one.version == version:
        return
    statement = (
        select(ApplicationEvent, Account.display_name)
        .outerjoin(Account, Account.id == ApplicationEvent.account_id)
        .where(ApplicationEvent.application_id == one.id)
        .order_by(ApplicationEvent.id.desc())
        .limit(1)
    )
    event, name = (await session.execute(statement)).one()
    life = LIVES[event.subject].life
    if one.state == "draft":  # a draft that saves itself leaves no line each time
        raise Refused(
            "changed_meanwhile",
            zh="这份草稿已在别处改过；请重新打开，以免覆盖。",
            en="This draft was changed elsewhere. Open it anew, so that nothing is overwritten.",
        )
    raise changed_meanwhile(
        who=name, did=words_of(event), at=event.at.astimezone(zone), state=life.states[event.to_state]
    )


def words_of(event: ApplicationEvent) -> Text:
    """What was done, in words."""
    one = LIVES[event.subject].life.steps.get(event.step)
    return OTHER_WORDS[event.step] if one is None else one.words


async def day_of(session: AsyncSession, one: Application, act: Act, deed: Deed, hand: Hand) -> date:
    """The day by which the clocks run: of another office's paper the paper's own. Raises Invalid for what the step lacks, and
    for a day that cannot be.
    """
    needed = act.needs_of(hand.role)
    wrong = [] if hand.viewer is None else lacking(act, deed, needed)
    on = deed.dated_on if deed.dated_on is not None and "dated_on" in needed else hand.today
    if on > hand.today:
        wrong.append(field("dated_on", zh="日期不能晚于今天", en="must not be after today"))
    elif one.received_on is not None and on < one.received_on:
        wrong.append(
            field(
                "dated_on",
                zh=f"日期不能早于收件日 {one.received_on}",
                en=f"must not be before the application was received, {one.received_on}",
            )
        )
    if deed.document_id is not None and not await _is_of(session, one, deed.document_id):
        wrong.append(field("document_id", zh="本申请没有这份材料", en="this application has no such paper"))
    if wrong:
        raise Invalid(*wrong)
    return on


async def happen(
    session: AsyncSession,
    one: Application,
    act: Act,
    deed: Deed,
    hand: Hand,
    *,
    on: date,
    before: str | None,
    after: str,
    subject: str = "application",
    detail: dict[str, Any] | None = None,
) -> None:
    """Clocks, the line in the file's life, the audit trail; the version rises. The state is the caller's to set."""
    one.version += 1
    if act.stops:
        await clocks.stop(session, one, act.stops, on=on)
    await clocks.start(session, one, act.starts, on=on, at=hand.now)
    await clocks.reckon(session, one, calendar=hand.calendar, today=hand.today)
    told = deed.model_dump(mode="json", exclude=APART, exclude_none=True) | (detail or {})
    recorded = act.is_recorded_by(hand.role)
    session.add(
        ApplicationEvent(
            application_id=one.id, subject=subject, at=hand.now, account_id=hand.account_id, step=act.name,
            from_state=before, to_state=after, dated_on=on, recorded=recorded, note=deed.note, detail=told,
        )
    )  # fmt: skip
    prefix = "application" if subject == "application" else f"application.{subject}"
    await audit.record(
        session, viewer=hand.viewer, action=f"{prefix}.{act.name}", kind="application", id=one.id,
        detail=told | {"dated_on": on.isoformat(), "recorded": recorded}, address=hand.address,
    )  # fmt: skip


async def _is_of(session: AsyncSession, one: Application, document_id: int) -> bool:
    found = select(ApplicationDocument.id).where(
        ApplicationDocument.id == document_id, ApplicationDocument.application_id == one.id
    )
    return await session.scalar(found) is not None
