"""The two links between a lower platform and us: who is let in, who is called back, and how both end."""

import time
from typing import Any

from tests.gps_ingest.conftest import until
from tests.gps_ingest.jt809.conftest import SECRETS, Upper
from tests.gps_ingest.jt809.wire import Fix, Speaker, number

NOW = time.time()


def test_a_platform_that_logs_in_is_called_back_and_both_links_are_kept(upper: Upper) -> None:
    """In both editions, in clear and encrypted: 0x1001, 0x1002, 0x9001, 0x9002; then each side shows that it is there."""
    speakers = [Speaker(2011, 1), Speaker(2019, 2), Speaker(2011, 3, SECRETS), Speaker(2019, 4, SECRETS)]
    for speaker in speakers:
        upper.platform(speaker)
    upper.ingest.start()
    for speaker in speakers:
        is_called_back_and_kept(upper, speaker)


def is_called_back_and_kept(upper: Upper, speaker: Speaker) -> None:
    """From the login of one platform to its end."""
    code = speaker.access_code
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        until(lambda: len(lower.all_of(0x1006)) > 2, "answers to its keep-alive")
        until(lambda: len(lower.all_of(0x9005)) > 2, "our keep-alive on the slave link")
        assert {each.link for each in lower.all_of(0x1006)} == {"main"}
        assert {each.link for each in lower.all_of(0x9005)} == {"slave"}
        assert {each.access_code for each in lower.heard} == {code}
        up = "num_nonnulls(main_since, slave_since, last_heard)"
        until(lambda: upper.state(up, code) == 3, "the table to say so")
        assert upper.state("problem", code) is None
    until(lambda: upper.state("num_nulls(main_since, slave_since)", code) == 2, "the table to say that both are gone")


def test_a_login_that_does_not_hold_is_refused_with_its_reason_and_cut_off(upper: Upper) -> None:
    """Address, access code, user, password, edition, cipher; the office sees which."""
    good = {"user_id": 77, "password": "secret88"}
    cases: list[tuple[Speaker, dict[str, Any], int, str | None]] = [
        (Speaker(2011, 1), good | {"password": "wrong"}, 0x04, "wrong_password"),
        (Speaker(2011, 2), good | {"user_id": 78}, 0x03, "wrong_user"),
        (Speaker(2011, 3), good, 0x03, "wrong_user"),  # shut out
        (Speaker(2011, 4), good, 0x01, "wrong_address"),
        (Speaker(2011, 5, SECRETS), good, 0x06, "encrypted"),
        (Speaker(2019, 6), good, 0x06, "wrong_edition"),
        (Speaker(2011, 7), good, 0x02, None),  # nobody's code
    ]
    for code in range(1, 7):
        upper.platform(Speaker(2011, code), networks="192.0.2.0/24" if code == 4 else "127.0.0.0/8")
    upper.ingest.rows("UPDATE platform SET disabled = true WHERE access_code = 3 RETURNING id")
    upper.ingest.start()
    upper.ingest.ready()
    for speaker, said, verdict, problem in cases:
        is_refused(upper, speaker, said, verdict, problem)


def is_refused(upper: Upper, speaker: Speaker, said: dict[str, Any], verdict: int, problem: str | None) -> None:
    """One login. A refusal is told in clear, in the edition of who is registered."""
    with upper.lower(Speaker(2011)) as lower:
        lower.connect()
        lower.send(speaker.login(said["user_id"], said["password"], "127.0.0.1", lower.slave_port))
        lower.await_end()
        assert [each.body[0] for each in lower.all_of(0x1002)] == [verdict]
        assert lower.slaves == 0
    if problem is not None:
        until(lambda: upper.state("problem", speaker.access_code) == problem, f"the table to say {problem}")
        assert upper.state("main_since", speaker.access_code) is None


def test_the_slave_link_goes_to_no_address_outside_the_platforms_networks(upper: Upper) -> None:
    """A login must not make us connect anywhere else: not to a neighbour's address, not to a name."""
    speaker = Speaker(2011)
    upper.platform(speaker, networks="127.0.0.1/32")
    upper.ingest.start()
    for address in ("127.0.0.2", "localhost", "", "192.0.2.1"):
        with upper.lower(speaker, slave_address=address) as lower:
            lower.log_in_until_welcome()
            until(lambda: lower.all_of(0x9007), "word that there will be no slave link")
            until(lambda: upper.state("problem") == "slave_address", "the table to say so")
            assert lower.all_of(0x9007)[0].body == b"\x00"
            until(lambda: lower.all_of(0x1006), "the main link to be kept")
            assert not lower.all_of(0x9001)


def test_a_platform_that_cannot_be_called_back_is_told_and_called_again(upper: Upper) -> None:
    """Its server does not let us in at first; then it does."""
    speaker = Speaker(2019)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker, welcome=2) as lower:
        lower.log_in_until_welcome()
        until(lambda: lower.all_of(0x9007), "word on the main link")
        until(lambda: upper.state("problem") == "slave_refused", "the table to say so")
        lower.welcome = 0
        lower.await_slave()
        until(lambda: upper.state("problem IS NULL AND slave_since IS NOT NULL"), "the table to say that all is well")


def test_a_slave_link_that_breaks_or_falls_silent_is_made_again(upper: Upper) -> None:
    """The main link stays as it is."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave(1)
        lower.break_slave()
        lower.await_slave(2)
        lower.answers_keep_alive = False
        lower.await_slave(3)
        assert lower.all_of(0x9007) == []


def test_a_main_link_that_says_nothing_is_cut_off_and_the_slave_link_stays(upper: Upper) -> None:
    """After three minutes in life. What the lower platform sends on the slave link then is taken; and it may log in anew."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        lower.shows_itself = False
        lower.await_end()
        until(lambda: upper.state("main_since IS NULL AND slave_since IS NOT NULL"), "the main link alone to be gone")
        lower.send_on_slave(speaker.message(0x1005))
        until(lambda: "slave" in {each.link for each in lower.all_of(0x1006)}, "the answer on the same link")
        lower.shows_itself = True
        assert lower.log_in() == 0
        until(lambda: upper.state("num_nonnulls(main_since, slave_since)") == 2, "both links to be up")
        assert lower.slaves == 1, "the slave link was not made again"


def test_a_connection_that_does_not_log_in_is_cut_off(upper: Upper) -> None:
    """One that says nothing, one that says something else first, one that speaks no JT/T 809."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    for said in (b"", speaker.real_time("苏G12345", Fix(NOW)), b"GET / HTTP/1.1\r\n\r\n", b"\x5bnoise\x5d"):
        with upper.lower(speaker) as lower:
            lower.connect()
            lower.send(said)
            lower.await_end()
            assert not lower.all_of(0x1002)
    assert upper.ingest.parked() == {}


def test_a_platform_that_logs_out_is_answered_and_both_links_end(upper: Upper) -> None:
    """0x1003, 0x1004."""
    speaker = Speaker(2019)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        lower.send(speaker.message(0x1003, number(77, 4) + b"secret88"))
        lower.await_end()
        assert lower.all_of(0x1004)
        until(lambda: upper.state("num_nulls(main_since, slave_since)") == 2, "the table to say so")


def test_a_second_login_takes_over_from_the_first(upper: Upper) -> None:
    """A half-dead connection keeps nobody out."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as first, upper.lower(speaker) as second:
        first.log_in_until_welcome()
        second.log_in_until_welcome()
        first.await_end()
        second.await_slave()
        until(lambda: second.all_of(0x1006), "the second to be kept")


def test_a_platform_that_is_shut_out_loses_its_links_at_once(upper: Upper) -> None:
    """It is told (0x9008) and does not come in again."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        upper.ingest.rows("UPDATE platform SET disabled = true RETURNING id")
        lower.await_end()
        assert lower.all_of(0x9008)[-1].body == b"\x01"
    with upper.lower(speaker) as lower:
        assert lower.log_in() == 0x03


def test_an_ingest_that_stops_says_so_and_one_that_was_killed_leaves_no_link_up_in_the_table(upper: Upper) -> None:
    """0x9008 with "restarts"; the successor puts down what its predecessor left."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        until(lambda: upper.state("main_since IS NOT NULL"), "the table to say so")
        assert upper.ingest.stop() == 0
        lower.await_end()
        assert lower.all_of(0x9008)[-1].body == b"\x00"
    assert upper.state("num_nulls(main_since, slave_since)") == 2
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        until(lambda: upper.state("main_since IS NOT NULL"), "the table to say so")
        upper.ingest.kill()
    assert upper.state("main_since IS NOT NULL")
    upper.ingest.start()
    until(lambda: upper.state("num_nulls(main_since, slave_since)") == 2, "nobody to be here")


def test_a_connection_more_than_there_may_be_is_refused(upper: Upper) -> None:
    """The one that is there is kept."""
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.environment["SCHOOLBUS_JT809_CONNECTIONS"] = "1"
    upper.ingest.start()
    with upper.lower(speaker) as lower, upper.lower(speaker) as another:
        lower.log_in_until_welcome()
        another.connect()
        another.await_end()
        seen = len(lower.all_of(0x1006))
        until(lambda: len(lower.all_of(0x1006)) > seen, "the first to be kept")
