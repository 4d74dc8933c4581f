"""What is planned against what was approved, and who rides: driver, line, time, owner, attendant, check. REG 16, 38, 41; VEH 64."""

from rules.papers.paper import Answer, Fact, Of, cannot_tell, fact, held, paper_rule
from rules.papers.papers import ITEMS, Papers, PermitPapers, RunPapers
from rules.rule import Words

ITEM_WORDS = {
    "brakes": Words("制动", "brakes"),
    "steering": Words("转向", "steering"),
    "lights": Words("外部照明", "exterior lights"),
    "tyres": Words("轮胎", "tyres"),
    "safety_door": Words("安全门", "safety door"),
    "seats": Words("座椅", "seats"),
    "seat_belts": Words("安全带", "seat belts"),
}


@paper_rule("R11", article="16", severity="B", of=Of.RUN, title=("驾驶人与标牌一致", "The driver is on the sign"))
def driver_on_the_sign(papers: Papers) -> Answer:
    """校车标牌载明驾驶人；驾驶人不在标牌上的不得驾驶该车。
    The sign names the drivers; who is not on it does not drive this bus.
    """
    if papers.driver is None:
        return cannot_tell("班次没有指定驾驶人", "no driver is named for the run")
    if papers.sign is None:
        return cannot_tell("没有标牌", "there is no sign")
    named = papers.driver.id in papers.sign.drivers
    return held(named, fact("驾驶人", "driver", papers.driver.name), fact("标牌", "sign", papers.sign.number))


@paper_rule("R12", article="VEH 64", severity="B", of=Of.RUN, title=("与许可事项一致", "As approved"))
def as_approved(papers: Papers) -> Answer:
    """线路、开行时间、停靠站点、车辆、所有人、驾驶人的变化须经批准；顶班也只能由该线路已载明的车辆和驾驶人担任，照管人员除外。
    Line, time, stops, vehicle, owner and driver change only by approval; only a bus and driver named for the line stand in.
    """
    run, permit = papers.run, papers.permit
    if run is None:
        return cannot_tell("没有班次", "there is no run")
    if permit is None:
        return held(False, fact("线路", "line", run.line_name), fact("使用许可", "permit", "—"))
    differs, unknown = _line_and_time(run, permit)
    if papers.driver is None:
        unknown.append(fact("驾驶人", "driver", "?"))
    elif papers.driver.id not in permit.drivers:
        differs.append(fact("驾驶人未经批准", "driver not approved", papers.driver.name))
    if papers.vehicle.owner is None:
        unknown.append(fact("所有人", "owner", "?"))
    elif papers.vehicle.owner != permit.owner:
        differs.append(fact("所有人", "owner", f"{papers.vehicle.owner} ≠ {permit.owner}"))
    if differs:
        return held(False, *differs)
    if unknown:
        return cannot_tell("所列各项没有登记，无法比对", "what is listed is not recorded", *unknown)
    return held(True, fact("线路", "line", run.line_name), fact("开行时间", "departure", f"{run.departs:%H:%M}"))


@paper_rule("R13", article="38", severity="B", of=Of.ATTENDANT, title=("指派照管人员", "An attendant is assigned"))
def attendant_assigned(papers: Papers) -> Answer:
    """应当指派照管人员随校车全程照管乘车学生。
    An attendant is assigned who rides with the pupils all the way.
    """
    name = "—" if papers.attendant is None else papers.attendant.name
    return held(papers.attendant is not None, fact("照管人员", "attendant", name))


@paper_rule("R15", article="38", severity="A2", of=Of.ATTENDANT, title=("照管人员培训", "The attendant is trained"))
def attendant_trained(papers: Papers) -> Answer:
    """学校和校车服务提供者应当定期对随车照管人员进行安全教育；培训证明应在有效期内。
    Attendants are trained at regular times; the certificate is valid on the day.

    As on the road, nothing can be told while no attendant's certificate is on record in the district.
    """
    attendant = papers.attendant
    if attendant is None:
        return cannot_tell("没有指派照管人员", "no attendant is assigned")
    until = attendant.trained_to
    if until is None and not attendant.registered:
        return cannot_tell(
            "本区没有登记过照管人员的培训证明", "no attendant's certificate is on record in the district"
        )
    facts = (fact("照管人员", "attendant", attendant.name), fact("培训有效期至", "training valid to", until or "—"))
    return held(until is not None and papers.day <= until, *facts)


@paper_rule("R16", article="41", severity="B", of=Of.RUN, title=("出车前检查", "Checked before the run"))
def checked_before_the_run(papers: Papers) -> Answer:
    """上道路行驶前应当检查制动、转向、外部照明、轮胎、安全门、座椅、安全带七项。
    Before the run the driver checks brakes, steering, exterior lights, tyres, safety door, seats and seat belts.
    """
    if papers.check is None:
        return cannot_tell("没有出车前检查记录", "no records of checks before runs are kept")
    missing = [ITEM_WORDS[item] for item in ITEMS if item not in papers.check.items]
    failed = [ITEM_WORDS[item] for item in ITEMS if papers.check.items.get(item) is False]
    facts = [Fact(Words(f"未检查：{word.zh}", f"not checked: {word.en}"), "—") for word in missing]
    facts += [Fact(Words(f"不合格：{word.zh}", f"not good: {word.en}"), "×") for word in failed]
    return held(not facts, *facts)


def _line_and_time(run: RunPapers, permit: PermitPapers) -> tuple[list[Fact], list[Fact]]:
    """What of line, stops and time differs from the approved, and what of it cannot be compared."""
    approved = permit.lines.get(run.line)
    if approved is None:
        return [fact("线路未经批准", "line not approved", run.line_name)], []
    if approved != run.line_version:
        said = f"{run.line_name}: {run.line_version} ≠ {approved}"
        return [fact("线路或站点与批准的版本不同", "another version of the line than approved", said)], []
    times = permit.departures.get(approved, frozenset())
    if not times:
        return [], [fact("批准的开行时间", "approved departure", "?")]
    if run.departs not in times:
        listed = "、".join(f"{each:%H:%M}" for each in sorted(times))
        return [fact("开行时间", "departure", f"{run.departs:%H:%M} ≠ {listed}")], []
    return [], []
