"""What people write into a form is kept as they wrote it; what nobody can have typed and no reader sees is not."""

import pytest
from pydantic import TypeAdapter, ValidationError

from core.words import Line, Words

WORDS, LINE = TypeAdapter(Words), TypeAdapter(Line)


@pytest.mark.parametrize("text", ["已电话提醒驾驶人。\n下午复查。", "👨\u200d👩\u200d👧 三人", "a\tb", "x" * 2000])
def test_a_note_is_kept_as_it_was_written(text: str) -> None:
    """With its lines, its tabs and its drawn characters."""
    assert WORDS.validate_python(text) == text


def test_what_was_pasted_unseen_is_left_out_and_line_ends_are_one_kind() -> None:
    assert WORDS.validate_python("校车\u200b超速\ufeff了\r\n两次\r") == "校车超速了\n两次\n"


@pytest.mark.parametrize("text", ["反\u202e转", "\x00", "a\x1bb", "\ud800", "\u2028", "", "\u200b\ufeff", "x" * 2001])
def test_what_turns_the_writing_or_cannot_be_seen_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        WORDS.validate_python(text)


@pytest.mark.parametrize("text", ["两\n行", "a\tb", "a\rb", "x" * 201])
def test_a_line_is_one_line(text: str) -> None:
    with pytest.raises(ValidationError):
        LINE.validate_python(text)
