"""People as others see them: a name, and a telephone number of which enough is hidden."""

from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Organisation
from core.pagination import Column, PageQuery, page_rows
from core.shapes import Id, Out
from fleet.models import Person

SHOWN_FIRST, SHOWN_LAST = 3, 4


class PersonOut(Out):
    """A driver or an attendant on a card."""

    name: str
    name_en: str | None
    phone_masked: str | None


class PersonListed(PersonOut):
    """The same in a list, with for whom the person works."""

    id: Id
    kind: str
    organisation_id: Id
    organisation_name: str


def masked(phone: str | None) -> str | None:
    """138****5678: the middle of a number is nobody's business on a map. A short number is hidden whole."""
    if phone is None:
        return None
    hidden = len(phone) - SHOWN_FIRST - SHOWN_LAST
    if hidden < SHOWN_FIRST:
        return "*" * len(phone)
    return phone[:SHOWN_FIRST] + "*" * hidden + phone[-SHOWN_LAST:]


async def person_shown(session: AsyncSession, *, person_id: int | None) -> PersonOut | None:
    """A person as a card shows one; None for nobody. Whoever may see the bus may see who is on it."""
    person = None if person_id is None else await session.get(Person, person_id)
    if person is None:
        return None
    return PersonOut(name=person.name, name_en=person.name_en, phone_masked=masked(person.phone))


async def list_people(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    kind: str | None,
    organisation_id: int | None,
    name: str | None,
) -> tuple[list[PersonListed], str | None]:
    """People by name; `name` is a part of it."""
    statement: Select[*tuple[Any, ...]] = (
        select(Person, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(visible(viewer, "person"))
    )
    if kind is not None:
        statement = statement.where(Person.kind == kind)
    if organisation_id is not None:
        statement = statement.where(Person.organisation_id == organisation_id)
    if name is not None:
        statement = statement.where(func.strpos(func.lower(Person.name), name.lower()) > 0)
    keys: dict[str, Column] = {"name": Person.name, "id": Person.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="name", unique=Person.id)
    return [_listed(row) for row in rows], following


def _listed(row: Row[*tuple[Any, ...]]) -> PersonListed:
    person: Person = row[0]
    return PersonListed(
        id=str(person.id),
        kind=person.kind,
        name=person.name,
        name_en=person.name_en,
        phone_masked=masked(person.phone),
        organisation_id=str(person.organisation_id),
        organisation_name=row[1],
    )
