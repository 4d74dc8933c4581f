"""The hand-over letter (整改交办单) in PDF: what was found, what is to be done by when, and the code by which it is answered."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.qr import draw_qr
from core.paper.sheet import Sheet

QR_MM = 42.0


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter says; `url` is the link's whole address."""

    number: int
    asked_by: str
    phone: str | None
    to: str
    contact: str | None
    subject: str
    location: str | None
    title: str
    description: str
    grade: str
    responsible: str | None
    measure: str | None
    funds: str | None
    plan: str | None
    due_on: date | None
    url: str
    expires_at: datetime


def letter(said: Letter, *, font: Font, zone: ZoneInfo, made_at: datetime) -> bytes:
    """The PDF, one sheet of A4 as a rule."""
    sheet = Sheet(font, f"隐患 {said.number}　{said.asked_by}")
    sheet.set_title(f"校车安全隐患整改交办单 {said.number}")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    made = f"{made_at.astimezone(zone):%Y-%m-%d}"
    sheet.title_line("校车安全隐患整改交办单", f"编号 {said.number}　{said.asked_by}　{made}")
    sheet.say(f"{said.to}{'' if said.contact is None else f'（{said.contact}）'}：")
    sheet.say("经排查发现下列校车安全隐患，请按期整改，并用下方二维码报送整改情况和照片。")
    sheet.head("隐患")
    sheet.facts(
        (
            ("对象", said.subject),
            ("地点", said.location or "—"),
            ("等级", said.grade),
            ("隐患", said.title),
            ("情况", said.description),
        )
    )
    sheet.head("整改要求（五落实）")
    sheet.facts(
        (
            ("责任", said.responsible),
            ("措施", said.measure),
            ("资金", said.funds),
            ("时限", "未登记" if said.due_on is None else f"{said.due_on:%Y-%m-%d} 前完成"),
            ("预案", said.plan),
        )
    )
    sheet.head("怎样答复", QR_MM + 12)
    _code(sheet, said, zone)
    sheet.say(
        "答复经教育行政部门另派人员验收合格后销号；验收不合格的退回继续整改。逾期未整改的上报并挂牌督办"
        "（《中华人民共和国安全生产法》第四十一条）。",
        "fine",
    )
    return bytes(sheet.output())


def _code(sheet: Sheet, said: Letter, zone: ZoneInfo) -> None:
    """The code to the left, what to do with it to the right."""
    left, top, width = sheet.room(QR_MM)
    draw_qr(sheet, said.url, left, top, QR_MM)
    sheet.set_xy(left + QR_MM + 6, top + 2)
    lines = (
        "1. 用手机扫描二维码，无须账号和密码。",
        "2. 写明做了什么，拍照上传整改后的现场。",
        f"3. 链接仅供本单使用，{said.expires_at.astimezone(zone):%Y-%m-%d} 前有效，请勿转发。",
        f"联系电话：{said.phone or '—'}",
        "不能扫码时，在浏览器中输入：",
        said.url,
    )
    sheet.beside("\n".join(lines), width - QR_MM - 6)
    sheet.set_y(max(sheet.get_y(), top + QR_MM) + 2)
