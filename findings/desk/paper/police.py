"""The police's monthly notice of offences (REG 37): a table as they send it, kept as theirs and never mixed with findings."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, field
from core.pagination import PageQuery, page_rows
from core.shapes import Id, Out, Utc
from core.tables import reading
from findings.desk.models import PoliceNotice
from fleet.models import Vehicle

MEDIA_TYPES = reading.MEDIA_TYPES
MOST_ROWS = 5000
HEADINGS = {
    "plate": "plate", "号牌": "plate", "车牌": "plate", "车牌号": "plate", "号牌号码": "plate",
    "at": "at", "time": "at", "时间": "at", "违法时间": "at",
    "place": "place", "地点": "place", "违法地点": "place",
    "offence": "offence", "违法行为": "offence", "违法内容": "offence", "行为": "offence",
    "driver": "driver", "驾驶人": "driver", "当事人": "driver",
    "decision": "decision", "处理情况": "decision", "处罚": "decision", "处理结果": "decision",
}  # fmt: skip
NEEDED = ("plate", "at", "offence")
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y-%m-%d")
MOST_ERRORS = 50
WITHIN = timedelta(days=366)  # of the month: what a slip of the pen makes of a year is no time of an offence


class PoliceNoticeOut(Out):
    """An offence as the police told it; `vehicle_id` null: no bus of ours has this plate."""

    id: Id
    month: date
    plate: str
    vehicle_id: Id | None
    at: Utc
    place: str | None
    offence: str
    driver: str | None
    decision: str | None


class Imported(Out):
    """What an import did: rows of the table, those that are new, those of no bus of ours."""

    rows: int
    added: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Offence:
    """One line of the table."""

    row: int
    plate: str
    at: datetime
    offence: str
    place: str | None
    driver: str | None
    decision: str | None


def read(data: bytes, media_type: str, *, month: date, zone: ZoneInfo) -> list[Offence]:
    """The lines of the table of a month, CSV or XLSX; times without an offset are local.

    Raises Invalid that names every wrong cell.
    """
    columns: list[str | None] | None = None
    found, wrong = list[Offence](), list[Field]()
    for number, line in reading.lines_of(data, media_type, most=MOST_ROWS):
        if all(cell == "" for cell in line):
            continue
        if columns is None:
            columns = [HEADINGS.get(cell.strip().lower()) if isinstance(cell, str) else None for cell in line]
            if missing := [name for name in NEEDED if name not in columns]:
                raise Invalid(_file(f"缺少列：{'、'.join(missing)}", f"lacks the columns {', '.join(missing)}"))
            continue
        cells = {name: cell for name, cell in zip(columns, line, strict=False) if name is not None}
        one = _offence(number, cells, month, zone, wrong)
        if one is not None:
            found.append(one)
        if len(found) > MOST_ROWS:
            raise Invalid(_file(f"最多 {MOST_ROWS} 行", f"has more than {MOST_ROWS} rows"))
    if wrong:
        raise Invalid(*wrong[:MOST_ERRORS])
    if not found:
        raise Invalid(_file("表中没有数据行", "has no rows under its heading"))
    return found


async def keep(
    session: AsyncSession, *, viewer: Viewer, month: date, offences: list[Offence], address: str | None
) -> Imported:
    """Keep what is not there yet: the same table sent twice adds nothing."""
    ids = {plate: id_ for id_, plate in await session.execute(select(Vehicle.id, Vehicle.plate))}
    by_letters = {_letters(plate): id_ for plate, id_ in ids.items()}
    rows = [
        {
            "month": month, "plate": one.plate, "vehicle_id": by_letters.get(_letters(one.plate)), "at": one.at,
            "place": one.place, "offence": one.offence, "driver": one.driver, "decision": one.decision,
            "account_id": viewer.account_id, "sheet_row": one.row,
        }
        for one in offences
    ]  # fmt: skip
    added = 0
    for since in range(0, len(rows), 500):
        statement = insert(PoliceNotice).values(rows[since : since + 500]).on_conflict_do_nothing()
        added += len((await session.scalars(statement.returning(PoliceNotice.id))).all())
    await audit.record(
        session, viewer=viewer, action="police_notice.import", kind="police_notice", id=month, detail={"added": added},
        address=address,
    )  # fmt: skip
    return Imported(rows=len(rows), added=added, unknown=sum(row["vehicle_id"] is None for row in rows))


async def notices(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, month: date | None
) -> tuple[list[PoliceNoticeOut], str | None]:
    """What the police told, the newest first."""
    statement = select(PoliceNotice).where(visible(viewer, "police_notice"))
    if month is not None:
        statement = statement.where(PoliceNotice.month == month)
    keys = {"at": PoliceNotice.at, "id": PoliceNotice.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-at", unique=PoliceNotice.id)
    return [PoliceNoticeOut.model_validate(row[0]) for row in rows], following


def _offence(
    number: int, cells: dict[str, str | datetime], month: date, zone: ZoneInfo, wrong: list[Field]
) -> Offence | None:
    said = {name: str(cell).strip() for name, cell in cells.items() if str(cell).strip()}
    at = _moment(cells.get("at", ""), zone)
    bad = [name for name in NEEDED if name not in said]
    bad += ["at"] if at is None and "at" in said else []
    for name in bad:
        zh, en = ("不是时间", "is no time") if name == "at" and "at" in said else ("必填", "is required")
        wrong.append(field(f"rows.{number}.{name}", zh=f"第 {number} 行：{zh}", en=f"row {number}: {en}"))
    if bad or at is None:
        return None
    if abs(at.date() - month) > WITHIN:
        zh, en = "不在通报月份前后一年以内", "is not within a year of the notice's month"
        wrong.append(field(f"rows.{number}.at", zh=f"第 {number} 行：{zh}", en=f"row {number}: {en}"))
        return None
    return Offence(
        number, said["plate"], at, said["offence"], said.get("place"), said.get("driver"), said.get("decision")
    )


def _moment(cell: str | datetime, zone: ZoneInfo) -> datetime | None:
    if isinstance(cell, datetime):
        return cell if cell.tzinfo is not None else cell.replace(tzinfo=zone)
    for form in FORMS:
        try:
            return datetime.strptime(cell.strip(), form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None


def _letters(plate: str) -> str:
    """A plate without the dot and blanks that some write: 苏G·12345 is 苏G12345."""
    return "".join(char for char in plate.upper() if char.isalnum())


def _file(zh: str, en: str) -> Field:
    return field("file", zh=zh, en=en)
