"""What to do about a rule of papers that is broken or cannot be answered: one sentence each, for whoever runs the bus."""

from rules.rule import Words

TO_DO: dict[str, Words] = {
    "R01": Words(
        "不得上路：许可和标牌到位前请换用有标牌的车辆",
        "Do not run it: use a bus with a sign until permit and sign are there",
    ),
    "R02": Words("向公安交管部门换领标牌", "Have traffic police replace the sign"),
    "R03": Words(
        "不得上路：预约安全技术检验，合格后由经办人或交警登记",
        "Do not run it: have it inspected; the desk or police enter the new date",
    ),
    "R04": Words(
        "向公安交管部门申请检验合格标志，并在档案登记申请日期",
        "Ask traffic police for the inspection mark and enter the day",
    ),
    "R05": Words(
        "不得驾驶：请换驾驶人，或向公安交管部门申请签注",
        "Must not drive: send another driver, or ask police for the endorsement",
    ),
    "R06": Words(
        "不得驾驶：年龄不符；未登记的请补登出生日期",
        "Must not drive at this age; enter the date of birth if it is not on record",
    ),
    "R07": Words(
        "不得驾驶：驾龄不足3年；未登记的请补登初次领证日期",
        "Must not drive before three years; enter the first licence if it is not on record",
    ),
    "R08": Words("请向公安交管部门核实三个记分周期的记分", "Ask traffic police for the points of three cycles"),
    "R09": Words("请向公安交管部门查询违法记录（每月一次）", "Ask traffic police for offences, as every month"),
    "R10": Words("不得驾驶：到公安交管部门办理审验", "Must not drive: have the review done by traffic police"),
    "R11": Words(
        "只驾驶标牌载明其姓名的车辆；变更须先报批",
        "Drives only a bus whose sign names the driver; a change is approved first",
    ),
    "R15": Words("安排照管人员培训，在此之前换人", "Have the attendant trained, and send another until then"),
    "R17": Words("停运维修，整改验收后再上路", "Stand it still and repair; it runs again once the hazard is closed"),
    "R48": Words(
        "不得上路：投保承运人责任保险并登记保单", "Do not run it: buy the carrier's insurance and enter the policy"
    ),
    "R51": Words(
        "补齐或更换安全设备，检查后登记日期", "Complete or replace the equipment and enter the day of the check"
    ),
}
