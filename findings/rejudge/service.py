"""Use cases of reports of judging again, read: the walks, and how each differs from what stands."""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from core.pagination import PageQuery, page_rows
from findings.rejudge.models import Rejudgement, RejudgementDifference
from findings.rejudge.schemas import DifferenceOut, RejudgementOut
from fleet.models import Vehicle


async def list_rejudgements(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery
) -> tuple[list[RejudgementOut], str | None]:
    """The walks, the newest first."""
    statement = select(Rejudgement).where(visible(viewer, "rejudgement"))
    keys = {"created_at": Rejudgement.created_at, "since": Rejudgement.since}
    rows, following = await page_rows(
        session, statement, query, keys=keys, default="-created_at", unique=Rejudgement.id
    )
    return [RejudgementOut.model_validate(row[0]) for row in rows], following


async def rejudgement(session: AsyncSession, *, viewer: Viewer, rejudgement_id: int) -> RejudgementOut:
    """One walk. Raises Missing."""
    found = await session.scalar(
        select(Rejudgement).where(Rejudgement.id == rejudgement_id, visible(viewer, "rejudgement"))
    )
    if found is None:
        raise Missing("rejudgement", rejudgement_id)
    return RejudgementOut.model_validate(found)


async def differences(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, rejudgement_id: int, kind: str | None
) -> tuple[list[DifferenceOut], str | None]:
    """What a walk found otherwise than it stands, in order of time. Raises Missing."""
    await rejudgement(session, viewer=viewer, rejudgement_id=rejudgement_id)
    one = RejudgementDifference
    statement: Select[*tuple[Any, ...]] = (
        select(one, Vehicle.plate)
        .join(Vehicle, Vehicle.id == one.vehicle_id)
        .where(one.rejudgement_id == rejudgement_id)
    )
    if kind is not None:
        statement = statement.where(one.kind == kind)
    rows, following = await page_rows(session, statement, query, keys={"id": one.id}, default="id", unique=one.id)
    return [_shown(row) for row in rows], following


def _shown(row: Row[*tuple[Any, ...]]) -> DifferenceOut:
    found, plate = row[:2]
    same = {name: getattr(found, name) for name in ("id", "kind", "rule", "vehicle_id", "finding_id")}
    return DifferenceOut.model_validate(
        {**same, "plate": plate, "then": _side(found, "then"), "now": _side(found, "now")}
    )


def _side(found: RejudgementDifference, which: str) -> dict[str, Any] | None:
    if getattr(found, f"{which}_began") is None:
        return None
    names = ("began", "ended", "measured", "allowed", "permit_version_id")
    return {name: getattr(found, f"{which}_{name}") for name in names}
