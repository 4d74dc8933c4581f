"""The texts of the letters of many: one for each letter that a step of many makes, with an annexed list of its own."""

import pytest

from permits.desk.letters.kinds import BLANK, FIELDS, filled, refuse_unknown
from permits.desk.letters.words import LETTERS, ROUND_LETTERS
from permits.rounds.letters.annex import COLUMNS, FIRST, widths
from permits.rounds.steps import OF_MANY, act_of

MADE = {
    act.letter for subject, names in OF_MANY.items() for name in names if (act := act_of(subject, name)) is not None
} - {""}
ALONE = {"non_acceptance", "site_record", "pause", "cancellation"}  # told to each applicant alone


def test_every_step_of_many_that_makes_a_letter_has_one_for_all_of_them_but_those_that_are_told_to_each_alone() -> None:
    assert set(ROUND_LETTERS) == MADE - ALONE
    assert set(COLUMNS) == set(ROUND_LETTERS)


def test_no_letter_of_many_shares_the_mark_of_its_number_with_another_letter() -> None:
    marks = [one.mark for one in (*LETTERS.values(), *ROUND_LETTERS.values())]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("name", sorted(ROUND_LETTERS))
def test_the_default_text_names_only_fields_that_its_letter_has_and_says_of_how_many_it_is(name: str) -> None:
    kind = ROUND_LETTERS[name]
    refuse_unknown(kind, kind.text)
    assert set(kind.fields) <= set(FIELDS)
    said = filled(kind, kind.text, {"count": "117", "round": "秋季换证"})
    assert "117" in said
    assert "秋季换证" in said
    assert "附件" in said
    assert BLANK in said, "what is not known is left open, to be written in"


@pytest.mark.parametrize("name", sorted(ROUND_LETTERS))
def test_the_annexed_list_has_a_width_for_each_column(name: str) -> None:
    assert len(widths(name)) == len(FIRST) + len(COLUMNS[name])


@pytest.mark.parametrize("name", ["decision", "refusal"])
def test_a_decision_of_many_that_can_be_fought_names_body_court_and_both_terms(name: str) -> None:
    for word in ("向连云港市人民政府申请行政复议", "六十日内", "六个月内", "人民法院提起行政诉讼"):
        assert word in ROUND_LETTERS[name].text, word
