"""The opinions that the education bureau asks for: of traffic police and of the transport office, side by side. Pure.

Each has a life of its own and clocks of its own. The police's clock stands while the applicant has not presented the vehicle
(VEH 59). Silence is never consent: an overdue reply is chased and goes up. Source: REG 15; VEH 58, 59.
"""

from core.errors import Text
from core.steps import STAYS, Life, table
from permits.procedure.acts import BY_ITSELF, DESK, Procedure, act

POLICE, TRANSPORT = frozenset({"police"}), frozenset({"transport"})
POLICE_STATES = {
    "sent": Text("已送达", "sent"),
    "called": Text("已通知交验", "calling the vehicle"),
    "waiting": Text("未按时交验", "waiting for the vehicle"),
    "presented": Text("已交验", "inspecting"),
    "replied": Text("已回复", "answered"),
    "ended": Text("已终止", "ended"),
}
TRANSPORT_STATES = {name: POLICE_STATES[name] for name in ("sent", "replied", "ended")}
OPINIONS = ("agrees", "disagrees")

POLICE_ACTS = table(
    act("call", "通知交验车辆", "call the vehicle", POLICE, "sent called waiting", "called", "appointment",
        office="police", stops="call", letter="inspection_call"),
    act("absent", "未按时交验", "say that it did not come", POLICE, "called", "waiting", office="police"),
    act("present", "车辆已交验", "take the vehicle in", POLICE, "sent called waiting", "presented",
        office="police", starts="inspect", stops="call"),
    act("reply", "回复意见", "answer", POLICE, "sent called waiting presented", "replied", "opinion dated_on",
        office="police", stops="police_reply inspect call", letter="police_reply"),
    act("amend", "更正意见", "amend the answer", POLICE, "replied", "replied", "opinion dated_on note",
        office="police", letter="police_reply"),
    act("chase", "催办", "chase", DESK | BY_ITSELF, "sent called waiting presented", STAYS, letter="reminder"),
    act("end", "随申请终止", "end with the application", BY_ITSELF, "sent called waiting presented", "ended",
        stops="police_reply inspect call"),
)  # fmt: skip
TRANSPORT_ACTS = table(
    act("reply", "回复意见", "answer", TRANSPORT, "sent", "replied", "opinion dated_on",
        office="transport", stops="transport_reply", letter="transport_reply"),
    act("amend", "更正意见", "amend the answer", TRANSPORT, "replied", "replied", "opinion dated_on note",
        office="transport", letter="transport_reply"),
    act("chase", "催办", "chase", DESK | BY_ITSELF, "sent", STAYS, letter="reminder"),
    act("end", "随申请终止", "end with the application", BY_ITSELF, "sent", "ended", stops="transport_reply"),
)  # fmt: skip
POLICE_CONSULTATION = Procedure(
    "police", "sent", Life(Text("公安交管意见", "the traffic police's opinion"), POLICE_STATES, POLICE_ACTS)
)
TRANSPORT_CONSULTATION = Procedure(
    "transport", "sent", Life(Text("交通运输意见", "the transport office's opinion"), TRANSPORT_STATES, TRANSPORT_ACTS)
)
