"""One step for many cases: each wholly or not at all, and how it went with each."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.database import commit_now
from core.errors import Failure
from core.problems import of_database
from core.settings import Settings
from findings.desk.deeds.act import take_step
from findings.desk.schemas import BulkIn, BulkOne, Deed


async def take_steps(
    session: AsyncSession,
    *,
    viewer: Viewer,
    wish: BulkIn,
    now: datetime,
    settings: Settings,
    address: str | None,
    locale: str,
) -> list[BulkOne]:
    """Take the step for each in a transaction of its own: nobody waits for all of them. The session is to hold nothing yet."""
    deed = Deed.model_validate(wish.model_dump(include=set(Deed.model_fields)))
    done: dict[int, BulkOne] = {}
    for item in sorted(wish.cases, key=lambda one: one.case_id):
        try:
            await take_step(
                session, viewer=viewer, case_id=item.case_id, name=wish.step, version=item.version, deed=deed, now=now,
                settings=settings, address=address,
            )  # fmt: skip
            await commit_now(session)
            done[item.case_id] = BulkOne(case_id=str(item.case_id), done=True)
        except Failure as failure:
            await session.rollback()
            done[item.case_id] = _refused(item.case_id, failure, locale)
        except IntegrityError as error:
            await session.rollback()
            done[item.case_id] = _refused(item.case_id, of_database(error), locale)
    return [done[item.case_id] for item in wish.cases]


def _refused(case_id: int, failure: Failure, locale: str) -> BulkOne:
    said = "；".join([failure.detail.of(locale), *(one.message.of(locale) for one in failure.fields)])
    return BulkOne(case_id=str(case_id), done=False, code=failure.code, detail=said)
