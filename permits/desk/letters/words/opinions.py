"""The default text of letters between the offices: the vehicle called for, what each office says, and a reminder."""

from permits.desk.letters.kinds import LetterKind, letter

OPINIONS: tuple[LetterKind, ...] = (
    letter(
        "inspection_call",
        "校车交验通知书",
        "验",
        """
{applicant}：
本机关已收到{bureau}转来的校车使用许可{kind}申请材料（申请编号：{number}）。依照《机动车登记规定》第五十八条的规定，请于{appointment}将车辆（号牌号码：{plate}）交验。
交验时请一并接受对校车标志灯、停车指示标志、具有行驶记录功能的卫星定位装置以及逃生锤、干粉灭火器、急救箱等安全设备的查验（《机动车登记规定》第五十九条）。
未按时交验车辆的，未交验的时间不计算在本机关的回复期限内。
""",
        more="appointment",
        office="police",
    ),
    letter(
        "police_reply",
        "关于校车使用许可申请的回复意见（公安交管）",
        "公复",
        """
{bureau}：
关于{applicant}的校车使用许可{kind}申请（申请编号：{number}，号牌号码：{plate}），依照《校车安全管理条例》第十五条、《机动车登记规定》第五十九条的规定，经查验车辆并审查行驶线路、开行时间和停靠站点，现回复如下。
意见：{opinion}
情况和理由：{reasons}
""",
        more="opinion reasons document_number",
        office="police",
    ),
    letter(
        "transport_reply",
        "关于校车使用许可申请的回复意见（交通运输）",
        "交复",
        """
{bureau}：
关于{applicant}的校车使用许可{kind}申请（申请编号：{number}，号牌号码：{plate}），依照《校车安全管理条例》第十五条的规定，经审查，现回复如下。
意见：{opinion}
情况和理由：{reasons}
""",
        more="opinion reasons document_number",
        office="transport",
    ),
    letter(
        "reminder",
        "关于催办校车使用许可征求意见的函",
        "催",
        """
{office}：
本机关于{sent_on}就{applicant}的校车使用许可{kind}申请（申请编号：{number}，号牌号码：{plate}）征求你单位意见，至{made_on}尚未收到回复。
依照《校车安全管理条例》第十五条的规定，应当自收到征求意见材料之日起三个工作日内回复，期限届满日为{due_on}。请尽快书面回复。
逾期未回复不视为同意，本机关将按规定上报。
联系电话：{bureau_phone}。
""",
        more="office sent_on due_on",
    ),
)
