"""The code of a label: what it says comes back, no byte of it can be changed, and it is verified without a network."""

import base64
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permits.label import check
from permits.label.code import (
    MOST_PAYLOAD_BYTES,
    BadCodeError,
    Said,
    SaidLine,
    code_of,
    opened,
    payload_of,
    signed_bytes,
)
from permits.label.keys import SigningKey, key_id, load_key, make_key_file
from permits.label.paper import qr_of

TODAY = date(2026, 11, 27)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
LINES = st.lists(st.builds(SaidLine, WORDS, st.lists(st.just("0710-0742"), max_size=5).map(tuple)), max_size=20)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """A key in a file."""
    path = tmp_path_factory.mktemp("key") / "label-key.pem"
    make_key_file(path)
    return load_key(path)


def said(key: SigningKey, lines: int = 2) -> Said:
    """A label with so many lines."""
    many = tuple(SaidLine(f"海州实验小学{number}线（上学）", ("0710-0742", "1620-1655")) for number in range(lines))
    return Said(
        key.id, "HB2026-00012", "苏G·12345", "连云校许〔2026〕0012号", 2, "连云区教育局", TODAY, date(2027, 5, 31),
        "苏校2026-000123", many,
    )  # fmt: skip


def signed(key: SigningKey, one: Said) -> str:
    """Its code."""
    payload = payload_of(one)
    return code_of(payload, key.sign(signed_bytes(payload)))


@given(data=st.data())
def test_no_letter_of_a_code_can_be_changed_left_out_or_added(key: SigningKey, data: st.DataObject) -> None:
    """Every letter, at every place."""
    code = signed(key, said(key))
    at = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=a1"))
    assume(code[at] != letter)
    keys = {key.id: key.public}
    for forged in (code[:at] + letter + code[at + 1 :], code[:at] + code[at + 1 :], code[:at] + letter + code[at:]):
        if forged != code:
            assert check.checked(forged, keys).problem in ("malformed", "unknown_key", "wrong_signature")


@given(data=st.data())
def test_no_byte_of_what_is_signed_or_of_the_signature_can_be_changed(key: SigningKey, data: st.DataObject) -> None:
    one = opened(signed(key, said(key)))
    whole = bytearray(one.payload + one.signature)
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    forged = base64.b32encode(whole).decode().rstrip("=")
    assert check.checked(forged, {key.id: key.public}).problem != ""


@given(st.text(max_size=300))
def test_whatever_is_scanned_is_answered_and_nothing_is_raised(key: SigningKey, text: str) -> None:
    assert check.checked(text, {key.id: key.public}).problem == "malformed"


@given(WORDS, WORDS, WORDS, LINES)
def test_what_a_label_says_comes_back_and_never_needs_more_room_than_its_code_has(
    key: SigningKey, plate: str, permit: str, sign: str, lines: list[SaidLine]
) -> None:
    one = Said(key.id, "HB2026-1", plate, permit, 1, "局", TODAY, TODAY, sign, tuple(lines))
    payload = payload_of(one)
    back = opened(code_of(payload, bytes(64))).said
    assert len(payload) <= MOST_PAYLOAD_BYTES or not back.lines
    assert (back.plate, back.permit_number, back.sign_number) == (plate, permit, sign)
    assert len(back.lines) + back.lines_left_out == len(lines)


def test_a_key_that_nobody_published_is_not_believed_whatever_it_signed(key: SigningKey, tmp_path: Path) -> None:
    make_key_file(tmp_path / "other.pem")
    other = load_key(tmp_path / "other.pem")
    code = signed(other, said(other))
    assert check.checked(code, {key.id: key.public}).problem == "unknown_key"
    assert check.checked(signed(other, said(key)), {key.id: key.public}).problem == "wrong_signature"


def test_the_private_key_is_readable_by_its_owner_alone_and_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "label-key.pem"
    make_key_file(path)
    first = path.read_bytes()
    make_key_file(path)
    assert (path.read_bytes() == first, path.stat().st_mode & 0o777) == (True, 0o600)
    assert [one.name for one in path.parent.iterdir()] == ["label-key.pem"]


def test_the_command_verifies_without_a_network_and_refuses_what_is_forged(
    key: SigningKey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": [{"id": "anything", "public": key.public.hex()}]}))
    code = signed(key, said(key))
    assert check.main([f"https://bus.example/verify/{code}", "--key", str(file)]) == check.GENUINE
    told = capsys.readouterr().out
    assert "苏G·12345" in told
    assert "cannot be told without a network" in told
    assert check.main([code[:-1] + ("A" if code[-1] != "A" else "B"), "--key", str(file)]) == check.FORGED
    assert "苏G·12345" not in capsys.readouterr().out


@pytest.mark.parametrize("lines", [1, 4, 40])
def test_the_code_is_scannable_at_the_size_of_a7_however_many_lines_there_are(key: SigningKey, lines: int) -> None:
    """At most 93 modules: 0.73 mm each in the 74 mm of A7 with the border."""
    made = qr_of("https://schoolbus.lianyun.gov.cn/verify/", signed(key, said(key, lines)))
    assert len(made.matrix) <= 93


def test_the_id_of_a_key_follows_from_the_key(key: SigningKey) -> None:
    assert key_id(key.public) == key.id
    with pytest.raises(BadCodeError):
        opened("A" * 5000)
