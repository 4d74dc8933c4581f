"""The data sheet for traffic police in PDF: what a sign is made from, and across every page that this is none (REG 45)."""

from collections.abc import Iterator

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.sheet import Sheet
from permits.desk.letters.sign.facts import Departure, SignLine, SignSheet
from permits.desk.letters.values import day

ACROSS = "非校车标牌"
SIDE_BY_SIDE = 4  # departures in one table


def sign_pdf(said: SignSheet, *, font: Font) -> bytes:
    """The PDF."""
    sheet = Sheet(font, f"{ACROSS}　{said.permit}　{said.plate}", across=ACROSS)
    sheet.set_title(f"校车标牌数据单 {said.plate}")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    sheet.title_line("校车标牌数据单", f"申请编号 {said.application}　许可编号 {said.permit}")
    sheet.say(
        f"本单为数据单，不是校车标牌，不得放置于车辆使用。校车标牌由{said.issuer}核发"
        "（《校车安全管理条例》第十五条、第十六条、第四十五条）。"
    )
    sheet.head("标牌内容（《校车安全管理条例》第十六条）")
    sheet.facts(
        (
            ("号牌号码", said.plate),
            ("所有人", said.owner),
            ("驾驶人", "、".join(said.drivers)),
            ("核载人数", f"{said.seats} 人"),
            ("发牌单位", said.issuer),
            ("标牌编号", said.sign_number or "待核发"),
            ("有效期至", _valid(said)),
            ("许可有效期", f"{day(said.permit_from)} 至 {day(said.permit_to) or '长期'}"),
            ("检验有效期至", day(said.inspection_to)),
        )
    )
    for line in said.lines:
        _line(sheet, line)
    return bytes(sheet.output())


def _valid(said: SignSheet) -> str:
    if said.sign_number is not None or said.valid_to is None:
        return day(said.valid_to)
    return f"不晚于 {day(said.valid_to)}（检验与许可有效期中较早者）"


def _line(sheet: Sheet, line: SignLine) -> None:
    direction = "" if line.direction in line.name else f"（{line.direction}）"
    sheet.head(f"{line.code}　{line.name}{direction}", 40)
    if not line.departures:
        sheet.say("开行时间未登记。停靠站点：" + "、".join(line.stops))
        return
    for first in range(0, len(line.departures), SIDE_BY_SIDE):
        some = line.departures[first : first + SIDE_BY_SIDE]
        heading = ("序", "停靠站点", *(one.words for one in some))
        sheet.grid(heading, _rows(line, some), (6, 40, *(22 for _ in some)))
        sheet.ln(2)


def _rows(line: SignLine, departures: tuple[Departure, ...]) -> Iterator[tuple[str, ...]]:
    for index, stop in enumerate(line.stops):
        yield (
            str(index + 1),
            stop,
            *(one.times[index] if index < len(one.times) else "—" for one in departures),
        )
