"""A round's letter in PDF with its annexed list on the following pages; and the list of appointments by day."""

from core.paper.fonts import Font
from core.paper.sheet import Sheet
from permits.desk.letters.paper import letter_sheet
from permits.rounds.letters.days import Appointed
from permits.rounds.letters.making import WithAnnex

HEADING = ("序号", "时间", "号牌号码", "申请编号", "申请人", "到场")
WIDTHS = (8, 14, 22, 26, 50, 20)


def with_annex_pdf(letter: WithAnnex, *, font: Font) -> bytes:
    """The PDF; the same letter gives the same pages."""
    sheet = letter_sheet(letter.said, font=font)
    sheet.add_page()
    sheet.title_line("附件", f"{letter.said.title} {letter.said.number}")
    heading, *rows = letter.annex
    sheet.grid(heading, rows, letter.widths)
    return bytes(sheet.output())


def appointments_pdf(list_: Appointed, *, font: Font) -> bytes:
    """A table a day, with room to tick who came."""
    sheet = Sheet(font, list_.name)
    sheet.set_title(f"{list_.name} 校车查验安排")
    sheet.title_line("校车查验安排", f"{list_.name}　地点：{list_.place}")
    for day, rows in list_.days:
        sheet.head(f"{day}　{len(rows)} 辆")
        sheet.grid(HEADING, [(str(n), *row, "") for n, row in enumerate(rows, start=1)], WIDTHS)
    if not list_.days:
        sheet.say("尚未约定查验时间。")
    return bytes(sheet.output())
