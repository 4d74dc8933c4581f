"""The demo's import: a list of attendants that was taken over and, since it was last year's, undone again."""

import csv
import io

from core.tables.reading import CSV
from permits.desk.happening import Hand
from permits.imports.kinds.people import ATTENDANTS
from permits.imports.service import File, import_table
from permits.imports.undo import undo
from schoolbus.demo.cases.scene import Scene

HEAD = ("姓名", "单位", "电话", "培训合格日期", "培训有效期止", "学时")
OPERATOR = "港城校车服务有限公司"
ROWS = (
    ("孙桂兰", OPERATOR, "13805130011", "2025年8月25日", "2026-08-24", "24"),
    ("陈玉梅", OPERATOR, "13805130012", "2025/8/25", "2026-08-24", "24"),
)


async def sow_imports(scene: Scene) -> None:
    """Taken over and undone by the clerk, so that the page shows what an import leaves behind: its line, and the trail."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows((HEAD, *ROWS))
    file = File("照管人员2025.csv", out.getvalue().encode(), CSV)
    hand = Hand(scene.viewers["clerk"], scene.now, scene.today, scene.settings.zone, scene.settings, scene.calendar)
    done = await import_table(
        scene.session, hand=hand, kind=ATTENDANTS, file=file, datum="wgs84", dry=False, locale="zh-CN"
    )
    assert done.id is not None
    await undo(scene.session, import_id=int(done.id), hand=hand, locale="zh-CN")
