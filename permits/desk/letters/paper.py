"""A letter in PDF, as official papers are set: title, number, addressee, body, and at its end who issues it, when, and the seal."""

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.qr import draw_qr
from core.paper.sheet import RULE, Sheet
from permits.desk.letters.lines import broken
from permits.desk.letters.making import Printed
from permits.desk.letters.values import day

SIDE_MM, LINE_MM = 26.0, 8.4
INDENT = "　　"
SEAL_MM, END_MM, QR_MM = 40.0, 52.0, 34.0


def letter_pdf(said: Printed, *, font: Font, ask_at: str | None = None) -> bytes:
    """The PDF, one sheet of A4 as a rule; the same letter gives the same pages. `ask_at`: where the file's state is asked for."""
    return bytes(letter_sheet(said, font=font, ask_at=ask_at).output())


def letter_sheet(said: Printed, *, font: Font, ask_at: str | None = None) -> Sheet:
    """The letter on its sheet, on which an annex may follow."""
    sheet = Sheet(font, said.number)
    sheet.set_title(f"{said.title} {said.number}")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    sheet.set_left_margin(SIDE_MM)
    sheet.set_right_margin(SIDE_MM)
    sheet.ln(6)
    sheet.title_line(said.title, "")
    sheet.plain_line(said.number, LINE_MM, "R")
    sheet.ln(3)
    first, *rest = said.text.split("\n")
    _paragraph(sheet, first)
    for paragraph in rest:
        _paragraph(sheet, INDENT + paragraph.strip())
    _end(sheet, said)
    if ask_at is not None:
        _ask(sheet, ask_at)
    return sheet


def _paragraph(sheet: Sheet, paragraph: str) -> None:
    for line in broken(paragraph, sheet.epw - 2 * sheet.c_margin, lambda text: sheet.width_of(text, "letter")):
        sheet.plain_line(line, LINE_MM)


def _ask(sheet: Sheet, ask_at: str) -> None:
    """The code of the page that tells how the file stands."""
    left, top, width = sheet.room(QR_MM + 4)
    draw_qr(sheet, ask_at, left, top, QR_MM)
    sheet.set_xy(left + QR_MM + 4, top + 6)
    sheet.beside(f"扫码查询办理进度：输入申请单位登记电话的末四位。\n{ask_at}", width - QR_MM - 4)


def _end(sheet: Sheet, said: Printed) -> None:
    """Who issues it and when, over the place for the seal; all of it on one page."""
    left, top, width = sheet.room(END_MM)
    centre = left + width - max(SEAL_MM, sheet.width_of(said.issuer, "letter")) / 2 - 4
    sheet.set_draw_color(*RULE)
    sheet.set_dash_pattern(dash=0.6, gap=1.4)
    sheet.ellipse(centre - SEAL_MM / 2, top + 8, SEAL_MM, SEAL_MM)
    sheet.set_dash_pattern()
    for text, down in ((said.issuer, 18), (day(said.dated_on), 28)):
        sheet.set_xy(centre - width / 2, top + down)
        sheet.centred(text, width, LINE_MM)
    sheet.mark(centre - sheet.width_of("（印章）", "fine") / 2, top + 43, "（印章）")
    sheet.set_y(top + END_MM)
