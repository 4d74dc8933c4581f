"""Whether this applicant may operate school buses at all: REG 9. Pure."""

from dataclasses import dataclass, field
from datetime import date

from permits.desk.review.verdicts import Check, cannot_tell, met, not_met, saw, topic

APPLICANT = topic("applicant", "9", "申请主体", "Who may operate")


@dataclass(frozen=True, slots=True)
class Reply:
    """What an office said of this application: its opinion and the day of its answer; None while it has not answered."""

    opinion: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies: the kind of organisation on the register, and what the transport office said of this application."""

    name: str
    kind: str
    transport: Reply = field(default_factory=Reply)


def may_operate(applicant: Applicant) -> Check:
    """A school may have buses; a provider must be a licensed passenger company, which the transport office knows (REG 9, 15)."""
    seen = [saw("申请单位", "applicant", applicant.name), saw("登记类别", "on the register as", applicant.kind)]
    if applicant.kind == "school":
        return met(APPLICANT, "学校可以配备校车", "a school may have school buses of its own", *seen)
    if applicant.kind != "operator":
        return not_met(
            APPLICANT,
            "既不是学校，也不是校车服务提供者",
            "is neither a school nor a school-bus service provider",
            *seen,
        )
    reply = applicant.transport
    seen.append(saw("交通运输部门回复", "the transport office replied on", reply.on))
    if reply.opinion == "agrees":
        return met(
            APPLICANT,
            "校车服务提供者，交通运输部门已回复同意",
            "a service provider to whom the transport office agrees",
            *seen,
        )
    if reply.opinion == "disagrees":
        return cannot_tell(
            APPLICANT,
            "交通运输部门不同意，请看其理由",
            "the transport office does not agree: read its reasons",
            *seen,
        )
    return cannot_tell(
        APPLICANT,
        "经营许可没有登记，待交通运输部门回复",
        "its passenger-transport licence is not on record; the transport office has not replied",
        *seen,
    )
