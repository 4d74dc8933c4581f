"""The fourth and the fifth condition of REG 14: the safety management system and its people; the carrier's insurance. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date

from permits.desk.review.verdicts import Check, Evidence, Verdict, cannot_tell, met, not_met, saw, topic
from permits.registers.dated import CARRIER, Policy

SYSTEM = topic("safety_system", "10, 14(4)", "安全管理制度", "Safety management system")
OFFICER = topic("safety_officer", "10", "安全管理人员", "Safety officer")
LETTER = topic("responsibility_letter", "11", "校车安全管理责任书", "Responsibility letter")
ATTENDANT = topic("attendant", "38", "随车照管人员", "Attendant")
INSURANCE = topic("insurance", "14(5)", "承运人责任保险", "Carrier's liability insurance")


@dataclass(frozen=True, slots=True)
class Filed:
    """What the application says of its papers; `papers`: by kind, the local day on which the newest was filed."""

    applicant_kind: str
    safety_system: bool = False
    safety_officer: str | None = None
    letter_signed_on: date | None = None
    insurer: str | None = None
    insurance_number: str | None = None
    insured_from: date | None = None
    insured_until: date | None = None
    papers: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attendant:
    """An attendant named; `trained_to`: until when the newest certificate is valid, None where there is none on record."""

    name: str
    trained_to: date | None = None


def has_a_safety_system(filed: Filed) -> Check:
    """It is declared, and the text of it is in the file."""
    on = filed.papers.get("safety_system")
    seen = saw("制度文本存档", "the text was filed on", on)
    if on is None and not filed.safety_system:
        return not_met(SYSTEM, "没有申报安全管理制度", "the application states none", seen)
    if on is None:
        return cannot_tell(SYSTEM, "已申报，但文本没有存档", "it is stated, but its text is not in the file", seen)
    if not filed.safety_system:
        return cannot_tell(
            SYSTEM,
            "文本已存档，但申请表没有申报",
            "its text is in the file, but the application does not state it",
            seen,
        )
    return met(SYSTEM, "已申报，文本已存档", "it is stated and its text is in the file", seen)


def has_a_safety_officer(filed: Filed) -> Check:
    """Somebody is named."""
    seen = saw("安全管理人员", "safety officer", filed.safety_officer)
    if filed.safety_officer is None:
        return not_met(OFFICER, "没有指定安全管理人员", "nobody is named", seen)
    return met(OFFICER, "已指定安全管理人员", "somebody is named", seen)


def has_signed_the_letter(filed: Filed, today: date) -> Check:
    """A provider and the school have signed the responsibility letter; a school with its own buses needs none."""
    on = filed.papers.get("responsibility_letter")
    signed = filed.letter_signed_on
    if filed.applicant_kind == "school":
        return met(LETTER, "学校自备校车，不需签订", "a school with its own buses signs with nobody")
    seen = (saw("签订日期", "signed on", signed), saw("责任书存档", "filed on", on))
    if signed is None:
        return not_met(LETTER, "没有签订责任书", "it is not signed", *seen)
    if signed > today:
        return not_met(LETTER, "签订日期在今天之后", "it is dated after today", *seen)
    if on is None:
        return cannot_tell(
            LETTER, "申报已签订，但责任书没有存档", "it is said to be signed, but is not in the file", *seen
        )
    return met(LETTER, "已签订并存档", "it is signed and in the file", *seen)


def attendants_ready(attendants: tuple[Attendant, ...], today: date) -> list[Check]:
    """Somebody is named to ride along, and each holds a training that is valid."""
    if not attendants:
        return [not_met(ATTENDANT, "没有指定照管人员", "no attendant is named")]
    return [_trained(one, today) for one in attendants]


def is_insured(filed: Filed, today: date, starts_on: date | None, policies: tuple[Policy, ...] = ()) -> Check:
    """It is bought (已经投保): it covers today, or the day on which the permit begins, and its paper is in the file.

    The bus's register goes before what the application says; where the register has nothing, the application is looked at.
    """
    held = [one for one in policies if one.kind == CARRIER]
    on: date | str | None = filed.papers.get("insurance")
    if held:
        filed, on = _by_the_register(filed, held, today, starts_on)
    verdict, zh, en = _covered(filed, today, starts_on)
    seen: list[Evidence] = [
        saw("依据", "by", "车辆档案 the register" if held else "申请内容 the application"),
        saw("保险公司", "insurer", filed.insurer),
        saw("保单号", "policy", filed.insurance_number),
        saw("起保日期", "covers from", filed.insured_from),
        saw("保险期至", "covers until", filed.insured_until),
        saw("保单存档", "filed on", on),
    ]
    seen += [] if starts_on is None else [saw("许可起始日", "the permit begins on", starts_on)]
    if verdict is Verdict.MET and None in (filed.insurer, filed.insurance_number):
        verdict, zh, en = (
            Verdict.CANNOT_TELL,
            "没有填写保险公司或保单号",
            "the insurer or the policy's number is not stated",
        )
    elif verdict is Verdict.MET and on is None:
        verdict, zh, en = Verdict.CANNOT_TELL, "保单没有存档", "the policy is not in the file"
    return {Verdict.MET: met, Verdict.NOT_MET: not_met, Verdict.CANNOT_TELL: cannot_tell}[verdict](
        INSURANCE, zh, en, *seen
    )


def _by_the_register(
    filed: Filed, held: list[Policy], today: date, starts_on: date | None
) -> tuple[Filed, date | str | None]:
    """What the register says in the application's words, and where the policy's paper is."""
    day = today if starts_on is None else max(today, starts_on)
    policy = max(held, key=lambda one: (one.covers(day), one.valid_to))
    known = replace(
        filed, insurer=policy.insurer, insurance_number=policy.number, insured_from=policy.valid_from,
        insured_until=policy.valid_to,
    )  # fmt: skip
    return known, "车辆档案 the register" if policy.on_file else filed.papers.get("insurance")


def _covered(filed: Filed, today: date, starts_on: date | None) -> tuple[Verdict, str, str]:
    first, last = filed.insured_from, filed.insured_until
    if first is None or last is None:
        return Verdict.CANNOT_TELL, "保险期间没有填写", "from when until when it covers is not stated"
    if last < today:
        return Verdict.NOT_MET, "保险已到期", "the insurance has ended"
    if starts_on is not None and last < starts_on:
        return Verdict.NOT_MET, "保险在许可起始日前到期", "the insurance ends before the permit begins"
    if first > (today if starts_on is None else max(today, starts_on)):
        return Verdict.NOT_MET, "保险尚未生效", "the insurance does not cover yet"
    return Verdict.MET, "保险有效", "is insured"


def _trained(one: Attendant, today: date) -> Check:
    seen = saw("培训有效期至", "training valid to", one.trained_to)
    if one.trained_to is None:
        return cannot_tell(ATTENDANT, "没有培训记录", "no training is on record", seen, about=one.name)
    if one.trained_to < today:
        return not_met(ATTENDANT, "培训已过期", "the training has run out", seen, about=one.name)
    return met(ATTENDANT, "培训有效", "the training is valid", seen, about=one.name)
