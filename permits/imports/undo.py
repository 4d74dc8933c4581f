"""An import undone: only while nothing that it made has been used or changed since; otherwise what stands in the way is said.

Vehicles, people, and lines that no permit ever approved go. What permits granted is never taken out of the record: from the
moment of the undoing they rule no more and their signs may not be used, and the same numbers may be given again: to the same
vehicle and holder as the permit's next version, to others as a permit of its own.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import ARRAY, BigInteger, any_, column, delete, literal, select, text, update
from sqlalchemy import table as table_of
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Field, InUse, Missing, Text
from core.references import grouped, references
from fleet.models import Line, LineStop, LineVersion, Person, RunningTime, Vehicle
from permits.desk.happening import Hand
from permits.desk.models import SignFile
from permits.desk.signs import cut
from permits.held import stretches
from permits.imports.granting import UNDONE, imported
from permits.imports.models import RegisterImport, RegisterImportItem
from permits.imports.schemas import Obstacle
from permits.imports.service import IMPORTING, fingerprints
from permits.models import InForce, Permit, PermitVersion, Qualification, Sign, Training
from permits.training.models import TrainingReminder

MOST_TOLD = 100
# A version's own content, made with it.
CONTENT = (
    ("permit_driver", "permit_version_id"), ("permit_line", "permit_version_id"),
    ("line_stop", "line_version_id"), ("running_time", "line_version_id"),
    ("training_reminder", "person_id"),  # said by the program, used by nobody
)  # fmt: skip
GOES = (Qualification, Training, Person, Vehicle)  # after the content of lines, in an order that no key forbids
NOUNS = {
    "vehicle": Text("车辆", "vehicle"), "person": Text("人员", "person"), "qualification": Text("驾驶资格", "endorsement"),
    "training": Text("培训", "training"), "line": Text("线路", "line"), "line_version": Text("线路版本", "line version"),
    "permit": Text("许可", "permit"), "permit_version": Text("许可版本", "permit version"), "sign": Text("标牌", "sign"),
    "in_force": Text("许可效力", "time in force"), "sign_file": Text("标牌档案", "sign's file"),
}  # fmt: skip
USES = {
    "binding": Text("已绑定终端", "has a device bound"), "run": Text("已有班次", "has runs"),
    "finding": Text("已有报警", "has findings"),
    "permit": Text("已有许可", "has a permit"), "permit_driver": Text("许可中已列名", "is named by a permit"),
    "permit_line": Text("许可已批准", "is approved by a permit"), "sign": Text("已有标牌", "has a sign"),
    "in_force": Text("已有许可效力", "is ruled by a permit"), "application": Text("已用于申请", "is used in an application"),
    "permit_version": Text("许可已有变更", "has another version"), "qualification": Text("已登记驾驶资格", "has an endorsement"),
    "training": Text("已登记培训", "has a training"), "sign_file": Text("已有标牌档案", "has the file of a sign"),
}  # fmt: skip
CHANGED = Text("导入后已被修改", "was changed after the import")
GONE = Text("已不存在", "is gone")
NAMED_IN_DRAFT = text("""
    SELECT named.id::bigint, count(DISTINCT a.id) FROM application a,
        LATERAL (SELECT jsonb_array_elements_text(coalesce(a.content -> :field, '[]'::jsonb)) AS id) AS named
    WHERE a.state <> 'discarded' AND named.id ~ '^[0-9]+$' AND named.id::numeric = ANY(:ids) GROUP BY 1
""")
# A run that was made from what is imported, and that nobody drove, found something on, or sealed, goes with it.
UNUSED = """running_time_id IS NOT NULL AND NOT EXISTS (SELECT FROM run_progress p WHERE p.run_id = run.id)
    AND NOT EXISTS (SELECT FROM finding f WHERE f.run_id = run.id)
    AND NOT is_sealed(vehicle_id, tstzrange(planned_start, planned_end, '[]'))"""
MADE_RUNS = {
    table: text(f"SELECT {table}_id AS id, count(*) FROM run WHERE {table}_id = ANY(:ids) AND {UNUSED} GROUP BY 1")  # noqa: S608
    for table in ("vehicle", "line_version", "permit_version")
}
TAKE_RUNS = text(f"""
    DELETE FROM run WHERE (vehicle_id = ANY(:vehicle) OR line_version_id = ANY(:line_version)
        OR permit_version_id = ANY(:permit_version)) AND {UNUSED}""")  # noqa: S608
IN_DRAFTS = {"person": ("driver_ids", "attendant_ids"), "line_version": ("line_version_ids",)}
Items = dict[str, dict[int, RegisterImportItem]]


async def obstacles(session: AsyncSession, *, import_id: int, locale: str) -> list[Obstacle]:
    """All that stands in the way of undoing an import, in the order of its file."""
    found: list[tuple[int, str, Text]] = []
    items = await _items(session, import_id)
    for table, rows in items.items():
        now = await fingerprints(session, table, list(rows))
        for id_, item in rows.items():
            if now.get(id_) != item.fingerprint:
                found.append((item.row, table, CHANGED if id_ in now else GONE))
        for child, key, count in await _uses(session, table, list(rows), items):
            use = USES.get(child, Text(f"已被使用（{child}）", f"is used by {child}"))
            found.append((rows[key].row, table, Text(f"{use.zh}（{count}）", f"{use.en} ({count})")))
    found.sort(key=lambda one: one[0])
    return [Obstacle(row=row, thing=NOUNS[table].of(locale), why=why.of(locale)) for row, table, why in found]


async def undo(session: AsyncSession, *, import_id: int, hand: Hand, locale: str) -> None:
    """Undo an import whole; one that is undone stays so.

    Raises Missing, InUse("import_in_use") with every obstacle as a field (`rows.7`).
    """
    assert hand.viewer is not None
    await session.execute(select(text(f"pg_advisory_xact_lock({IMPORTING})")))
    statement = select(RegisterImport).where(RegisterImport.id == import_id, visible(hand.viewer, "register_import"))
    done = await session.scalar(statement.with_for_update())
    if done is None:
        raise Missing("register_import", import_id)
    if done.undone_at is not None:
        return
    await _hold(session, import_id)
    in_the_way = await obstacles(session, import_id=import_id, locale=locale)
    if in_the_way:
        count = len(in_the_way)
        raise InUse(
            "import_in_use",
            tuple(_told(one) for one in in_the_way[:MOST_TOLD]),
            zh=f"有 {count} 处已被使用或修改，不能撤销。",
            en=f"{count} things were used or changed since: it cannot be undone.",
        )
    items = await _items(session, import_id)
    await _take_out(session, items, hand)
    await _strike_off(session, list(items.get("permit_version", {})), hand, import_id)
    done.undone_at, done.undone_by = hand.now, hand.account_id
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action="register.undo", kind="register_import", id=import_id,
        detail={"kind": done.kind, "name": done.name, "made": done.made}, address=hand.address,
    )  # fmt: skip


async def _hold(session: AsyncSession, import_id: int) -> None:
    """Let nobody change what is to go, or refer to it, between the look and the deed."""
    items = await _items(session, import_id)
    for name in (name for name in NOUNS if name in items):
        rows = table_of(name, column("id"))
        wanted = rows.c.id == any_(literal(sorted(items[name]), ARRAY(BigInteger)))
        await session.execute(select(rows.c.id).where(wanted).order_by(rows.c.id).with_for_update())


def _told(one: Obstacle) -> Field:
    return Field(f"rows.{one.row}", Text(f"{one.thing}：{one.why}", f"{one.thing}: {one.why}"))


async def _items(session: AsyncSession, import_id: int) -> Items:
    found: Items = defaultdict(dict)
    for item in await session.scalars(select(RegisterImportItem).where(RegisterImportItem.import_id == import_id)):
        found[item.table_name][item.object_id] = item
    return dict(found)


async def _uses(session: AsyncSession, table: str, ids: list[int], items: Items) -> list[tuple[str, int, int]]:
    """(table, id, how many) of all that refers to what was made and was not made with it."""
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for one in await references(session, table, ids, apart=CONTENT):
        counts[one.table, one.key] += one.count
    for child in {child for child, _ in counts} & set(items):
        made = grouped(child, f"{table}_id", by="id", keys=list(items[child]))
        for key, count in (await session.execute(made)).all():
            counts[child, key] -= count
    if table in MADE_RUNS:
        for key, count in (await session.execute(MADE_RUNS[table], {"ids": ids})).all():
            counts["run", key] -= count
    for field in IN_DRAFTS.get(table, ()):
        for key, count in (await session.execute(NAMED_IN_DRAFT, {"field": field, "ids": ids})).all():
            counts["application", key] += count
    return [(child, key, count) for (child, key), count in counts.items() if count > 0 and key in items[table]]


async def _strike_off(session: AsyncSession, versions: list[int], hand: Hand, import_id: int) -> None:
    """The permits are none any more, until a table names them again."""
    of = select(PermitVersion.permit_id).where(PermitVersion.id.in_(versions))
    for permit in await session.scalars(select(Permit).where(Permit.id.in_(of)).with_for_update()):
        permit.undone = True
        session.add(imported(permit, hand, step="strike_off", to="struck_off", detail={UNDONE: import_id}))


async def _take_out(session: AsyncSession, items: Items, hand: Hand) -> None:
    await session.execute(TAKE_RUNS, {table: list(items.get(table, {})) for table in MADE_RUNS})
    versions = items.get("line_version", {})
    for content in (LineStop, RunningTime):
        await session.execute(delete(content).where(content.line_version_id.in_(versions)))
    await session.execute(delete(LineVersion).where(LineVersion.id.in_(versions)))
    await session.execute(delete(Line).where(Line.id.in_(items.get("line", {}))))
    reminded = TrainingReminder.person_id.in_(items.get("person", {}))
    await session.execute(delete(TrainingReminder).where(reminded))
    for table in GOES:
        rows: Any = table
        await session.execute(delete(rows).where(rows.id.in_(items.get(table.__tablename__, {}))))
    for stretch in await session.scalars(select(InForce).where(InForce.id.in_(items.get("in_force", {})))):
        await stretches.cut(session, stretch, hand.now)
    for sign in await session.scalars(select(Sign).where(Sign.id.in_(items.get("sign", {})))):
        cut(sign, hand.now)
        sign.undone = True
    await session.execute(
        update(SignFile).where(SignFile.id.in_(items.get("sign_file", {}))).values(state="taken_back", version=2)
    )
    await session.flush()
