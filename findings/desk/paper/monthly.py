"""The bureau's monthly notice (drafted): what was found of each operator's and school's buses, and how it was handled.

Our own findings only; the police's notice of offences is another paper and another table.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Invalid, field
from core.models import Organisation
from findings.desk.models import DeskCase
from fleet.models import Vehicle
from rules.catalogue import CATALOGUE

NOBODY = "未登记"
UNCOUNTED = ("record",)
YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the notice."""

    case_id: int
    plate: str
    rule: str
    title: str
    article: str
    findings: int
    first_began: datetime
    state: str
    in_time: bool | None
    decision: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """An operator or a school with its cases."""

    name: str
    lines: tuple[Line, ...]

    @property
    def findings(self) -> int:
        return sum(line.findings for line in self.lines)

    @property
    def finished(self) -> int:
        return sum(line.state in ("closed", "rejected") for line in self.lines)


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of a month: the groups by name, operators first or schools."""

    month: date
    by: str
    groups: tuple[Group, ...]

    @property
    def heading(self) -> str:
        return f"{self.month.year} 年 {self.month.month} 月校车疑似违规及处置情况通报（草稿）"


def month_of(text: str) -> date:
    """ "2026-11" as its first day. Raises Invalid, also for one at the beginning or the end of time."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Invalid(field("month", zh="应为月份，例如 2026-11", en="must be a month like 2026-11")) from error
    if month.year not in YEARS:
        raise Invalid(field("month", zh="月份超出范围", en="is out of range"))
    return month


def bounds(month: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The month in local time."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return datetime.combine(month, time(), zone), datetime.combine(following, time(), zone)


async def notice(session: AsyncSession, *, viewer: Viewer, month: date, by: str, zone: ZoneInfo) -> Notice:
    """The notice of the cases that were opened in a month, of those that the viewer may see."""
    since, until = bounds(month, zone)
    owner = Vehicle.operator_id if by == "operator" else Vehicle.school_id
    rows = await session.execute(
        select(DeskCase, Vehicle.plate, func.coalesce(Organisation.name, NOBODY).label("owner"))
        .join(Vehicle, Vehicle.id == DeskCase.vehicle_id)
        .outerjoin(Organisation, Organisation.id == owner)
        .where(visible(viewer, "case"), DeskCase.opened_at >= since, DeskCase.opened_at < until)
        .where(DeskCase.state.not_in(UNCOUNTED))
        .order_by(func.coalesce(Organisation.name, NOBODY), Vehicle.plate, DeskCase.id)
    )
    titles = {one.id: one.title_zh for one in CATALOGUE}
    groups: dict[str, list[Line]] = {}
    for case, plate, owner_name in rows:
        groups.setdefault(owner_name, []).append(_line(case, plate, titles))
    return Notice(month, by, tuple(Group(name, tuple(lines)) for name, lines in groups.items()))


def _line(case: DeskCase, plate: str, titles: dict[str, str]) -> Line:
    due, answered = case.answer_due_at, case.answered_at
    in_time = None if due is None else answered is not None and answered <= due
    return Line(
        case.id, plate, case.rule, titles.get(case.rule, case.rule), case.article, case.findings, case.first_began,
        case.state, in_time, case.decision,
    )  # fmt: skip
