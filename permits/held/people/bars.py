"""Who may not apply for a time: one year for false papers, three for a permit obtained by fraud (行政许可法 78, 79)."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Refused
from permits.desk.happening import Hand
from permits.drivers.papers import years_after
from permits.held.models import Bar

YEARS = {"false_papers": 1, "fraud": 3}
ARTICLES = {"false_papers": "78", "fraud": "79"}
WORDS = {
    "false_papers": ("隐瞒有关情况或者提供虚假材料申请许可", "hid facts or handed in false papers"),
    "fraud": ("以欺骗、贿赂等不正当手段取得许可", "obtained a permit by fraud or bribery"),
}
BARRED_KINDS = frozenset({"new", "renewal"})  # a change or an ending asks for no permit


async def bar(
    session: AsyncSession,
    hand: Hand,
    *,
    organisation_id: int,
    ground: str,
    since: date,
    application_id: int | None = None,
    permit_id: int | None = None,
) -> Bar:
    """Bar an applicant from a day on."""
    made = Bar(
        organisation_id=organisation_id, ground=ground, since=since,
        until=years_after(since, YEARS[ground]) - timedelta(days=1), application_id=application_id, permit_id=permit_id,
        at=hand.now, account_id=hand.account_id,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    return made


async def bars_of(session: AsyncSession, organisation_id: int, today: date) -> list[Bar]:
    """What bars an organisation on a day, the longest first."""
    statement = (
        select(Bar)
        .where(Bar.organisation_id == organisation_id, Bar.since <= today, Bar.until >= today)
        .order_by(Bar.until.desc(), Bar.id)
    )
    return list(await session.scalars(statement))


async def refuse_barred(session: AsyncSession, *, organisation_id: int, kind: str, today: date) -> None:
    """Raise Refused with the ground for one who may not apply now."""
    if kind not in BARRED_KINDS:
        return
    found = await bars_of(session, organisation_id, today)
    if not found:
        return
    one = found[0]
    zh, en = WORDS[one.ground]
    raise Refused(
        "barred",
        zh=f"申请单位因{zh}，依照行政许可法第 {ARTICLES[one.ground]} 条，{one.until} 以前（含当日）不得再次申请该许可。",
        en=f"The applicant {en}: under Article {ARTICLES[one.ground]} of the licensing law it may not apply"
        f" for this permit until {one.until} (included).",
    )
