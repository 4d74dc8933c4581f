"""What a letter of the desk is: its title, whose it is, its text with named fields, and which fields it may use. Pure."""

from dataclasses import dataclass
from string import Formatter

from core.errors import Invalid, Text, field

BLANK = "＿＿＿＿"  # what the file does not say is left open, to be filled in by hand

COMMON = {
    "number": Text("申请编号", "the application's number"),
    "kind": Text("申请事项", "what is applied for: 新办, 延续, 变更, 终止"),
    "applicant": Text("申请人", "the applicant"),
    "plate": Text("号牌号码", "the vehicle's plate"),
    "owner": Text("车辆所有人", "the vehicle's owner"),
    "seats": Text("核载人数", "the number of persons"),
    "drivers": Text("驾驶人", "the drivers"),
    "lines": Text("行驶线路", "the lines"),
    "received_on": Text("收件日期", "the day on which it was received"),
    "made_on": Text("本步骤的日期", "the day of this step"),
    "letter_number": Text("本文书文号", "this letter's own number"),
    "issuer": Text("发文机关", "who issues this letter"),
    "bureau": Text("教育行政部门", "the education bureau"),
    "bureau_phone": Text("教育行政部门电话", "the bureau's telephone"),
    "government": Text("本级人民政府", "the government that decides"),
    "police": Text("公安机关交通管理部门", "the traffic police"),
    "transport": Text("交通运输主管部门", "the transport office"),
}
OF_A_STEP = {
    "reasons": Text("理由、情况", "the reasons, or what was said"),
    "missing": Text("需要补正的内容，逐项", "what is missing, item by item"),
    "inspectors": Text("核查人员", "who inspected"),
    "until": Text("预计恢复日期", "until when, as expected"),
    "due_on": Text("期限届满日", "the last day of the term that this step begins"),
    "opinion": Text("意见：同意、不同意", "the opinion: 同意, 不同意"),
    "appointment": Text("约定的时间", "the appointment"),
    "document_number": Text("来文、决定文号", "the number of the decision or the reply"),
    "permit_number": Text("许可编号", "the permit's number"),
    "valid_from": Text("许可有效期起", "the permit's first day"),
    "valid_to": Text("许可有效期止", "the permit's last day"),
    "accepted_on": Text("受理日期", "the day of acceptance"),
    "decided_on": Text("决定日期", "the day of the decision"),
    "sent_on": Text("送征求意见日期", "the day on which the office was asked"),
    "office": Text("被催办的部门", "the office that is chased"),
    "police_opinion": Text("公安交管意见", "what the traffic police said"),
    "transport_opinion": Text("交通运输意见", "what the transport office said"),
}
OF_A_ROUND = {
    "round": Text("批次名称", "the round's name"),
    "count": Text("申请份数", "how many applications"),
    "applicants": Text("批次的申请人", "whose the applications are"),
    "target_on": Text("目标日期", "the day by which they are to be done"),
    "place": Text("查验地点", "where vehicles are inspected"),
    **{
        name: COMMON[name]
        for name in (
            "made_on",
            "letter_number",
            "issuer",
            "bureau",
            "bureau_phone",
            "government",
            "police",
            "transport",
        )
    },
}
FIELDS = COMMON | OF_A_STEP | OF_A_ROUND


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A letter. `mark` stands in its number, `office` is the kind of organisation that issues it, `more` the fields it has beside
    the common ones, `clock` the term of which it names the last day. A paragraph a line; the first is the addressee.
    """

    name: str
    title: str
    mark: str
    office: str
    more: tuple[str, ...]
    text: str
    clock: str = ""
    common: tuple[str, ...] = tuple(COMMON)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names that its text may use."""
        return (*self.common, *self.more)


def letter(
    name: str, title: str, mark: str, text: str, *, more: str = "", office: str = "education", clock: str = ""
) -> LetterKind:
    """A letter of the list; `more` are words between blanks."""
    return LetterKind(name, title, mark, office, tuple(more.split()), text.strip(), clock)


def refuse_unknown(kind: LetterKind, text: str) -> None:
    """Raise Invalid for a text that names fields which this letter does not have, or whose braces do not match."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise Invalid(
            field("text", zh="花括号不成对；要写花括号本身请写两个", en="has braces that do not match; write {{ for {")
        ) from error
    named = [(name, bool(conversion or form)) for _, name, form, conversion in parts if name is not None]
    wrong = dict.fromkeys(name for name, has_form in named if name not in kind.fields or has_form)
    if wrong:
        listed = "、".join(f"{{{name}}}" for name in wrong)
        may = ", ".join(kind.fields)
        raise Invalid(
            field(
                "text",
                zh=f"本文书没有这些字段：{listed}；可用的有：{may}",
                en=f"names fields that this letter does not have: {', '.join(wrong)}; it may use {may}",
            )
        )


def filled(kind: LetterKind, text: str, values: dict[str, str]) -> str:
    """The text with its fields filled in; what is not known is left open. Raises Invalid as `refuse_unknown` does."""
    refuse_unknown(kind, text)
    return text.format_map({name: values.get(name) or BLANK for name in kind.fields})
