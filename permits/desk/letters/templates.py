"""The texts of letters: as delivered, or as the office has changed them since; each change is the next version, none is lost."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.errors import Missing, Refused
from core.models import Account
from permits.desk.happening import Hand
from permits.desk.letters.kinds import FIELDS, LetterKind, refuse_unknown
from permits.desk.letters.models import LetterTemplate
from permits.desk.letters.schemas import TemplateFieldOut, TemplateIn, TemplateOut, TemplateVersionOut
from permits.desk.letters.words import EDITED


async def text_of(session: AsyncSession, kind: LetterKind) -> str:
    """The text that a letter of this kind has now."""
    newest = select(LetterTemplate.text).where(LetterTemplate.name == kind.name)
    found = await session.scalar(newest.order_by(LetterTemplate.version.desc()).limit(1))
    return kind.text if found is None else found


async def list_templates(session: AsyncSession) -> list[TemplateOut]:
    """Every letter with its text, in the order in which a clerk meets them."""
    rows = await session.execute(
        select(LetterTemplate, Account.display_name)
        .join(Account, Account.id == LetterTemplate.account_id)
        .ext(distinct_on(LetterTemplate.name))
        .order_by(LetterTemplate.name, LetterTemplate.version.desc())
    )
    changed = {template.name: (template, by) for template, by in rows}
    return [_shown(kind, *changed.get(kind.name, (None, None))) for kind in EDITED.values()]


async def list_versions(session: AsyncSession, *, name: str) -> list[TemplateVersionOut]:
    """Every text that the office gave a letter, the newest first. Raises Missing."""
    if name not in EDITED:
        raise Missing("letter_template", name)
    rows = await session.execute(
        select(LetterTemplate, Account.display_name)
        .join(Account, Account.id == LetterTemplate.account_id)
        .where(LetterTemplate.name == name)
        .order_by(LetterTemplate.version.desc())
    )
    return [TemplateVersionOut(version=one.version, text=one.text, since=one.since, by=by) for one, by in rows]


async def keep_template(session: AsyncSession, *, hand: Hand, name: str, wish: TemplateIn) -> TemplateOut:
    """The next text of a letter. Raises Missing, Invalid for unknown fields, Refused when it was changed meanwhile."""
    assert hand.viewer is not None
    kind = EDITED.get(name)
    if kind is None:
        raise Missing("letter_template", name)
    refuse_unknown(kind, wish.text)
    newest = await session.scalar(
        select(LetterTemplate.version)
        .where(LetterTemplate.name == name)
        .order_by(LetterTemplate.version.desc())
        .limit(1)
    )
    if (newest or 0) != wish.version:
        raise _changed_meanwhile()
    values = {
        "name": name, "version": wish.version + 1, "text": wish.text, "since": hand.now,
        "account_id": hand.viewer.account_id,
    }  # fmt: skip
    # of two at one moment one is first
    statement = insert(LetterTemplate).values(values).on_conflict_do_nothing().returning(LetterTemplate)
    made = (await session.scalars(statement)).one_or_none()
    if made is None:
        raise _changed_meanwhile()
    await audit.record(
        session, viewer=hand.viewer, action="letter.edit", kind="letter_template", id=name,
        detail={"version": made.version, "text": made.text}, address=hand.address,
    )  # fmt: skip
    return _shown(kind, made, hand.viewer.display_name)


def _changed_meanwhile() -> Refused:
    return Refused(
        "changed_meanwhile",
        zh="这份文书模板已被他人改过；请重新打开，以免覆盖。",
        en="This letter's text was changed by somebody else. Open it anew, so that nothing is overwritten.",
    )


def _shown(kind: LetterKind, changed: LetterTemplate | None, by: str | None) -> TemplateOut:
    return TemplateOut(
        name=kind.name,
        title=kind.title,
        text=kind.text if changed is None else changed.text,
        default=kind.text,
        version=0 if changed is None else changed.version,
        since=None if changed is None else changed.since,
        by=by,
        fields=[TemplateFieldOut(name=name, zh=FIELDS[name].zh, en=FIELDS[name].en) for name in kind.fields],
    )
