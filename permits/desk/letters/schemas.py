"""What the API takes and gives of letters' texts."""

from typing import Annotated

from pydantic import AfterValidator, Field

from core.shapes import In, Out, Utc
from core.words import without_controls

MOST_CHARS = 6000  # three pages
LetterText = Annotated[str, Field(min_length=1, max_length=MOST_CHARS), AfterValidator(without_controls)]


class TemplateIn(In):
    """A letter's next text; `version` is the one that the editor saw, 0 for the default."""

    text: LetterText
    version: Annotated[int, Field(ge=0, le=2**31 - 1)]


class TemplateVersionOut(Out):
    """A text that the office gave a letter, when, and who."""

    version: int
    text: str
    since: Utc
    by: str


class TemplateFieldOut(Out):
    """A field that a text may use, as {name}, and what it stands for in both languages."""

    name: str
    zh: str
    en: str


class TemplateOut(Out):
    """A letter with its text as it is now and as it was delivered; `version` 0: nobody has changed it."""

    name: str
    title: str
    text: str
    default: str
    version: int
    since: Utc | None
    by: str | None
    fields: list[TemplateFieldOut]
