"""The default text of letters from the decision to the end of an application.

A county government decided: reconsideration is the city government's, a suit the intermediate court's (行政复议法 20, 24;
行政诉讼法 15, 46). Both are named in the text, which a clerk of another place changes.
"""

from permits.desk.letters.kinds import LetterKind, letter

REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内依照《中华人民共和国行政复议法》第二十条、第二十四条的规定"
    "向连云港市人民政府申请行政复议，也可以自收到本决定书之日起六个月内依照《中华人民共和国行政诉讼法》"
    "第十五条、第四十六条的规定向连云港市中级人民法院提起行政诉讼。"
)

DECIDING: tuple[LetterKind, ...] = (
    letter(
        "decision",
        "准予校车使用许可决定书",
        "准",
        """
{applicant}：
你单位于{received_on}提交的校车使用许可{kind}申请（申请编号：{number}），经审查，符合《校车安全管理条例》第十四条规定的条件。依照《校车安全管理条例》第十五条和《中华人民共和国行政许可法》第三十八条第一款的规定，决定准予许可。
号牌号码：{plate}；所有人：{owner}；核载人数：{seats}人。
驾驶人：{drivers}。
行驶线路：{lines}；开行时间和停靠站点按批准的校车运行方案执行。
依照《中华人民共和国行政许可法》第四十四条的规定，许可证件自本决定作出之日起十个工作日内（最迟于{due_on}）颁发、送达。校车标牌由{police}核发，未取得校车标牌的车辆不得提供校车服务。
"""
        + REMEDY,
        more="document_number decided_on due_on",
        office="government",
        clock="deliver",
    ),
    letter(
        "refusal",
        "不予校车使用许可决定书",
        "不准",
        """
{applicant}：
你单位于{received_on}提交的校车使用许可{kind}申请（申请编号：{number}，号牌号码：{plate}），经审查，决定不予许可。
理由：{reasons}
依据：《校车安全管理条例》第十四条、第十五条，《中华人民共和国行政许可法》第三十八条第二款。
"""
        + REMEDY,
        more="document_number decided_on reasons",
        office="government",
    ),
    letter(
        "deemed_renewal",
        "校车使用许可视为准予延续告知书",
        "视延",
        """
{applicant}：
你单位于{received_on}在校车使用许可（编号：{permit_number}，号牌号码：{plate}）有效期届满三十日前提出延续申请（申请编号：{number}）。至有效期届满之日（{valid_to}），行政机关未作出是否准予延续的决定。
依照《中华人民共和国行政许可法》第五十条第二款的规定，逾期未作决定的，视为准予延续。现予书面确认，本机关最迟于{due_on}换发、送达许可证件。
校车标牌的有效期仍以车辆检验有效期为限（《机动车登记规定》第六十一条），请按期检验并换领标牌。
联系电话：{bureau_phone}。
""",
        more="permit_number valid_to due_on",
        clock="deliver",
    ),
    letter(
        "permit",
        "校车使用许可",
        "证",
        """
{applicant}：
依照《校车安全管理条例》第十五条和《中华人民共和国行政许可法》第三十九条的规定，准予下列车辆作为校车使用。
许可编号：{permit_number}
决定文号：{document_number}
号牌号码：{plate}
所有人：{owner}
核载人数：{seats}人
驾驶人：{drivers}
行驶线路：{lines}
有效期：自{valid_from}起，至{valid_to}止。
许可事项变更的，应当申请变更；需要延续的，应当在有效期届满三十日前提出申请（《中华人民共和国行政许可法》第四十九条、第五十条）。
本证件不是校车标牌。载有学生时应当放置公安机关交通管理部门核发的校车标牌（《校车安全管理条例》第三十条）。
""",
        more="permit_number document_number decided_on valid_from valid_to",
        office="government",
    ),
    letter(
        "cancellation",
        "校车使用许可注销通知书",
        "销",
        """
{applicant}：
你单位的校车使用许可（编号：{permit_number}，号牌号码：{plate}）依照《中华人民共和国行政许可法》第七十条的规定，自{made_on}起予以注销。
注销事由：{reasons}
请依照《校车安全管理条例》第十九条的规定，将校车标牌交回{police}。自注销之日起，该车不得提供校车服务。
如不服本决定，可以自收到本通知书之日起六十日内向{government}申请行政复议，也可以自收到本通知书之日起六个月内向有管辖权的人民法院提起行政诉讼（《中华人民共和国行政复议法》第二十条、第二十四条，《中华人民共和国行政诉讼法》第四十六条）。
""",
        more="permit_number reasons",
    ),
    letter(
        "withdrawal",
        "校车使用许可申请终止办理通知书",
        "撤",
        """
{applicant}：
你单位于{received_on}提交的校车使用许可{kind}申请（申请编号：{number}，号牌号码：{plate}），因你单位于{made_on}撤回申请，终止办理。
撤回事由：{reasons}
撤回申请不影响你单位再次提出申请。
联系电话：{bureau_phone}。
""",
        more="reasons",
    ),
)
