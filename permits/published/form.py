"""The blank application form (申请书示范文本, 行政许可法 30) in PDF: what the desk asks for, to be filled in by hand."""

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.sheet import Sheet
from permits.desk.review.answer import CONDITIONS
from permits.procedure.application import KIND_WORDS
from permits.published.papers import ASKED

BLANK = "＿" * 22
APPLICANT = ("申请单位名称", "单位类别（学校 / 校车服务提供者）", "联系电话（查询进度用）", "地址", "经办人")
VEHICLE = ("号牌号码", "车辆所有人", "车辆类型", "核载人数", "检验有效期至")
SAFETY = ("安全管理人", "责任书签订日期（由服务提供者提供服务的）")
INSURANCE = ("承保公司", "保险单号", "保险期间")
LINE_ROWS, PEOPLE_ROWS = 6, 5
CHECK = "□"


def form_pdf(*, font: Font) -> bytes:
    """The PDF."""
    sheet = Sheet(font, "校车使用许可申请表")
    sheet.set_title("校车使用许可申请表（空白）")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    sheet.title_line("校车使用许可申请表", "《校车安全管理条例》第十四条、第十五条")
    sheet.say("申请事项：" + "　".join(f"{CHECK} {words.zh}" for words in KIND_WORDS.values()))
    sheet.head("一、申请单位")
    _blanks(sheet, APPLICANT)
    sheet.head("二、车辆")
    _blanks(sheet, VEHICLE)
    sheet.head("三、驾驶人和随车照管人员")
    sheet.grid(
        ("姓名", "驾驶人 / 照管人员", "准驾车型", "校车驾驶资格签注日期"), _rows(4, PEOPLE_ROWS), (30, 40, 30, 50)
    )
    sheet.head("四、校车运行方案（每条线路一行，线路图和站点表另附）")
    sheet.grid(
        ("线路名称", "服务学校", "上学 / 放学", "开行时间", "停靠站点数"), _rows(5, LINE_ROWS), (40, 45, 25, 45, 25)
    )
    sheet.head("五、安全管理")
    _blanks(sheet, SAFETY)
    sheet.head("六、机动车承运人责任保险")
    _blanks(sheet, INSURANCE)
    sheet.head("七、随附材料")
    for one in ASKED:
        proves = "" if one.condition == 0 else f"（条件{one.condition}：{CONDITIONS[one.condition - 1].zh}）"
        sheet.say(f"{CHECK} {one.words.zh}{proves}")
    sheet.head("八、承诺", 50)
    sheet.say(
        "以上内容和随附材料真实有效。申请人对申请材料实质内容的真实性负责（《中华人民共和国行政许可法》第三十一条）；"
        "隐瞒有关情况或者提供虚假材料的，依照该法第七十八条处理。"
    )
    sheet.ln(8)
    sheet.say(
        "申请单位（盖章）：＿＿＿＿＿＿＿＿＿＿　　法定代表人或负责人（签字）：＿＿＿＿＿＿＿＿　　＿＿＿＿年＿＿月＿＿日"
    )
    return bytes(sheet.output())


def _blanks(sheet: Sheet, labels: tuple[str, ...]) -> None:
    for label in labels:
        sheet.say(f"{label}：{BLANK}")


def _rows(columns: int, many: int) -> list[tuple[str, ...]]:
    return [("　",) * columns] * many
