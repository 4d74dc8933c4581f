"""People as others see them: a name, and a telephone number of which enough is hidden."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.shapes import Out
from fleet.models import Person

SHOWN_FIRST, SHOWN_LAST = 3, 4


class PersonOut(Out):
    """A driver or an attendant on a card."""

    name: str
    name_en: str | None
    phone_masked: str | None


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
