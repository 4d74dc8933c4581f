"""An application for a school-bus use permit (校车使用许可): from a draft to the certificate handed over. Pure.

New, renewal, change and ending go the same way (REG 15; VEH 64; 行政许可法 49, 50); an ending is only accepted and struck off.
"""

from core.errors import Text
from core.steps import STAYS, Life, table
from permits.procedure.acts import APPLICANTS, BY_ITSELF, DESK, Procedure, act

KINDS = ("new", "renewal", "change", "ending")
KIND_WORDS = {
    "new": Text("新办", "new"),
    "renewal": Text("延续", "renewal"),
    "change": Text("变更", "change"),
    "ending": Text("终止", "ending"),
}
STATES = {
    "draft": Text("草稿", "a draft"),
    "submitted": Text("已收件", "received"),
    "correction": Text("待补正", "waiting for missing papers"),
    "accepted": Text("已受理", "accepted"),
    "consulting": Text("征求意见中", "out for opinions"),
    "reviewing": Text("审查中", "under review"),
    "government": Text("政府审批中", "before the government"),
    "granted": Text("准予许可", "granted"),
    "issued": Text("已发证", "issued"),
    "struck_off": Text("已注销", "struck off"),
    "not_accepted": Text("不予受理", "not accepted"),
    "refused": Text("不予许可", "refused"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "discarded": Text("已删除", "discarded"),
}
UNDECIDED = "submitted correction accepted consulting reviewing government"
RUNNING = "accepted consulting reviewing government"
SITE = DESK | frozenset({"police", "transport"})
READS = DESK | APPLICANTS | frozenset({"police", "transport", "government"})

ACTS = table(
    act("submit", "提交申请", "submit", APPLICANTS | DESK, "draft", "submitted",
        starts="completeness send", letter="receipt", guards="mine"),
    act("discard", "删除草稿", "discard", APPLICANTS | DESK, "draft", "discarded", guards="mine"),
    act("correct", "一次告知补正", "tell what is missing", DESK, "submitted", "correction", "missing",
        stops="completeness send", letter="correction", guards="first_time"),
    act("resubmit", "补正后再报", "hand in what was missing", APPLICANTS | DESK, "correction", "submitted",
        starts="completeness send", letter="receipt", guards="mine"),
    act("accept", "受理", "accept", DESK, "submitted", "accepted",
        starts="whole", stops="completeness", letter="acceptance"),
    act("accept_by_silence", "逾期未告知，视为受理", "be accepted by silence", BY_ITSELF, "submitted", "accepted",
        starts="whole", stops="completeness", guards="lapsed"),
    act("not_accept", "不予受理", "not accept", DESK, "submitted correction", "not_accepted", "note",
        stops="completeness send", letter="non_acceptance"),
    act("consult", "送公安交管、交通运输征求意见", "ask police and transport", DESK, "accepted", "consulting",
        starts="police_reply transport_reply call", stops="send", letter="consultation", guards="not_ending running"),
    act("gather", "意见收齐，转入审查", "go to review", BY_ITSELF, "consulting", "reviewing",
        starts="review", guards="all_replied"),
    act("site_check", "现场核查", "check on site", SITE, "consulting reviewing", STAYS, "inspectors note",
        letter="site_record"),
    act("pause", "中止计时并书面告知", "stop the clocks, told in writing", DESK, RUNNING, STAYS, "note until",
        letter="pause", guards="running"),
    act("resume", "恢复计时", "let the clocks run", DESK, RUNNING, STAYS, guards="paused"),
    act("extend", "经批准延长期限", "extend with approval", frozenset({"government"}), RUNNING, STAYS, "note",
        office="government", letter="extension", guards="not_extended"),
    act("recommend", "提出审查意见，报政府", "recommend to the government", DESK, "reviewing", "government",
        "opinion note", starts="decide", stops="review", letter="recommendation", guards="running"),
    act("send_back", "退回补充审查", "send back to review", frozenset({"government"}), "government", "reviewing",
        "note", office="government", starts="review", stops="decide"),
    act("grant", "准予许可", "grant", frozenset({"government"}), "government", "granted", "document_number dated_on",
        office="government", starts="deliver", stops="decide whole", letter="decision", guards="other_person"),
    act("refuse", "不予许可", "refuse", frozenset({"government"}), "government", "refused",
        "document_number dated_on note", office="government", stops="decide whole", letter="refusal", guards="other_person"),
    act("renew_by_silence", "逾期未决定，视为准予延续", "be renewed by silence", BY_ITSELF, UNDECIDED, "granted",
        starts="deliver", stops="completeness send police_reply transport_reply review decide whole",
        letter="deemed_renewal", guards="renewal lapsed"),
    act("issue", "制发许可证件", "issue", DESK, "granted", "issued", "valid_from",
        starts="sign", stops="deliver", letter="permit"),
    act("strike_off", "注销许可", "strike off", DESK, "accepted", "struck_off", "note",
        stops="send whole", letter="cancellation", guards="ending"),
    act("withdraw", "撤回申请", "withdraw", APPLICANTS | DESK, UNDECIDED, "withdrawn", "note",
        stops="completeness send police_reply transport_reply review decide whole", letter="withdrawal", guards="mine"),
    act("note", "备注", "note", READS, " ".join(STATES), STAYS, "note", guards="mine"),
    act("attach", "补充材料", "add papers", READS, f"draft {UNDECIDED} granted issued", STAYS, guards="mine"),
)  # fmt: skip
APPLICATION = Procedure("application", "draft", Life(Text("申请", "an application"), STATES, ACTS))
