"""Numbers of documents: one row a series and year, raised under its lock, so that none is given twice."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from permits.desk.models import DocumentNumber
from permits.models import Permit


async def next_number(session: AsyncSession, *, series: str, year: int) -> int:
    """The next of a series in a year, from 1; given back when the transaction is rolled back."""
    statement = insert(DocumentNumber).values(series=series, year=year, last=1)
    raised = statement.on_conflict_do_update(
        index_elements=[DocumentNumber.series, DocumentNumber.year], set_={"last": DocumentNumber.last + 1}
    ).returning(DocumentNumber.last)
    return (await session.execute(raised)).scalar_one()


async def receipt_number(session: AsyncSession, year: int) -> str:
    """Of an application received: `XC2026-00001`."""
    return f"XC{year}-{await next_number(session, series='application', year=year):05d}"


async def permit_number(session: AsyncSession, prefix: str, year: int) -> str:
    """Of a permit, as official papers are numbered: `连云校许〔2026〕0001号`; one that an imported permit has is passed over."""
    while True:
        number = f"{prefix}〔{year}〕{await next_number(session, series='permit', year=year):04d}号"
        if await session.scalar(select(Permit.id).where(Permit.number == number, ~Permit.undone)) is None:
            return number
