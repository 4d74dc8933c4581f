"""The one letter of a step of many is made once: number, text and annex are kept at the first making."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Missing
from core.models import Organisation
from permits.desk.happening import Hand
from permits.desk.letters.kinds import LetterKind, filled
from permits.desk.letters.making import Printed, next_of, recorded_words
from permits.desk.letters.templates import text_of
from permits.desk.letters.values import day, offices_of
from permits.desk.letters.words import ROUND_LETTERS
from permits.desk.models import ApplicationClock
from permits.rounds.letters.annex import annex_of, widths
from permits.rounds.models import Round, RoundDeed, RoundDeedFile, RoundLetter
from permits.rounds.steps import act_of


@dataclass(frozen=True, slots=True)
class WithAnnex:
    """A letter and its annexed list: the rows, the first one the heading, and how wide the columns are in shares."""

    said: Printed
    annex: list[list[str]]
    widths: tuple[int, ...]


def kind_of(subject: str, step: str) -> LetterKind | None:
    """The letter that a step of many makes; None: it makes none."""
    act = act_of(subject, step)
    return None if act is None else ROUND_LETTERS.get(act.letter)


async def round_letter(session: AsyncSession, *, hand: Hand, round_id: int, deed_id: int) -> WithAnnex:
    """The letter of a deed, in the session's transaction. Raises Missing: none such for this viewer, or nothing was done."""
    assert hand.viewer is not None
    seen = select(Round).where(Round.id == round_id, visible(hand.viewer, "round")).with_for_update()
    one = (await session.scalars(seen)).one_or_none()  # held: nobody else makes the same one meanwhile
    if one is None:
        raise Missing("round", round_id)
    deed = await session.scalar(select(RoundDeed).where(RoundDeed.id == deed_id, RoundDeed.round_id == round_id))
    kind = None if deed is None else kind_of(deed.subject, deed.step)
    done = select(func.count()).select_from(RoundDeedFile).where(
        RoundDeedFile.deed_id == deed_id, RoundDeedFile.event_id.is_not(None)
    )  # fmt: skip
    count = await session.scalar(done) or 0
    if deed is None or kind is None or not count:
        raise Missing("letter", deed_id)
    kept = await session.scalar(select(RoundLetter).where(RoundLetter.deed_id == deed_id))
    letter = kept or await _make(session, one, deed, kind, hand, count)
    said = Printed(letter.title, letter.number, letter.text, letter.issuer, letter.dated_on)
    return WithAnnex(said, letter.annex, widths(kind.name.removeprefix("round_")))


async def _make(
    session: AsyncSession, one: Round, deed: RoundDeed, kind: LetterKind, hand: Hand, count: int
) -> RoundLetter:
    assert hand.viewer is not None
    values = await _values(session, one, deed, kind, count)
    issuer = (await offices_of(session))[kind.office][0]
    given = deed.detail.get("document_number") if kind.office != "education" else None
    number = str(given) if given else await next_of(session, kind, hand)
    text = filled(kind, await text_of(session, kind), values | {"letter_number": number, "issuer": issuer})
    if deed.recorded:
        text += recorded_words(issuer, deed.dated_on)
    text += f"\n附件：名单（{count}份）"
    made = RoundLetter(
        deed_id=deed.id, name=kind.name, number=number, title=kind.title, text=text,
        annex=await annex_of(session, deed, kind.name.removeprefix("round_"), hand), issuer=issuer, dated_on=deed.dated_on,
        at=hand.now, account_id=hand.viewer.account_id,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action="round.letter", kind="round", id=one.id,
        detail={"letter": kind.name, "number": number, "deed": str(deed.id)}, address=hand.address,
    )  # fmt: skip
    return made


async def _values(session: AsyncSession, one: Round, deed: RoundDeed, kind: LetterKind, count: int) -> dict[str, str]:
    offices = await offices_of(session)
    whose = None if one.organisation_id is None else await session.get(Organisation, one.organisation_id)
    return {
        "round": one.name,
        "count": str(count),
        "applicants": "各申请人（名单见附件）" if whose is None else whose.name,
        "target_on": day(one.target_on),
        "place": str(deed.detail.get("place") or ""),
        "made_on": day(deed.dated_on),
        "bureau": offices["education"][0],
        "bureau_phone": offices["education"][1],
        **{office: offices[office][0] for office in ("government", "police", "transport")},
        "document_number": str(deed.detail.get("document_number") or ""),
        "reasons": str(deed.detail.get("note") or ""),
        "due_on": day(await _due(session, deed, kind)),
    }


async def _due(session: AsyncSession, deed: RoundDeed, kind: LetterKind) -> date | None:
    """The last day of the term that the letter names: of terms that end on different days the first."""
    if not kind.clock:
        return None
    return await session.scalar(
        select(func.min(ApplicationClock.due_on))
        .join(RoundDeedFile, RoundDeedFile.application_id == ApplicationClock.application_id)
        .where(
            RoundDeedFile.deed_id == deed.id,
            RoundDeedFile.event_id.is_not(None),
            ApplicationClock.name == kind.clock,
            ApplicationClock.began_on == deed.dated_on,
        )
    )
