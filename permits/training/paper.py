"""The training certificate (培训合格证) in PDF: who, what, for how long, and a QR by which anybody can check it."""

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.qr import draw_qr
from core.paper.sheet import Sheet
from permits.desk.letters.lines import broken
from permits.desk.letters.values import day
from permits.training.schemas import CertificateOut

LINE_MM, QR_MM, END_MM, SIDE_MM = 10.0, 34.0, 60.0, 26.0
AUDIENCES = {"driver": "校车驾驶人", "attendant": "随车照管人员", "safety": "校车安全管理人员", "leader": "学校负责人"}


def certificate_pdf(one: CertificateOut, *, issuer: str, url: str, font: Font) -> bytes:
    """One sheet of A4. A certificate that was withdrawn says so across the sheet."""
    sheet = Sheet(font, one.number, "已收回" if one.state == "withdrawn" else "")
    sheet.set_title(f"培训合格证 {one.number}")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    sheet.set_left_margin(SIDE_MM)
    sheet.set_right_margin(SIDE_MM)
    sheet.ln(20)
    sheet.title_line("校车安全培训合格证", "")
    sheet.plain_line(one.number, LINE_MM, "R")
    sheet.ln(6)
    score = "" if one.score is None else f"，考核成绩 {one.score} 分"
    for line in (
        f"　　{one.person.name}（{AUDIENCES[one.audience]}，{one.organisation_name}）：",
        f"　　参加“{one.course}”培训，完成 {one.hours:g} 学时{score}，经考核合格。",
        f"　　本证有效期至{day(one.valid_to)}。",
        "　　依据：《校车安全管理条例》第十条、第三十八条。",
    ):
        for part in broken(line, sheet.epw - 2 * sheet.c_margin, lambda text: sheet.width_of(text, "letter")):
            sheet.plain_line(part, LINE_MM)
    left, top, width = sheet.room(END_MM)
    draw_qr(sheet, url, left, top + 12, QR_MM)
    sheet.mark(left + 2, top + 12 + QR_MM + 4, "扫码核验本证是否有效")
    for text, down in ((issuer, 20), (day(one.issued_on), 30)):
        sheet.set_xy(left + width / 2, top + down)
        sheet.centred(text, width / 2, LINE_MM)
    return bytes(sheet.output())
