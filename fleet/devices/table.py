"""The table of devices as the office keeps it: its columns, and the file read by them; nothing of it is believed yet."""

from core.errors import Text
from core.tables import reading
from core.tables.columns import Column, headings_of
from core.tables.reading import CSV, MEDIA_TYPES, XLSX, Row
from fleet.models import PROTOCOLS

__all__ = ["COLUMNS", "CSV", "MEDIA_TYPES", "SHEET", "XLSX", "Row", "read"]

SHEET = Text("终端", "devices")
COLUMNS: tuple[Column, ...] = (
    Column(
        "id",
        Text("终端编号", "id"),
        Text(
            "4 至 32 个字母、数字、- 或 _；808 终端填终端手机号",
            "4 to 32 letters, figures, - or _; for JT/T 808 the terminal's phone number",
        ),
        also=("device", "device id", "终端", "终端号", "编号"),
        needed=True,
        example="013900001234",
    ),
    Column(
        "protocol",
        Text("协议", "protocol"),
        Text(f"不填为 nmea_mqtt；可填：{'、'.join(PROTOCOLS)}", f"nmea_mqtt if empty; one of {', '.join(PROTOCOLS)}"),
        example="jt808",
    ),
    Column(
        "plate",
        Text("号牌", "plate"),
        Text("已登记车辆的号牌，不填则暂不绑定", "the plate of a registered vehicle; empty: not bound yet"),
        also=("number plate", "车牌", "车牌号", "号牌号码"),
        example="苏G·12345",
    ),
    Column(
        "since",
        Text("启用时间", "since"),
        Text(
            "自何时起绑定，例如 2026-09-01 或 2026-09-01 07:30；不填为现在",
            "bound since when, like 2026-09-01 or 2026-09-01 07:30; now if empty",
        ),
        also=("绑定时间", "自"),
        example="2026-09-01 07:30",
    ),
    Column("name", Text("名称", "name"), Text("最多 100 个字", "at most 100 characters"), also=("备注",)),
)
HEADINGS = headings_of(COLUMNS)
NEEDED = {column.name: column.title for column in COLUMNS if column.needed}


def read(data: bytes, media_type: str, *, most: int) -> list[Row]:
    """The rows under the heading; empty ones are left out. Raises BadRequest (415), Invalid on `file`."""
    return reading.read(data, media_type, headings=HEADINGS, needed=NEEDED, most=most).rows
