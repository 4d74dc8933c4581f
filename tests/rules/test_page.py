"""docs/rules.md says what the code says, and every rule has an article, words in both languages and a test."""

import pytest

from rules.book.where import NUMBERS, WAITS, where
from rules.catalogue import CATALOGUE, ELSEWHERE, RULES
from rules.page import PAGE, ROOT, page
from rules.papers.catalogue import PAPER_RULES
from rules.papers.paper import PaperRule
from rules.rule import Rule


def test_the_page_of_rules_is_made_from_the_rules() -> None:
    """`make docs` writes it; a rule changed without it fails here."""
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_words_an_article_and_a_test(rule: Rule) -> None:
    """Someone new finds any rule of the law in one minute."""
    section = page().split(f"\n## {rule.id}\n")[1].split("\n## ")[0]
    assert "test_" in section, "no test names this rule"
    assert all(ord(char) < 0x3000 for char in rule.sentence.en)
    assert any(ord(char) > 0x4E00 for char in rule.sentence.zh)


def test_the_catalogue_lists_each_rule_once() -> None:
    """A rule's id stands for one thing, in the table, on the page and in the findings."""
    assert len({entry.id for entry in CATALOGUE}) == len(RULES) == len(CATALOGUE)


def test_each_rule_from_r01_to_r62_is_enforced_somewhere_or_waits_for_something() -> None:
    """The numbers are those of the table of rules that a machine can check; none is forgotten, and each is on the page."""
    assert [f"R{number:02}" for number in range(1, 63)] == list(NUMBERS)
    text = page()
    for number in NUMBERS:
        assert f"| {number} | {where(number)} |" in text


def test_no_rule_is_said_to_wait_that_is_judged_already() -> None:
    """A line of the table that a catalogue has overtaken is taken out of it."""
    judged = {rule.id for rule in RULES} | {rule.id for rule in PAPER_RULES} | {each.id for each in ELSEWHERE}
    assert WAITS.keys() | judged >= set(NUMBERS)
    assert WAITS.keys() & judged == set()


@pytest.mark.parametrize("rule", PAPER_RULES, ids=lambda rule: rule.id)
def test_every_rule_of_papers_is_on_the_page_with_its_article_and_a_test(rule: PaperRule) -> None:
    """Someone new finds it as quickly as a rule of the moving bus."""
    section = page().split(f"\n### {rule.id} ")[1].split("\n### ")[0].split("\n## ")[0]
    assert "test_" in section, "no test names this rule"
    assert f"- article {rule.article}," in section


def test_a_rule_that_is_told_in_another_way_names_the_code_that_tells_it() -> None:
    """It raises no finding of its own, so it is not in the list of those that do."""
    assert all((ROOT / each.where).is_file() for each in ELSEWHERE)
    assert not {each.id for each in ELSEWHERE} & {rule.id for rule in RULES}
