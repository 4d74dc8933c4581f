"""The letters' texts: one for each letter that the procedure names, with fields that exist; and how paragraphs are broken."""

import pytest

from core.errors import Invalid
from permits.desk.letters.kinds import BLANK, filled, refuse_unknown
from permits.desk.letters.lines import NOT_FIRST, NOT_LAST, broken
from permits.desk.letters.words import LETTERS
from permits.procedure.lives import PROCEDURES

NAMED = {act.letter for one in PROCEDURES for act in one.life.steps.values() if act.letter}
AGAINST_THE_GOVERNMENT = ("refusal", "decision", "revocation", "annulment", "recall")
AGAINST_THE_BUREAU = ("non_acceptance", "cancellation")


def test_every_letter_that_a_step_makes_has_a_text_and_no_text_is_of_a_letter_that_none_makes() -> None:
    assert set(LETTERS) == NAMED


def test_no_two_letters_share_the_mark_of_their_number() -> None:
    assert len({one.mark for one in LETTERS.values()}) == len(LETTERS)


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_the_default_text_names_only_fields_that_its_letter_has(name: str) -> None:
    kind = LETTERS[name]
    refuse_unknown(kind, kind.text)
    assert "{" not in filled(kind, kind.text, {})
    assert BLANK in filled(kind, kind.text, {}), "what is not known is left open, to be written in"


def test_a_field_of_another_letter_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        refuse_unknown(LETTERS["receipt"], "{applicant}：{inspectors}")
    assert "{inspectors}" in refused.value.fields[0].message.zh


@pytest.mark.parametrize("name", AGAINST_THE_GOVERNMENT + AGAINST_THE_BUREAU)
def test_a_decision_that_can_be_fought_names_body_court_and_both_terms(name: str) -> None:
    """行政复议法 20, 24; 行政诉讼法 46; 行政许可法 38."""
    text = LETTERS[name].text
    body = "连云港市人民政府" if name in AGAINST_THE_GOVERNMENT else "{government}"
    for word in (f"向{body}申请行政复议", "六十日内", "六个月内", "人民法院提起行政诉讼"):
        assert word in text, word


def test_a_renewal_by_silence_says_on_which_ground_it_stands() -> None:
    text = LETTERS["deemed_renewal"].text
    assert "《中华人民共和国行政许可法》第五十条第二款" in text
    assert "视为准予延续" in text


@pytest.mark.parametrize("width", range(4, 30))
def test_a_line_begins_with_no_stop_and_ends_with_no_opening_bracket(width: int) -> None:
    paragraph = (
        "　　依照《校车安全管理条例》（国务院令第617号）的规定，号牌号码苏G12345的车辆，"
        "自2026年11月27日起，由“交警大队”核发标牌。"
    )
    lines = list(broken(paragraph, width, len))
    assert "".join(lines) == paragraph
    assert all(line[0] not in NOT_FIRST for line in lines)
    assert all(line[-1] not in NOT_LAST for line in lines)
    assert all(len(line) <= width + 1 for line in lines)


def test_a_number_is_broken_only_where_no_line_holds_it() -> None:
    assert list(broken("编号XC2026-00001。", 12, len)) == ["编号", "XC2026-00001。"]
    assert list(broken("编号XC2026-00001。", 10, len)) == ["编号XC2026-0", "0001。"]
