"""What the API gives of a review."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out

VerdictOut = Literal["met", "not_met", "cannot_tell"]


class SaidOut(Out):
    """A few words in both languages of the page."""

    zh: str
    en: str


class EvidenceOut(Out):
    """One thing that was looked at; a date as YYYY-MM-DD, "—" where nothing is on record."""

    name: SaidOut
    value: str


class ReviewCheck(Out):
    """One check: what it is about, what it says and why, what it saw. `about`: the person, school or line it speaks of."""

    name: str
    article: str
    title: SaidOut
    about: str | None
    verdict: VerdictOut
    why: SaidOut
    evidence: list[EvidenceOut]


class ReviewPart(Out):
    """A condition of REG 14 (`number` 1 to 5), or what is asked beside them (null), with the worst verdict of its checks."""

    name: str
    number: int | None
    article: str
    title: SaidOut
    verdict: VerdictOut
    checks: list[ReviewCheck]


class ReviewOut(Out):
    """What the registers say of an application today. The clerk decides; this explains."""

    application_id: Id
    today: date
    applicant: ReviewPart
    vehicle_type: ReviewPart
    conditions: list[ReviewPart]
    beside: ReviewPart
