"""Words that people write into requests: what a note and a line of a form may hold, wherever it is written."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

# controls, marks that turn the direction of writing
NEITHER_SEEN_NOR_WRITTEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
JOINERS = frozenset("\u200d\ufe0f")  # of a drawn character
# pasted with a text from elsewhere, without anybody's knowing
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


def without_controls(value: str) -> str:
    """The text with one kind of line end, without signs of no width. Refuses what nobody can have typed and no reader sees."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN)
    if not text:
        raise PydanticCustomError("string_too_short", "needs at least {min_length} characters", {"min_length": 1})
    if any(
        unicodedata.category(char) in NEITHER_SEEN_NOR_WRITTEN and char not in "\n\t"
        for char in text
        if char not in JOINERS
    ):
        raise PydanticCustomError("control_character", "must not contain control characters")
    return text


def on_one_line(value: str) -> str:
    """The same, for what has no lines."""
    if any(char in "\r\n\t" for char in value):
        raise PydanticCustomError("control_character", "must not contain control characters")
    return without_controls(value)


Words = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(without_controls)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(on_one_line)]
