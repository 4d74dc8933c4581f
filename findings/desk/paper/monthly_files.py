"""The monthly notice as files: HTML to be edited, PDF to be sent, XLSX to be reckoned with."""

import io
from html import escape
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Font as Bold

from core.paper.fonts import Font
from core.paper.sheet import Sheet
from findings.desk.paper import words
from findings.desk.paper.monthly import Group, Line, Notice

HEADING = ("号牌", "规则", "条款", "次数", "首次发生", "状态", "按时答复", "认定")
WIDTHS = (24, 40, 14, 12, 36, 18, 16, 20)
STYLE = (
    "<style>body{font-family:serif;max-width:60em;margin:2em auto}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:2px 6px;font-size:13px;text-align:left}</style>"
)
SUSPECTED = "所列均为系统发现的疑似违规，以有权机关认定为准；公安机关交通管理部门通报的违法行为另行转发。"


def as_html(notice: Notice, zone: ZoneInfo) -> bytes:
    """A page without scripts, to be opened in a word processor."""
    parts = [
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">',
        f"<title>{escape(notice.heading)}</title>",
        STYLE,
        f"<h1>{escape(notice.heading)}</h1><p>{SUSPECTED}</p>",
    ]
    for group in notice.groups:
        parts.append(f"<h2>{escape(group.name)}</h2><p>{_sum(group)}</p><table><tr>")
        parts.append("".join(f"<th>{name}</th>" for name in HEADING) + "</tr>")
        parts.extend(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(line, zone)) + "</tr>"
            for line in group.lines
        )
        parts.append("</table>")
    if not notice.groups:
        parts.append("<p>本月没有处置单。</p>")
    return "".join(parts).encode()


def as_pdf(notice: Notice, font: Font, zone: ZoneInfo) -> bytes:
    """The same in PDF."""
    sheet = Sheet(font, notice.heading)
    sheet.set_title(notice.heading)
    sheet.title_line(notice.heading, SUSPECTED)
    for group in notice.groups:
        sheet.head(group.name, 30)
        sheet.say(_sum(group))
        sheet.grid(HEADING, [_cells(line, zone) for line in group.lines], WIDTHS)
    if not notice.groups:
        sheet.say("本月没有处置单。")
    return bytes(sheet.output())


def as_xlsx(notice: Notice, zone: ZoneInfo) -> bytes:
    """One sheet of sums, one of all cases."""
    book = Workbook()
    sums = book.worksheets[0]
    sums.title = "汇总"
    sums.append(("单位", "处置单", "报警次数", "已办结", "按时答复"))
    cases = book.create_sheet("明细")
    cases.append(("单位", *HEADING))
    for group in notice.groups:
        in_time = sum(line.in_time is True for line in group.lines)
        sums.append((_plain(group.name), len(group.lines), group.findings, group.finished, in_time))
        for line in group.lines:
            row = [_plain(group.name), *map(_plain, _cells(line, zone))]
            row[4] = line.findings  # type: ignore[call-overload]
            cases.append(row)
    for sheet in (sums, cases):
        for cell in sheet[1]:
            cell.font = Bold(bold=True)
        sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sum(group: Group) -> str:
    return f"处置单 {len(group.lines)} 件，报警 {group.findings} 次，已办结 {group.finished} 件。"


def _cells(line: Line, zone: ZoneInfo) -> tuple[str, ...]:
    in_time = {True: "是", False: "否", None: "—"}[line.in_time]
    decision = "疑似" if line.decision is None else words.DECISIONS.get(line.decision, line.decision)
    return (
        line.plate, f"{line.rule} {line.title}", f"第{line.article}条", str(line.findings),
        f"{line.first_began.astimezone(zone):%Y-%m-%d %H:%M}", words.state_word(line.state), in_time, decision,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Nothing that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
