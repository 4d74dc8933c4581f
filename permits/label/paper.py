"""Labels in PDF: of each a sheet with two of the same to cut out, for windscreen and door; each says that it is no sign."""

from collections.abc import Iterable
from typing import Any

import segno
from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.qr import draw_code
from core.paper.sheet import GREY, RULE, Sheet
from permits.desk.letters.values import day
from permits.label.code import Said

NOT_A_SIGN = "本标贴不是校车标牌，不能代替标牌使用"
PLACES = ("前风窗玻璃（内侧，不遮挡视线）", "乘客门外侧")
HIGH_MM, QR_MM, INNER_MM, GAP_MM = 112.0, 74.0, 5.0, 12.0
MOST_LINES = 6
PLATE_PT = 30.0


def labels_pdf(labels: Iterable[tuple[Said, str, str]], *, font: Font) -> bytes:
    """The PDF. Each label is what it says, the address before its code (".../verify/"), and the code."""
    told = list(labels)
    sheet = Sheet(font, NOT_A_SIGN)
    sheet.set_title("校车核验标贴")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    for number, (said, before, code) in enumerate(told):
        if number:
            sheet.add_page()
        made = qr_of(before, code)
        sheet.plain_line(f"校车核验标贴 {said.serial}　沿虚线裁下，分贴两处", 6, "C", "text")
        for place in PLACES:
            _label(sheet, said, made, place)
    return bytes(sheet.output())


def qr_of(before: str, code: str) -> segno.QRCode:
    """The QR code of an address: what comes before the code as it is, the code in the mode that packs its letters closest."""
    segments: Any = (before, code)  # taken as they are; the types of the library do not say so
    return segno.make_qr(segments, error="m", boost_error=False)


def _label(sheet: Sheet, said: Said, made: segno.QRCode, place: str) -> None:
    left, top, width = sheet.room(HIGH_MM + GAP_MM / 2)
    sheet.set_draw_color(*RULE)
    sheet.set_dash_pattern(dash=1.6, gap=1.6)
    sheet.rect(left, top, width, HIGH_MM)
    sheet.set_dash_pattern()
    sheet.mark(left + INNER_MM, top + HIGH_MM - 3, f"贴于{place}")
    draw_code(sheet, made, left + 2, top + 12, QR_MM)
    sheet.mark(left + 9, top + 12 + QR_MM + 4, "扫码核验：真伪和当前是否有效", GREY)
    sheet.mark(left + 9, top + 12 + QR_MM + 8.5, said.serial, GREY)
    beside = left + QR_MM + INNER_MM
    sheet.set_xy(beside, top + 5)
    sheet.centred("校车核验标贴", width - QR_MM - 2 * INNER_MM, 8)
    sheet.large(said.plate, beside, top + 15, width - QR_MM - 2 * INNER_MM, PLATE_PT)
    sheet.set_xy(beside, top + 31)
    sheet.beside("\n".join(_lines(said)), width - QR_MM - 2 * INNER_MM)
    sheet.set_xy(beside, top + HIGH_MM - 11)
    sheet.centred(NOT_A_SIGN, width - QR_MM - 2 * INNER_MM, 7)
    sheet.set_y(top + HIGH_MM + GAP_MM / 2)


def _lines(said: Said) -> list[str]:
    shown = said.lines[:MOST_LINES]
    more = len(said.lines) - len(shown) + said.lines_left_out
    return [
        f"许可　{said.permit_number}（第 {said.version} 版）",
        f"标牌　{said.sign_number}",
        f"有效　{day(said.valid_from)} 至 {day(said.valid_to)}",
        f"签发　{said.issuer}",
        *(f"线路　{one.name}{_span(one.times)}" for one in shown),
        *((f"另有 {more} 条线路",) if more else ()),
    ]


def _span(times: tuple[str, ...]) -> str:
    """The departures of a line, 07:10-07:42; of more than two the first and the last."""
    told = [f"{one[:2]}:{one[2:4]}-{one[5:7]}:{one[7:]}" for one in times]
    if len(told) > 2:
        told = [f"{told[0]} … {told[-1]}"]
    return "\n　　　" + "，".join(told) if told else ""
