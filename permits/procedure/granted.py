"""The life of what was granted: the permit, its revocation as a penalty, its sign, and a driver's qualification. Pure.

Four ends of a permit that are not the same: 吊销 as a penalty (REG 54), 撤销 of what was unlawfully granted (行政许可法 69),
撤回 in the public interest (8), 注销 as striking off the register what has ended (70). Signs: REG 19; VEH 60-66. LIC 87-92.
"""

from core.errors import Text
from core.steps import STAYS, Life, table
from permits.procedure.acts import APPLICANTS, BY_ITSELF, DESK, Procedure, act

GOVERNMENT, POLICE = frozenset({"government"}), frozenset({"police"})
PERMIT_STATES = {
    "in_force": Text("有效", "in force"),
    "suspended": Text("停运维修", "out of service for repair"),
    "expired": Text("已到期", "expired"),
    "revoked": Text("已吊销", "revoked"),
    "annulled": Text("已撤销", "annulled as unlawful"),
    "recalled": Text("已撤回", "recalled in the public interest"),
    "surrendered": Text("已交回", "surrendered"),
    "struck_off": Text("已注销", "struck off"),
}
ALIVE = "in_force suspended"
PERMIT_ACTS = table(
    act("suspend", "停运维修", "take out of service for repair", DESK | APPLICANTS, "in_force", "suspended", "note",
        letter="suspension", guards="mine"),
    act("restore", "恢复运行", "put back into service", DESK, "suspended", "in_force", "note"),
    act("expire", "有效期届满", "expire", BY_ITSELF, ALIVE, "expired", guards="lapsed"),
    act("revoke", "吊销", "revoke", BY_ITSELF, ALIVE, "revoked"),
    act("annul", "撤销", "annul", GOVERNMENT, f"{ALIVE} expired", "annulled", "document_number dated_on note",
        office="government", letter="annulment"),
    act("recall", "撤回", "recall", GOVERNMENT, ALIVE, "recalled", "document_number dated_on note",
        office="government", letter="recall"),
    act("surrender", "交回许可", "surrender", DESK | APPLICANTS, ALIVE, "surrendered", "note", guards="mine"),
    act("strike_off", "注销", "strike off", DESK, "expired revoked annulled recalled surrendered", "struck_off",
        letter="cancellation"),
    act("issue", "制发下一版本", "have its next version issued", BY_ITSELF, ALIVE, STAYS),
    act("renew", "延续后恢复有效", "be in force again once renewed", BY_ITSELF, "expired", "in_force"),
    act("remind", "提醒申请延续", "be reminded of the renewal", BY_ITSELF, ALIVE, STAYS),
    act("supersede", "被新许可取代", "be superseded by a new permit", BY_ITSELF, ALIVE, "surrendered"),
    act("note", "备注", "note", DESK | GOVERNMENT | POLICE, " ".join(PERMIT_STATES), STAYS, "note"),
)  # fmt: skip

PENALTY_STATES = {
    "proposed": Text("拟吊销", "proposed"),
    "told": Text("已告知", "told"),
    "waived": Text("视为放弃听证", "hearing waived"),
    "hearing": Text("听证中", "before a hearing"),
    "heard": Text("已听证", "heard"),
    "legal_review": Text("法制审核", "under legal review"),
    "decided": Text("已决定吊销", "decided"),
    "dropped": Text("不予吊销", "dropped"),
}
PENALTY_ACTS = table(
    act("tell", "告知事实、理由和权利", "tell facts, grounds and rights", GOVERNMENT, "proposed", "told", "note",
        office="government", starts="ask_hearing", letter="penalty_notice"),
    act("defend", "陈述申辩", "state and defend", APPLICANTS | DESK, "told waived hearing", STAYS, "note",
        guards="mine"),
    act("ask_hearing", "要求听证", "ask for a hearing", APPLICANTS | DESK, "told waived", "hearing",
        starts="call_hearing", stops="ask_hearing", letter="hearing_call", guards="mine in_time", on_paper=True),
    act("waive", "逾期未要求听证", "let the time for a hearing pass", BY_ITSELF, "told", "waived",
        stops="ask_hearing", guards="lapsed"),
    act("hear", "举行听证", "hold the hearing", GOVERNMENT, "hearing", "heard", "note",
        office="government", stops="call_hearing", letter="hearing_record"),
    act("review", "送法制审核", "send to legal review", GOVERNMENT | DESK, "told waived", "legal_review",
        stops="ask_hearing", guards="lapsed"),
    act("review_heard", "听证后送法制审核", "send to legal review after the hearing", GOVERNMENT | DESK, "heard",
        "legal_review"),
    act("decide", "决定吊销", "decide to revoke", GOVERNMENT, "legal_review", "decided",
        "document_number dated_on note", office="government", letter="revocation", guards="other_person"),
    act("drop", "不予吊销", "drop", GOVERNMENT, "proposed told waived hearing heard legal_review", "dropped", "note",
        office="government"),
)  # fmt: skip

SIGN_STATES = {
    "filed": Text("已填领取表", "asked for"),
    "issued": Text("已发放", "issued"),
    "lost": Text("灭失、丢失", "lost"),
    "damaged": Text("损毁", "damaged"),
    "expired": Text("已到期", "expired"),
    "replaced": Text("已换发", "replaced"),
    "returned": Text("已交回", "returned"),
    "taken_back": Text("已收回", "taken back"),
    "not_issued": Text("未发放", "not issued"),
}
SIGN_ACTS = table(
    act("issue", "核发标牌", "issue", POLICE, "filed", "issued", "number dated_on valid_to",
        office="police", stops="sign sign_again sign_at_inspection"),
    act("not_issue", "不予核发", "not issue", POLICE, "filed", "not_issued", "note",
        office="police", stops="sign sign_again sign_at_inspection"),
    act("lose", "报失", "report lost", APPLICANTS | DESK, "issued", "lost", "note",
        starts="sign_again", guards="mine"),
    act("damage", "报损", "report damaged", APPLICANTS | DESK, "issued", "damaged", "note",
        starts="sign_again", guards="mine"),
    act("find", "寻回", "find again", APPLICANTS | DESK, "lost", "issued", "note",
        stops="sign_again", guards="mine"),
    act("renew", "检验换发", "renew at inspection", POLICE, "issued expired", "replaced", "number dated_on valid_to",
        office="police"),
    act("replace", "变更、补领、换领后作废", "replace", POLICE, "issued lost damaged", "replaced",
        "number dated_on valid_to", office="police", stops="sign_again"),
    act("expire", "有效期届满", "expire", BY_ITSELF, "issued", "expired", guards="lapsed"),
    act("give_back", "交回", "return", POLICE, "issued damaged expired lost", "returned", "dated_on",
        office="police", stops="sign_again"),
    act("take_back", "收回", "take back", POLICE, "issued damaged expired lost", "taken_back", "dated_on note",
        office="police", stops="sign_again"),
)  # fmt: skip

QUALIFICATION_STATES = {
    "not_held": Text("未取得", "not held"),
    "held": Text("有效", "held"),
    "cancelled": Text("已注销", "cancelled"),
}
QUALIFICATION_ACTS = table(
    act("endorse", "签注准许驾驶校车", "endorse", POLICE, "not_held held cancelled", "held", "classes dated_on",
        office="police"),
    act("review", "审验", "review", POLICE, "held", STAYS, "cycle_ends dated_on", office="police"),
    act("cancel", "注销校车驾驶资格", "cancel", POLICE, "held", "cancelled", "dated_on note", office="police"),
)  # fmt: skip

PERMIT = Procedure("permit", "in_force", Life(Text("许可", "a permit"), PERMIT_STATES, PERMIT_ACTS))
PENALTY = Procedure("penalty", "proposed", Life(Text("吊销程序", "a revocation"), PENALTY_STATES, PENALTY_ACTS))
SIGN = Procedure("sign", "filed", Life(Text("校车标牌", "a sign"), SIGN_STATES, SIGN_ACTS))
QUALIFICATION = Procedure(
    "qualification",
    "not_held",
    Life(Text("校车驾驶资格", "a driver's qualification"), QUALIFICATION_STATES, QUALIFICATION_ACTS),
)
