"""Use cases of organisations: entered, changed, retired; removed only while nothing refers to them."""

from typing import Any
from uuid import uuid4

from geoalchemy2 import Geometry, WKTElement
from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer, visible
from core.administration.schemas import OrganisationDetail, OrganisationIn, OrganisationKept, Referring
from core.errors import Field, InUse, Invalid, Missing, Refused, Text, field
from core.models import Account, Organisation
from core.pagination import PageQuery, page_rows
from core.references import references

SRID, DECIMALS = 4326, 7
# What refers to an organisation, as people call it; another table is told by its own name.
REFERRING = {
    "account": Text("账户", "accounts"), "vehicle": Text("车辆", "vehicles"), "person": Text("人员", "people"),
    "line": Text("线路", "lines"), "permit": Text("许可", "permits"), "permit_version": Text("许可版本", "permit versions"),
    "application": Text("申请", "applications"), "hazard": Text("隐患", "hazards"), "rule_mode": Text("规则开关", "rule modes"),
    "public_report": Text("举报", "public reports"), "own_term": Text("校历学期", "terms of the calendar"),
    "own_school_day": Text("校历特殊日", "days of the calendar"),
}  # fmt: skip


async def list_organisations(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, kind: str | None, q: str | None, retired: bool | None
) -> tuple[list[OrganisationKept], str | None]:
    """Organisations by name; `q` is a part of a name."""
    statement = _organisations(viewer)
    if kind is not None:
        statement = statement.where(Organisation.kind == kind)
    if q is not None:
        named = Organisation.name.icontains(q, autoescape=True) | Organisation.name_en.icontains(q, autoescape=True)
        statement = statement.where(named)
    if retired is not None:
        statement = statement.where(
            Organisation.retired_at.is_not(None) if retired else Organisation.retired_at.is_(None)
        )
    keys = {"name": Organisation.name, "id": Organisation.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="name", unique=Organisation.id)
    return [OrganisationKept.model_validate(_kept(row)) for row in rows], following


async def organisation(
    session: AsyncSession, *, viewer: Viewer, organisation_id: int, locale: str
) -> OrganisationDetail:
    """One organisation, with all that refers to it. Raises Missing."""
    row = (await session.execute(_organisations(viewer).where(Organisation.id == organisation_id))).one_or_none()
    if row is None:
        raise Missing("organisation", organisation_id)
    found = await _referring(session, organisation_id)
    referring = [Referring(table=_word(table).of(locale), count=count) for table, count in found.items()]
    return OrganisationDetail.model_validate(_kept(row) | {"referring": referring})


async def add(session: AsyncSession, *, viewer: Viewer, given: OrganisationIn, address: str | None) -> int:
    """Enter one; its id. Raises Invalid."""
    made = Organisation(slug=f"{given.kind}-{uuid4().hex[:10]}", **await _content(session, given, None))
    session.add(made)
    await session.flush()
    await _tell(session, viewer, "organisation.add", made.id, given.model_dump(mode="json"), address)
    return made.id


async def change(
    session: AsyncSession, *, viewer: Viewer, organisation_id: int, given: OrganisationIn, address: str | None
) -> None:
    """Change it. Its kind stays while accounts act for it. Raises Missing, Invalid."""
    one = await _held(session, viewer, organisation_id)
    if given.kind != one.kind and await _referring(session, organisation_id):
        raise Invalid(field("kind", zh="已被使用，类别不能更改", en="is in use: its kind stays as it is"))
    for name, value in (await _content(session, given, organisation_id)).items():
        setattr(one, name, value)
    await session.flush()
    await _tell(session, viewer, "organisation.change", one.id, given.model_dump(mode="json"), address)


async def set_retired(
    session: AsyncSession, *, viewer: Viewer, organisation_id: int, retired: bool, address: str | None
) -> None:
    """Offer it no more, or again. Raises Missing, Refused while accounts of it may log in."""
    one = await _held(session, viewer, organisation_id)
    if retired == (one.retired_at is not None):
        return
    enabled = select(func.count()).where(Account.organisation_id == organisation_id, ~Account.disabled)
    if retired and (count := await session.scalar(enabled)):
        raise Refused(
            "accounts_enabled",
            zh=f"还有 {count} 个账户可以登录，请先停用。",
            en=f"{count} accounts may still log in: disable them first.",
        )
    one.retired_at = clock.now() if retired else None
    await session.flush()
    action = "organisation.retire" if retired else "organisation.restore"
    await _tell(session, viewer, action, one.id, {"name": one.name}, address)


async def remove(session: AsyncSession, *, viewer: Viewer, organisation_id: int, address: str | None) -> None:
    """Take out one that nothing refers to. Raises Missing, Refused("organisation_in_use") that says what does."""
    one = await _held(session, viewer, organisation_id)
    found = await _referring(session, organisation_id)
    if found:
        raise InUse(
            "organisation_in_use",
            tuple(_told(table, count) for table, count in found.items()),
            zh="已被使用，不能删除；可以停用。",
            en="It is in use and cannot be removed; it can be retired.",
        )
    await session.delete(one)
    await session.flush()
    await _tell(session, viewer, "organisation.remove", organisation_id, {"name": one.name, "kind": one.kind}, address)


def _told(table: str, count: int) -> Field:
    return Field(table, Text(f"{_word(table).zh} {count} 条", f"{count} {_word(table).en}"))


def _word(table: str) -> Text:
    return REFERRING.get(table, Text(table, table))


async def _referring(session: AsyncSession, organisation_id: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in await references(session, "organisation", [organisation_id]):
        found[one.table] = found.get(one.table, 0) + one.count
    return found


async def _held(session: AsyncSession, viewer: Viewer, organisation_id: int) -> Organisation:
    statement = select(Organisation).where(Organisation.id == organisation_id, visible(viewer, "organisation"))
    found = await session.scalar(statement.with_for_update())
    if found is None:
        raise Missing("organisation", organisation_id)
    return found


async def _content(session: AsyncSession, given: OrganisationIn, own: int | None) -> dict[str, Any]:
    wrong = []
    if (given.lon is None) != (given.lat is None):
        name = "lon" if given.lon is None else "lat"
        wrong.append(field(name, zh="经度和纬度要么都填，要么都不填", en="longitude and latitude go together"))
    if (given.kind == "school") != (given.stage is not None):
        wrong.append(
            field("stage", zh="学校须填学段，其他单位不填", en="a school has a stage, no other organisation has")
        )
    same = select(Organisation.id).where(
        Organisation.name == given.name, Organisation.kind == given.kind, Organisation.id.is_distinct_from(own)
    )
    if await session.scalar(same.limit(1)) is not None:
        wrong.append(field("name", zh="已有同名同类单位", en="another of this kind has this name"))
    if wrong:
        raise Invalid(*wrong)
    point = None if given.lon is None else WKTElement(f"POINT({given.lon} {given.lat})", srid=SRID)
    kept = ("name", "name_en", "kind", "stage", "phone")
    return {name: getattr(given, name) for name in kept} | {"point": point}


def _organisations(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    point = Organisation.point.cast(Geometry)
    return select(Organisation, func.ST_X(point).label("lon"), func.ST_Y(point).label("lat")).where(
        visible(viewer, "organisation")
    )


def _kept(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    one: Organisation = row[0]
    fields = ("id", "name", "name_en", "kind", "stage", "phone", "retired_at")
    place = {
        name: None if value is None else round(value, DECIMALS) for name, value in (("lon", row.lon), ("lat", row.lat))
    }
    return {name: getattr(one, name) for name in fields} | place


async def _tell(
    session: AsyncSession, viewer: Viewer, action: str, id_: int, detail: dict[str, Any], address: str | None
) -> None:
    await audit.record(
        session, viewer=viewer, action=action, kind="organisation", id=id_, detail=detail, address=address
    )
