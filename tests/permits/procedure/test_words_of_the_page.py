"""The page says of states, steps and clocks what the tables say."""

from permits.procedure import words


def test_the_pages_words_are_those_of_the_tables() -> None:
    """In both languages; `make docs` writes them."""
    assert words.FILE.read_text(encoding="utf-8") == words.as_file(words.page_words())
