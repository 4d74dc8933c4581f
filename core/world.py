"""Say that something changed which the rules can see, where no trigger of the table says so."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import World, WorldChange


async def tell_world(session: AsyncSession, kind: str, key: int = 0) -> None:
    """Raise the world's number in this transaction, as the triggers of migration 0003 do: it rules from the next batch.

    `kind` is one of those that `findings.world` loads anew. The row stays locked until the commit, so call it last.
    """
    raised = update(World).values(number=World.number + 1).returning(World.number)
    number = (await session.execute(raised, execution_options={"synchronize_session": False})).scalar_one()
    session.add(WorldChange(number=number, kind=kind, key=key))
    await session.flush()
