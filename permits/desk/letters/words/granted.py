"""The default text of letters about a permit that was granted: out of service, and the ends of a permit that are not the same."""

from permits.desk.letters.kinds import LetterKind, letter
from permits.desk.letters.words.deciding import REMEDY

GRANTED: tuple[LetterKind, ...] = (
    letter(
        "suspension",
        "校车停运维修通知书",
        "停",
        """
{applicant}：
校车（许可编号：{permit_number}，号牌号码：{plate}）不符合安全技术条件，依照《校车安全管理条例》第二十二条的规定，自{made_on}起停运维修，消除安全隐患后方可恢复运行。
情况：{reasons}
""",
        more="permit_number reasons",
    ),
    letter(
        "penalty_notice",
        "拟吊销校车使用许可告知书",
        "罚告",
        """
{applicant}：
本机关拟依照《校车安全管理条例》第五十四条的规定，吊销你单位的校车使用许可（编号：{permit_number}，号牌号码：{plate}）。依照《中华人民共和国行政处罚法》第四十四条的规定，现告知事实、理由和依据。
事实和理由：{reasons}
依照《中华人民共和国行政处罚法》第四十五条的规定，你单位有权陈述和申辩，本机关不因陈述、申辩给予更重的处罚。
依照《中华人民共和国行政处罚法》第六十三条、第六十四条的规定，你单位有权要求听证；要求听证的，应当在收到本告知书后五个工作日内（最迟于{due_on}）提出，逾期视为放弃听证。
""",
        more="permit_number reasons due_on document_number",
        office="government",
        clock="ask_hearing",
    ),
    letter(
        "hearing_call",
        "听证通知书",
        "听",
        """
{applicant}：
你单位就拟吊销校车使用许可（编号：{permit_number}，号牌号码：{plate}）要求听证。依照《中华人民共和国行政处罚法》第六十三条、第六十四条的规定，本机关决定举行听证。
时间：{appointment}
地点：＿＿＿＿
听证公开举行，涉及国家秘密、商业秘密或者个人隐私依法予以保密的除外。你单位可以亲自参加，也可以委托一至二人代理；认为主持人与本案有直接利害关系的，有权申请回避。无正当理由拒不出席的，视为放弃听证权利。
""",
        more="permit_number appointment reasons",
        office="government",
    ),
    letter(
        "hearing_record",
        "听证笔录",
        "笔",
        """
案由：拟吊销{applicant}的校车使用许可（编号：{permit_number}，号牌号码：{plate}）
时间：{made_on}
依照《中华人民共和国行政处罚法》第六十四条的规定举行听证，记录如下。
{reasons}
当事人（签名）：
主持人（签名）：
""",
        more="permit_number reasons document_number",
        office="government",
    ),
    letter(
        "revocation",
        "吊销校车使用许可决定书",
        "吊",
        """
{applicant}：
你单位的校车使用许可（编号：{permit_number}，号牌号码：{plate}），经查明，有下列违反《校车安全管理条例》的事实，情节严重。
事实和理由：{reasons}
依照《校车安全管理条例》第五十四条的规定，决定吊销该校车使用许可，由{police}收回校车标牌。自本决定生效之日起，该车不得提供校车服务。
"""
        + REMEDY,
        more="permit_number reasons document_number decided_on",
        office="government",
    ),
    letter(
        "annulment",
        "撤销校车使用许可决定书",
        "撤销",
        """
{applicant}：
你单位的校车使用许可（编号：{permit_number}，号牌号码：{plate}），依照《中华人民共和国行政许可法》第六十九条的规定，决定予以撤销。
事实和理由：{reasons}
请依照《校车安全管理条例》第十九条的规定，将校车标牌交回{police}。
"""
        + REMEDY,
        more="permit_number reasons document_number decided_on",
        office="government",
    ),
    letter(
        "recall",
        "撤回校车使用许可决定书",
        "撤回",
        """
{applicant}：
你单位的校车使用许可（编号：{permit_number}，号牌号码：{plate}），依照《中华人民共和国行政许可法》第八条第二款的规定，为了公共利益的需要，决定予以撤回。
事实和理由：{reasons}
由此给你单位造成财产损失的，依法给予补偿。请将校车标牌交回{police}。
"""
        + REMEDY,
        more="permit_number reasons document_number decided_on",
        office="government",
    ),
)
