"""The papers of the bus itself: permit, sign, inspection, insurance, equipment. REG 14, 18, 20, 21, 22; VEH 61, 62."""

from collections.abc import Sequence

from permits.registers.dated import ASKED, CARRIER, Item, Stands, equipped, insured, newest_policy
from permits.registers.kinds import EQUIPMENT
from rules.papers.paper import Answer, Fact, Of, cannot_tell, fact, held, month_before, paper_rule
from rules.papers.papers import Papers


@paper_rule("R01", article="18", severity="B", of=Of.VEHICLE, title=("许可与标牌有效", "Permit and sign in force"))
def permit_and_sign_on_the_day(papers: Papers) -> Answer:
    """禁止使用未取得校车标牌的车辆提供校车服务；当日许可和标牌都应在有效期内。
    No vehicle gives school-bus service without a permit and a sign that are both in force on the day.
    """
    sign, permit = papers.sign, papers.permit
    facts = (
        fact("使用许可", "permit", "—" if permit is None else permit.number),
        fact("标牌", "sign", "—" if sign is None else sign.number),
    )
    if sign is None:
        return held(False, *facts)
    dates = fact("标牌有效期", "sign valid", f"{sign.issued_on} – {sign.valid_to}")
    valid = sign.usable and sign.issued_on <= papers.day <= sign.valid_to
    return held(valid and permit is not None, *facts, dates)


@paper_rule("R02", article="VEH 61", severity="B", of=Of.VEHICLE, title=("标牌有效期截止日", "When the sign expires"))
def sign_expires_with_inspection_and_permit(papers: Papers) -> Answer:
    """校车标牌有效期的截止日期与安全技术检验有效期的截止日期一致，但不得超过使用许可有效期。
    A sign is valid no longer than the inspection and no longer than the permit, whichever ends first.
    """
    sign, permit, inspected = papers.sign, papers.permit, papers.vehicle.inspection_to
    if sign is None:
        return cannot_tell("没有标牌", "there is no sign")
    permitted = None if permit is None else permit.valid_to
    facts = [fact("标牌有效期至", "sign valid to", sign.valid_to)]
    facts += [fact("检验有效期至", "inspection valid to", inspected)] if inspected else []
    facts += [fact("许可有效期至", "permit valid to", permitted)] if permitted else []
    ends = [day for day in (inspected, permitted) if day is not None]
    if ends and sign.valid_to > min(ends):
        return held(False, *facts)
    if inspected is None:
        return cannot_tell("未登记检验有效期", "the end of the inspection is not recorded", *facts)
    if permit is None:
        return cannot_tell("没有有效的使用许可", "there is no permit in force", *facts)
    return held(True, *facts)


@paper_rule("R03", article="20", severity="B", of=Of.VEHICLE, title=("检验有效", "Inspection valid"))
def inspection_valid(papers: Papers) -> Answer:
    """校车应当每半年进行一次机动车安全技术检验；以行驶证所载检验有效期为准。
    A school bus is inspected every half year; the date on the vehicle licence is the one that counts.
    """
    until = papers.vehicle.inspection_to
    if until is None:
        return cannot_tell("未登记检验有效期", "the end of the inspection is not recorded")
    return held(papers.day <= until, fact("检验有效期至", "inspection valid to", until), fact("当日", "on", papers.day))


@paper_rule(
    "R04", article="VEH 62", severity="T", of=Of.VEHICLE, title=("到期前申请检验", "Inspection asked for in time")
)
def inspection_asked_for(papers: Papers) -> Answer:
    """应当在校车检验有效期满前一个月内申请检验合格标志。
    The new inspection mark is asked for within the last month before the inspection ends.
    """
    vehicle = papers.vehicle
    if vehicle.inspection_to is None:
        return cannot_tell("未登记检验有效期", "the end of the inspection is not recorded")
    opens = month_before(vehicle.inspection_to)
    asked = vehicle.inspection_requested_on
    facts = (
        fact("检验有效期至", "inspection valid to", vehicle.inspection_to),
        fact("可申请自", "may be asked for from", opens),
        fact("申请日期", "asked for on", asked or "—"),
    )
    return held(papers.day < opens or (asked is not None and asked >= opens), *facts)


@paper_rule("R17", article="22", severity="B", of=Of.VEHICLE, title=("无未消除的车辆隐患", "No open hazard on the bus"))
def no_open_hazard(papers: Papers) -> Answer:
    """不符合安全技术条件的校车应当停运维修；隐患未消除不得上道路行驶。
    A bus below the technical conditions is withdrawn for repair; it does not drive with an open hazard.
    """
    if papers.hazards is None:
        return cannot_tell("没有车辆隐患台账", "no ledger of the bus's hazards is kept")
    found = "、".join(papers.hazards) or "—"
    return held(not papers.hazards, fact("未消除的隐患", "open hazards", found))


@paper_rule(
    "R48", article="14", severity="B", of=Of.VEHICLE, title=("承运人责任保险有效", "Carrier's insurance in force")
)
def insured_on_the_day(papers: Papers) -> Answer:
    """校车应当已投保机动车承运人责任保险，当日在保险期间内。
    The carrier's liability insurance is bought and covers the day.
    """
    policies = papers.vehicle.policies
    stands = insured(policies, CARRIER, papers.day)
    policy = newest_policy(policies, CARRIER, papers.day)
    if policy is None or stands is Stands.UNKNOWN:
        return cannot_tell("没有登记承运人责任保险", "no carrier's liability insurance is on record")
    dates = f"{policy.valid_from} – {policy.valid_to}"
    return held(
        stands is not Stands.EXPIRED, fact("保险单", "policy", policy.number), fact("保险期间", "covers", dates)
    )


@paper_rule("R51", article="21", severity="B", of=Of.VEHICLE, title=("安全设备齐全有效", "Safety equipment aboard"))
def equipped_on_the_day(papers: Papers) -> Answer:
    """校车应当配备逃生锤、干粉灭火器、急救箱和具有行驶记录功能的卫星定位装置，并有效适用。
    Hammer, extinguisher, first-aid kit and positioning device with recorder are aboard and have not expired.
    """
    stands = {kind: equipped(papers.vehicle.equipment, kind, papers.day) for kind in ASKED}
    amiss = [kind for kind, each in stands.items() if each in (Stands.MISSING, Stands.EXPIRED)]
    unknown = [kind for kind, each in stands.items() if each is Stands.UNKNOWN]
    if amiss:
        return held(False, *(_thing(kind, stands[kind], papers.vehicle.equipment) for kind in amiss))
    if unknown:
        said = "登记缺失或检查已逾半年", "is not on record, or was last looked at over half a year ago"
        return cannot_tell(*said, *(_thing(kind, stands[kind], papers.vehicle.equipment) for kind in unknown))
    ends = [one.expires_on for one in papers.vehicle.equipment if one.kind in ASKED and one.expires_on]
    return held(True, fact("最早到期", "the first expires on", min(ends, default="—")))


def _thing(kind: str, stands: Stands, aboard: Sequence[Item]) -> Fact:
    """One that is amiss: until when it was good, or that it is not there (×) or not known (?)."""
    words = EQUIPMENT[kind].words
    if stands is not Stands.EXPIRED:
        return fact(words.zh, words.en, "×" if stands is Stands.MISSING else "?")
    last = max((one for one in aboard if one.kind == kind), key=lambda one: one.checked_on)
    return fact(f"{words.zh}有效期至", f"{words.en} good until", last.expires_on)
