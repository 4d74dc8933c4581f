"""The default text of the one letter of a step that was taken of a whole round: what it says of each file, its annex lists."""

from permits.desk.letters.kinds import OF_A_ROUND, LetterKind
from permits.desk.letters.words.deciding import REMEDY


def of_many(
    name: str, title: str, mark: str, text: str, *, more: str = "", office: str = "education", clock: str = ""
) -> LetterKind:
    """A letter with an annexed list; `name` is that of the letter that each file would have alone."""
    return LetterKind(
        f"round_{name}", title, mark, office, tuple(more.split()), text.strip(), clock, common=tuple(OF_A_ROUND)
    )


ROUNDS: tuple[LetterKind, ...] = (
    of_many(
        "receipt",
        "校车使用许可申请材料收件清单",
        "批收",
        """
{applicants}：
本机关于{made_on}收到“{round}”校车使用许可申请材料{count}份，名单见附件。依照《中华人民共和国行政许可法》第三十二条的规定，本机关在五个工作日内一次告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理。
联系电话：{bureau_phone}。
""",
    ),
    of_many(
        "acceptance",
        "校车使用许可申请批量受理通知书",
        "批受",
        """
{applicants}：
“{round}”校车使用许可申请{count}份，经审查，申请材料齐全、符合法定形式。依照《中华人民共和国行政许可法》第三十二条第一款第五项的规定，自{made_on}起予以受理，名单见附件。
联系电话：{bureau_phone}。
""",
    ),
    of_many(
        "correction",
        "校车使用许可申请材料批量补正告知书",
        "批补",
        """
{applicants}：
“{round}”校车使用许可申请中有{count}份材料不齐全或者不符合法定形式。依照《中华人民共和国行政许可法》第三十二条第一款第四项的规定，现将需要补正的全部内容一次告知，逐份列于附件。
请补正后及时提交，受理期限自收到补正材料之日起重新计算。
联系电话：{bureau_phone}。
""",
    ),
    of_many(
        "consultation",
        "关于批量征求校车使用许可申请意见的函",
        "批征",
        """
{police}、{transport}：
本机关已受理“{round}”校车使用许可申请{count}份，名单见附件。依照《校车安全管理条例》第十五条的规定，现将申请材料送请你单位提出意见，请自收到之日起三个工作日内（最迟于{due_on}）逐份书面回复，也可以一并回复并附名单。
请{police}依照《机动车登记规定》第五十八条、第五十九条的规定，一个工作日内通知申请人交验车辆，自交验之日起二个工作日内查验车辆，并审查行驶线路、开行时间和停靠站点。
逾期未回复的，本机关将催办并上报，不视为同意。
联系电话：{bureau_phone}。
""",
        more="due_on",
        clock="police_reply",
    ),
    of_many(
        "inspection_call",
        "校车批量交验通知书",
        "批验",
        """
{applicants}：
本机关已收到{bureau}转来的“{round}”校车使用许可申请材料。依照《机动车登记规定》第五十八条的规定，请将附件所列{count}辆车按各自的时间交验，地点：{place}。
交验时请一并接受对校车标志灯、停车指示标志、具有行驶记录功能的卫星定位装置以及逃生锤、干粉灭火器、急救箱等安全设备的查验（《机动车登记规定》第五十九条）。
未按时交验车辆的，未交验的时间不计算在本机关的回复期限内。
""",
        office="police",
    ),
    of_many(
        "police_reply",
        "关于校车使用许可申请的批量回复意见（公安交管）",
        "批公复",
        """
{bureau}：
关于“{round}”校车使用许可申请{count}份，依照《校车安全管理条例》第十五条、《机动车登记规定》第五十九条的规定，经查验车辆并审查行驶线路、开行时间和停靠站点，逐份意见见附件。
""",
        more="document_number",
        office="police",
    ),
    of_many(
        "transport_reply",
        "关于校车使用许可申请的批量回复意见（交通运输）",
        "批交复",
        """
{bureau}：
关于“{round}”校车使用许可申请{count}份，依照《校车安全管理条例》第十五条的规定，经审查，逐份意见见附件。
""",
        more="document_number",
        office="transport",
    ),
    of_many(
        "recommendation",
        "关于校车使用许可申请的批量审查意见",
        "批审",
        """
{government}：
“{round}”校车使用许可申请{count}份，依照《校车安全管理条例》第十四条、第十五条的规定，本机关已征求有关部门意见并完成审查，逐份审查意见见附件，现报请决定。
理由：{reasons}
依照《校车安全管理条例》第十五条和本市校车使用管理规定，请最迟于{due_on}作出决定。
""",
        more="reasons due_on",
        clock="decide",
    ),
    of_many(
        "decision",
        "准予校车使用许可批量决定书",
        "批准",
        """
{applicants}：
“{round}”校车使用许可申请中附件所列{count}份，经审查，符合《校车安全管理条例》第十四条规定的条件。依照《校车安全管理条例》第十五条和《中华人民共和国行政许可法》第三十八条第一款的规定，决定准予许可。行驶线路、开行时间和停靠站点按批准的校车运行方案执行。
依照《中华人民共和国行政许可法》第四十四条的规定，许可证件自本决定作出之日起十个工作日内（最迟于{due_on}）颁发、送达。校车标牌由{police}核发，未取得校车标牌的车辆不得提供校车服务。
"""
        + REMEDY,
        more="document_number due_on",
        office="government",
        clock="deliver",
    ),
    of_many(
        "refusal",
        "不予校车使用许可批量决定书",
        "批不准",
        """
{applicants}：
“{round}”校车使用许可申请中附件所列{count}份，经审查，决定不予许可，理由逐份列于附件。
依据：《校车安全管理条例》第十四条、第十五条，《中华人民共和国行政许可法》第三十八条第二款。
"""
        + REMEDY,
        more="document_number",
        office="government",
    ),
    of_many(
        "permit",
        "校车使用许可证件批量制发清单",
        "批发",
        """
{applicants}：
“{round}”校车使用许可{count}份已制发，许可编号和有效期见附件，请凭本清单领取许可证件，并向{police}办理校车标牌。
联系电话：{bureau_phone}。
""",
    ),
)
