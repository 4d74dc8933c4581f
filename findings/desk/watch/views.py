"""A person's own saved filters of the desk's list."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from findings.desk.models import SavedView
from findings.desk.watch.schemas import ViewIn, ViewOut


async def views(session: AsyncSession, *, viewer: Viewer) -> list[ViewOut]:
    """The viewer's own, by name."""
    found = await session.scalars(select(SavedView).where(visible(viewer, "saved_view")).order_by(SavedView.name))
    return [ViewOut(id=str(one.id), name=one.name, query=one.query) for one in found]


async def save(session: AsyncSession, *, viewer: Viewer, wish: ViewIn) -> ViewOut:
    """Keep a filter under a name; the one of that name is written anew."""
    statement = insert(SavedView).values(account_id=viewer.account_id, name=wish.name, query=wish.query)
    statement = statement.on_conflict_do_update(
        index_elements=["account_id", "name"], set_={"query": statement.excluded.query}
    )
    id_ = await session.scalar(statement.returning(SavedView.id))
    return ViewOut(id=str(id_), name=wish.name, query=wish.query)


async def drop(session: AsyncSession, *, viewer: Viewer, view_id: int) -> None:
    """Forget one of the viewer's own. Raises Missing."""
    view = await session.scalar(select(SavedView).where(SavedView.id == view_id, visible(viewer, "saved_view")))
    if view is None:
        raise Missing("saved_view", view_id)
    await session.delete(view)
    await session.flush()
