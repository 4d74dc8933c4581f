"""Messages in parts: whole again in any order, and never more than the memory they may take."""

from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.jt808.header import Header
from gps_ingest.decode.jt808.parts import PART_BYTES, Missing, Reassembly

MEDIA = 0x0801


def part(number: int, total: int, first: int = 100, phone: str = "1") -> Header:
    """The header of a part: the serials of a message's parts are consecutive."""
    return Header(MEDIA, phone, (first + number - 1) & 0xFFFF, 0, False, total, number)


def test_a_message_in_one_piece_is_whole_at_once() -> None:
    """Also one that calls itself the first of one."""
    reassembly = Reassembly()
    assert reassembly.put(Header(MEDIA, "1", 5, 0, False, 0, 0), b"body", 0.0) == b"body"
    assert reassembly.put(part(1, 1), b"body", 0.0) == b"body"
    assert reassembly.held_bytes == 0


@given(
    st.lists(st.lists(st.binary(max_size=9), min_size=2, max_size=7), min_size=1, max_size=4),
    st.sampled_from([0, 100, 0xFFFD]),
    st.data(),
)
def test_parts_in_any_order_and_repeated_make_the_message_once(
    bodies: list[list[bytes]], first: int, data: st.DataObject
) -> None:
    """Several messages between one another, across the turn of the serials, each part up to three times."""
    firsts = [first + 50 * nth for nth in range(len(bodies))]
    sent = [
        (nth, number, repeat)
        for nth, body in enumerate(bodies)
        for number in range(1, len(body) + 1)
        for repeat in range(data.draw(st.integers(1, 3)))
    ]
    reassembly, last = Reassembly(), {nth: set(range(1, len(body) + 1)) for nth, body in enumerate(bodies)}
    for nth, number, _ in data.draw(st.permutations(sent)):
        body = bodies[nth]
        made = reassembly.put(part(number, len(body), firsts[nth]), body[number - 1], 0.0)
        last[nth].discard(number)
        if made is None:
            assert last[nth]
        else:
            assert made == b"".join(body)
            last[nth] = set(range(1, len(body) + 1))  # what still comes of it are repetitions: they begin it anew
    assert reassembly.forgotten == 0


def test_a_repeated_part_takes_no_more_memory_and_a_whole_message_none() -> None:
    """What is counted is what is held."""
    reassembly = Reassembly()
    for _ in range(3):
        reassembly.put(part(1, 2), b"12345", 0.0)
    assert reassembly.held_bytes == 5 + PART_BYTES
    assert reassembly.put(part(2, 2), b"6", 0.0) == b"123456"
    assert reassembly.held_bytes == 0


def test_what_is_missing_is_asked_for_once_in_a_while() -> None:
    """When no part has come for a time, and again only after as long; the numbers are told ascending."""
    reassembly = Reassembly()
    reassembly.put(part(4, 5), b"4", 10.0)
    reassembly.put(part(2, 5), b"2", 11.0)
    assert reassembly.missing(15.9, quiet_s=5.0) == []
    assert reassembly.missing(16.0, quiet_s=5.0) == [Missing(MEDIA, 100, 5, (1, 3, 5))]
    assert reassembly.missing(20.9, quiet_s=5.0) == []
    reassembly.put(part(1, 5), b"1", 18.0)
    assert reassembly.missing(23.0, quiet_s=5.0) == [Missing(MEDIA, 100, 5, (3, 5))]


def test_at_most_255_parts_are_named_at_once() -> None:
    """As many as an 0x8003 can ask for."""
    reassembly = Reassembly()
    reassembly.put(part(2, 65535), b"", 0.0)
    (missing,) = reassembly.missing(10.0, quiet_s=5.0)
    assert missing.numbers == (1, *range(3, 257))


def test_a_message_that_stays_unfinished_is_forgotten_by_age() -> None:
    """Counted from its newest part; then it would have to come as a whole."""
    reassembly = Reassembly(age_s=60.0)
    reassembly.put(part(1, 3), b"1", 0.0)
    reassembly.put(part(2, 3), b"2", 50.0)
    assert reassembly.missing(110.0, quiet_s=5.0)
    assert reassembly.put(part(3, 3), b"3", 110.1) is None
    assert reassembly.forgotten == 1
    assert reassembly.put(part(1, 3), b"1", 111.0) is None
    assert reassembly.put(part(2, 3), b"2", 111.0) == b"123"


def test_too_many_messages_push_out_the_one_that_waited_longest() -> None:
    """Not the one that began first: that which got its newest part first."""
    reassembly = Reassembly(most_messages=2)
    reassembly.put(part(1, 3, first=100), b"1", 0.0)
    reassembly.put(part(1, 2, first=200), b"1", 1.0)
    reassembly.put(part(2, 3, first=100), b"2", 2.0)
    reassembly.put(part(1, 2, first=300), b"1", 3.0)
    assert reassembly.forgotten == 1
    assert reassembly.put(part(3, 3, first=100), b"3", 4.0) == b"123"
    assert reassembly.put(part(2, 2, first=200), b"2", 5.0) is None


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(2, 9), st.integers(0, 5), st.binary(max_size=200)), max_size=60)
)
def test_never_more_is_held_than_allowed(sent: list[tuple[int, int, int, bytes]]) -> None:
    """Whatever comes; and what is held is what is counted, a part's own cost included."""
    reassembly = Reassembly(limit_bytes=1000, most_messages=3)
    for at, (number, total, first, body) in enumerate(sent):
        reassembly.put(part(min(number, total), total, first * 20), body, float(at))
        assert reassembly.held_bytes <= 1000
        open_now = reassembly.missing(float(at), quiet_s=-1e9)
        assert len(open_now) <= 3
        assert reassembly.held_bytes >= PART_BYTES * sum(message.total - len(message.numbers) for message in open_now)
    assert (reassembly.held_bytes == 0) == (not open_now if sent else True)


def test_one_message_larger_than_the_limit_is_given_up() -> None:
    """And the next one finds all of the memory free."""
    reassembly = Reassembly(limit_bytes=1000)
    reassembly.put(part(1, 3), bytes(500), 0.0)
    reassembly.put(part(2, 3), bytes(500), 0.0)
    assert (reassembly.held_bytes, reassembly.forgotten) == (0, 1)


def test_parts_of_two_phones_on_one_connection_are_kept_apart() -> None:
    """A gateway may send for several terminals."""
    reassembly = Reassembly()
    assert reassembly.put(part(1, 2, phone="1"), b"a", 0.0) is None
    assert reassembly.put(part(2, 2, phone="2"), b"b", 0.0) is None
    assert reassembly.put(part(2, 2, phone="1"), b"c", 0.0) == b"ac"
