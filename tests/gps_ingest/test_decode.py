"""Sentences into fixes: equal to pynmea2 and pynmeagps on what is generated and on what was recorded by others."""

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pynmea2
import pynmeagps
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pynmeagps import NMEAReader

from fleet.fixes import Mark
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.frames import decode
from gps_ingest.decode.sentences import fast_gga, fast_rmc, kind_of, midnight, rmc, seconds_of
from gps_ingest.decode.xor import checksum
from gps_ingest.frames import Bad, Decoded, Frame, Source, Stream
from tests.gps_ingest.conftest import INPUTS, recording, sentence

KNOT = 1852 / 3600


def decoded(raw: bytes, received_s: float = 1.9e9, *, whole: bool = True) -> Decoded:
    """A message of a device, decoded."""
    frame = Frame("mqtt", Stream("bus-0001", proven=True), raw, received_s, whole=whole)
    return decode([frame], knows=())


digits = st.integers(0, 9).map(str)


def decimals(whole: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    """A number of text with some decimals, or none."""
    fraction = st.lists(digits, min_size=1, max_size=most).map("".join)
    return st.one_of(whole, st.tuples(whole, fraction).map(".".join))


def padded(low: int, high: int, width: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number:0{width}d}")


hhmmss = st.tuples(padded(0, 23, 2), padded(0, 59, 2), decimals(padded(0, 59, 2), 3)).map("".join)
degrees = st.tuples(padded(0, 90, 2), padded(0, 59, 2), st.lists(digits, min_size=1, max_size=6)).map(
    lambda parts: f"{parts[0]}{parts[1]}.{''.join(parts[2])}"
)
longitude = st.tuples(padded(0, 180, 3), padded(0, 59, 2), st.lists(digits, min_size=1, max_size=6)).map(
    lambda parts: f"{parts[0]}{parts[1]}.{''.join(parts[2])}"
)
ddmmyy = st.dates().map(lambda day: day.strftime("%d%m%y"))
talkers = st.sampled_from(["GP", "GN", "BD", "GB", "GL", "GA", "GQ"])
rmcs = st.builds(
    lambda talker, time, status, lat, north, lon, east, knots, course, date, tail: sentence(
        f"{talker}RMC,{time},{status},{lat},{north},{lon},{east},{knots},{course},{date},{tail}"
    ),
    talkers,
    st.one_of(hhmmss, st.just("")),
    st.sampled_from("AAAAV"),
    st.one_of(degrees, st.just("")),
    st.sampled_from(["N", "S", ""]),
    st.one_of(longitude, st.just("")),
    st.sampled_from(["E", "W", ""]),
    st.one_of(decimals(padded(0, 250, 1), 3), st.just("")),
    st.one_of(decimals(padded(0, 359, 1), 2), st.just("")),
    st.one_of(ddmmyy, st.just("")),
    st.sampled_from([",", "3.1,E", ",,A", ",,D,V", "15.2,E,A", ",,E", "06.1,W,N", ",,A,S"]),
)


@given(rmcs)
def test_the_fast_path_reads_an_rmc_as_pynmea2_does(line: bytes) -> None:
    """Whatever RMC the fast path takes, it reads as pynmea2; what it leaves goes to pynmea2 anyway."""
    fast = fast_rmc(line)
    if fast is None:
        return
    said = pynmea2.parse(line.decode(), check=True)
    assert said.status == "A"
    assert fast.lat == said.latitude
    assert fast.lon == said.longitude
    assert fast.speed_mps == said.spd_over_grnd * KNOT
    assert fast.course_deg == said.true_course or (math.isnan(fast.course_deg) and said.true_course is None)
    at = said.timestamp
    of_day = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
    assert abs(fast.time_s - of_day) < 2e-6  # pynmea2 cuts the last microsecond off where binary fractions fall short
    if said.datestamp.year >= 1980 and said.datestamp.year < 2069:  # two digits from 69 to 79: it says 1969, we 2069
        assert fast.day_s == (said.datestamp.toordinal() - 719163) * 86400


@given(rmcs)
def test_the_fast_path_and_the_slow_path_are_one(line: bytes) -> None:
    """A sentence means the same whichever path reads it."""
    fast = fast_rmc(line)
    if fast is not None:
        slow = rmc(line)
        assert slow is not None
        assert [repr(value) for value in slow] == [repr(value) for value in fast]


@given(
    st.builds(
        lambda time, lat, lon, quality, count, hdop, height: sentence(
            f"GNGGA,{time},{lat},N,{lon},E,{quality},{count},{hdop},{height},M,7.1,M,,"
        ),
        hhmmss,
        degrees,
        longitude,
        padded(0, 8, 1),
        padded(0, 40, 2),
        st.one_of(decimals(padded(0, 99, 1), 2), st.just("")),
        decimals(padded(-200, 6500, 1), 2),
    )
)
def test_the_fast_path_reads_a_gga_as_pynmea2_does(line: bytes) -> None:
    """Altitude, dilution and satellites of a GGA are what pynmea2 says."""
    fast = fast_gga(line)
    said = pynmea2.parse(line.decode(), check=True)
    if fast is None:
        assert said.gps_qual == 0 or float(said.altitude) == 0
        return
    at = said.timestamp
    assert fast.second == at.hour * 3600 + at.minute * 60 + at.second
    assert fast.altitude_m == said.altitude
    assert fast.satellites == int(said.num_sats)
    assert repr(fast.hdop) == repr(float(said.horizontal_dil) if said.horizontal_dil else math.nan)


@given(st.binary(max_size=3000))
def test_a_checksum_is_the_exclusive_or_of_all_bytes(body: bytes) -> None:
    """Folding a long number is the same as going through it byte by byte."""
    total = 0
    for byte in body:
        total ^= byte
    assert checksum(body) == total


@given(st.lists(st.one_of(st.binary(max_size=120), rmcs), max_size=8), st.booleans())
def test_no_bytes_make_the_decoder_stumble(lines: list[bytes], whole: bool) -> None:
    """Noise between good sentences costs no good sentence, and nothing escapes."""
    alone = sum(len(decoded(line)) for line in lines if b"\n" not in line and b"\r" not in line)
    joined = decoded(b"\r\n".join(lines), whole=whole)
    assert len(joined) >= alone
    assert len(joined) == len(joined.time_s) == len(joined.sources)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode), rmcs.map(lambda line: line[:-9])))
def test_nothing_but_badframe_escapes_a_sentence(line: bytes) -> None:
    """Whatever a line holds, reading it ends in values or in BadFrame."""
    for read in (fast_rmc, fast_gga, kind_of, rmc):
        try:
            read(line)
        except BadFrame as bad:
            assert bad.reason  # noqa: PT017 - that it is this and nothing else is the point


@pytest.mark.parametrize("name", sorted(path.name for path in INPUTS.glob("*")) or ["drive-nevada-2005.nmea"])
def test_recorded_logs_decode_as_a_second_decoder_reads_them(name: str) -> None:
    """Of fourteen receivers' logs and a drive, every fix is what pynmeagps reads: time, place, speed and course."""
    raw = recording(name)
    ours = decoded(raw)
    theirs = []
    for line in raw.splitlines():
        start = line.rfind(b"$")
        if b"RMC" not in line or start < 0:
            continue
        try:
            said = NMEAReader.parse(line[start:] + b"\r\n", validate=pynmeagps.VALCKSUM)
        except (pynmeagps.NMEAParseError, pynmeagps.NMEAMessageError, pynmeagps.NMEATypeError, ValueError):
            continue
        if said is not None and said.msgID == "RMC" and said.status == "A" and said.date:
            theirs.append(said)
    assert len(ours) == len(theirs) - UNUSABLE.get(name, 0)
    theirs = theirs[: len(ours)]
    for row, said in enumerate(theirs):
        midnight_s = (said.date.toordinal() - 719163) * 86400
        at = said.time
        time_s = midnight_s + at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
        assert ours.time_s[row] == pytest.approx(time_s, abs=2e-6)
        assert ours.lat[row] == pytest.approx(said.lat, abs=1e-9)
        assert ours.lon[row] == pytest.approx(said.lon, abs=1e-9)
        assert ours.speed_mps[row] == pytest.approx(said.spd * KNOT)
        assert (math.isnan(ours.course_deg[row]) and said.cog == "") or ours.course_deg[row] == pytest.approx(said.cog)


UNUSABLE: dict[str, int] = {}


def test_the_rmc_makes_the_fix_and_what_stands_in_its_message_completes_it() -> None:
    """Altitude, dilution and satellites come from the GGA of the same second, before or after the RMC in one message."""
    fix = sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,16.2,,241126,,,A")
    gga = sentence("GNGGA,073000.00,3442.0000,N,11924.0000,E,1,14,0.8,12.5,M,7.1,M,,")
    vtg = sentence("GNVTG,87.5,T,,M,16.2,N,30.0,K,A")
    other = sentence("GNGGA,073001.00,3442.0000,N,11924.0000,E,1,11,0.9,99.0,M,7.1,M,,")
    for message in ((gga, vtg, fix), (fix, gga, vtg), (gga, fix, vtg, other)):
        one = decoded(b"\r\n".join(message))
        assert (one.altitude_m[0], one.hdop[0], one.satellites[0], one.course_deg[0]) == (12.5, 0.8, 14, 87.5)
    alone = decoded(b"\r\n".join((fix, other)))
    assert math.isnan(alone.altitude_m[0])
    assert alone.satellites[0] == -1


def test_a_speed_backwards_over_ground_and_a_course_without_end_are_not_known() -> None:
    """What a VTG tells of its second counts only where it can be; without any speed there is no fix."""
    nothing = sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,,,241126,,,A")
    for vtg, reasons in (("GNVTG,inf,T,,M,,N,-30.0,K,A", ["empty_field"]), ("GNVTG,inf,T,,M,,N,30.0,K,A", [])):
        one = decoded(b"\r\n".join((nothing, sentence(vtg))))
        assert [bad.reason for bad in one.bad] == reasons
        assert np.isnan(one.course_deg).all()


def test_in_a_stream_only_what_came_earlier_completes_a_fix() -> None:
    """What comes after the RMC is not waited for, so a fix does not depend on how the stream was cut."""
    fix = sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,16.2,,241126,,,A")
    gga = sentence("GNGGA,073000.00,3442.0000,N,11924.0000,E,1,14,0.8,12.5,M,7.1,M,,")
    assert decoded(b"\n".join((gga, fix)), whole=False).altitude_m[0] == 12.5
    assert math.isnan(decoded(b"\n".join((fix, gga)), whole=False).altitude_m[0])


GOOD = "GNRMC,073000.00,A,3442.0000,N,11924.0000,E,16.2,90.0,241126,,,A"
NOW = 1_795_505_400.0  # 2026-11-24T07:30:00Z


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (sentence(GOOD)[:-2] + b"00", "bad_checksum"),
        (b"$" + GOOD.encode(), "no_checksum"),
        (sentence(GOOD)[:30], "no_checksum"),
        (b"\x00\xff\x10\x80noise\x01", "not_nmea"),
        (b"A" * 1_000_000, "too_long"),
        (sentence("GNRMC,073000.00,A,,N,11924.0000,E,16.2,90.0,241126,,,A"), "empty_field"),
        (sentence("GNRMC,,A,3442.0000,N,11924.0000,E,16.2,90.0,241126,,,A"), "empty_field"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,,90.0,241126,,,A"), "empty_field"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,16.2,90.0,,,,A"), "empty_field"),
        (sentence("GNRMC,,A,,,,,,,,,,A"), "empty_field"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,fast,90.0,241126,,,A"), "bad_field"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,1_6.2,90.0,241126,,,A"), "bad_field"),
        (sentence("GNRMC,073000.00,A,34.7,N,11924.0000,X,16.2,90.0,241126,,,A"), "bad_field"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,16.2,90.0,311126,,,A"), "bad_time"),
        (sentence("GNRMC,256000.00,A,3442.0000,N,11924.0000,E,16.2,90.0,241126,,,A"), "bad_time"),
        (sentence("GNRMC,073000.00,A,9142.0000,N,11924.0000,E,16.2,90.0,241126,,,A"), "bad_position"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,18124.0000,E,16.2,90.0,241126,,,A"), "bad_position"),
        (sentence("GNRMC,073000.00,A,0000.0000,N,00000.0000,E,16.2,90.0,241126,,,A"), "no_position"),
        (sentence("GNRMC,073000.00,A,3442.0000,N,11924.0000,E,216.0,90.0,241126,,,A"), "too_fast"),
        (sentence("GNRMC,073500.50,A,3442.0000,N,11924.0000,E,16.2,90.0,241126,,,A"), "future"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_parked_with_its_reason_and_harms_no_neighbour(line: bytes, reason: str) -> None:
    """A broken, cut, empty or impossible sentence is set aside with its bytes; those around it are kept."""
    before, after = sentence(GOOD), sentence(GOOD.replace("073000", "073010"))
    result = decoded(b"\r\n".join((before, line, after)), NOW)
    assert [bad.reason for bad in result.bad] == [reason]
    assert result.bad[0].raw == line[:4096]
    assert result.bad[0].size == len(line)
    assert list(result.time_s) == [NOW, NOW + 10]


def test_a_cut_line_run_into_the_next_sentence_costs_only_itself() -> None:
    """Where a line end was lost the sentence behind it is still read."""
    result = decoded(sentence(GOOD)[:25] + sentence(GOOD), NOW)
    assert list(result.time_s) == [NOW]
    assert [bad.reason for bad in result.bad] == ["no_checksum"]


def test_five_minutes_ahead_is_kept_and_a_second_more_is_not() -> None:
    """The receiver's clock may be five minutes ahead of ours."""
    at_limit = decoded(sentence(GOOD.replace("073000", "073500")), NOW)
    over = decoded(sentence(GOOD.replace("073000", "073501")), NOW)
    assert (len(at_limit), len(over)) == (1, 0)


def test_no_fix_is_neither_a_fix_nor_parked() -> None:
    """A receiver that says that it has no fix (status V, mode N) has done nothing wrong: it is counted, no more."""
    result = decoded(
        b"\r\n".join((sentence("GNRMC,073000.00,V,,,,,,,241126,,,N"), sentence(GOOD[:-1] + "N"))),
        NOW,
    )
    assert (len(result), result.no_fix, result.bad) == (0, 2, [])


def test_a_rollover_date_is_corrected_only_when_that_brings_it_within_a_week_of_receipt() -> None:
    """A receiver 1,024 weeks behind is moved forward and marked; a recording of the same date, received later, is not."""
    late = NOW - 1024 * 7 * 86400
    line = sentence(GOOD.replace("241126", "100407"))
    assert midnight(b"100407") == late - 7.5 * 3600
    now = decoded(line, NOW)
    assert (now.time_s[0], now.flags[0]) == (NOW, Mark.ROLLOVER)
    long_after = decoded(line, NOW + 8 * 86400)
    assert (long_after.time_s[0], long_after.flags[0]) == (late, 0)
    twice = decoded(sentence(GOOD.replace("241126", "250887")), NOW)
    assert (twice.time_s[0], twice.flags[0]) == (NOW, Mark.ROLLOVER)


def test_two_digit_years_begin_with_gps_time_and_a_zda_tells_all_four() -> None:
    """80 is 1980 and 79 is 2079; a ZDA of the same second settles the century."""
    assert midnight(b"060180") == 315_964_800
    assert midnight(b"010179") == 3_439_756_800
    zda = sentence("GNZDA,073000.00,24,11,2026,00,00")
    assert decoded(b"\r\n".join((zda, sentence(GOOD))), NOW).time_s[0] == NOW


def test_midnight_as_24_00_and_a_leap_second_are_tolerated() -> None:
    """Some receivers say 24:00:00, and some days have a 60th second."""
    assert seconds_of("240000") == 86400
    assert seconds_of("235960.00") == 86400
    for impossible in ("240001", "236000", "235961", "2359", "23595x", "٢٣٥٩٥٩"):
        with pytest.raises(BadFrame):
            seconds_of(impossible)


def test_a_place_abroad_is_kept_and_marked() -> None:
    """Nevada is no place for our buses, and a fix all the same."""
    result = decoded(sentence("GPRMC,235234,A,3925.9702,N,11945.9354,W,45.1,153.1,250905,15.2,E,A"))
    assert (len(result), result.flags[0]) == (1, Mark.ABROAD)


def test_an_estimated_place_is_marked() -> None:
    """Mode E is reckoned, M and S are told by hand or simulated: kept, and said."""
    for mode in "EMS":
        assert decoded(sentence(GOOD[:-1] + mode), NOW).flags[0] == Mark.ESTIMATED


@pytest.mark.parametrize("talker", ["GP", "GN", "BD", "GB", "GL", "GA", "GQ", "GI"])
def test_any_talker_makes_a_fix(talker: str) -> None:
    """BeiDou receivers say BD or GB; what counts is the RMC."""
    assert len(decoded(sentence(talker + GOOD[2:]), NOW)) == 1


def test_a_maker_s_own_sentence_is_no_fix_though_its_name_ends_in_rmc() -> None:
    """Garmin's $PGRMC configures a sensor."""
    own = decoded(sentence("PG" + GOOD[2:]), NOW)
    assert (len(own), own.bad, own.no_fix) == (0, [], 0)
    with pytest.raises(BadFrame, match="address"):
        rmc(sentence("PG" + GOOD[2:]))


def test_decoding_a_line_takes_a_number_of_steps_that_grows_with_its_length_only() -> None:
    """A megabyte without an end, or of dollar signs, is gone through once: counted in bytecodes, not in time."""
    import sys

    def steps(raw: bytes) -> int:
        count = 0

        def trace(frame: object, event: str, arg: object) -> object:
            nonlocal count
            count += 1
            return trace

        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            decoded(raw)
        finally:
            sys.settrace(None)
        return count

    for unit in (b"$", b"A,", b"$GNRMC,", b"*00\n", b"\r"):
        few, many = steps(unit * 1000), steps(unit * 4000)
        assert many <= 4.2 * few + 1000


def test_the_identity_of_a_stream_is_told_in_any_of_three_ways_and_again_at_any_time() -> None:
    """`$PGID`, `imei:` or the bare id; in the middle a bare word only where it is a device we know."""
    pgid = sentence("PGID,bus-0002")
    stream = Stream()
    lines = [b"bus-0001", sentence(GOOD), b"imei:868120000000001", sentence(GOOD), pgid, sentence(GOOD)]
    lines += [b"bus-0003", sentence(GOOD), b"garbage", sentence(GOOD)]
    frame = Frame("nmea_tcp", stream, b"\r\n".join(lines), NOW)
    result = decode([frame], knows={"bus-0003"})
    assert [source.device for source in result.sources] == [
        "bus-0001", "868120000000001", "bus-0002", "bus-0003", "bus-0003",
    ]  # fmt: skip
    assert [bad.reason for bad in result.bad] == ["not_nmea"]


def test_what_comes_before_an_identity_is_parked() -> None:
    """Nobody's fixes are nobody's: they are shown as parked, not guessed."""
    result = decode([Frame("nmea_tcp", Stream(), sentence(GOOD), NOW)], knows=())
    assert (len(result), [bad.reason for bad in result.bad]) == (0, ["no_identity"])


def test_no_line_changes_who_sends_where_the_broker_knows_it() -> None:
    """Over MQTT the topic is the identity; an id line inside a message claims nothing."""
    frame = Frame(
        "mqtt", Stream("bus-0001", proven=True), sentence("PGID,bus-0002") + b"\r\n" + sentence(GOOD), NOW, whole=True
    )
    assert [source.device for source in decode([frame], knows={"bus-0002"}).sources] == ["bus-0001"]


def test_the_reasons_are_words_of_one_list() -> None:
    """Every reason that the decoder gives is documented where the parked frames are listed."""
    noise = Counter(bad.reason for path in sorted(INPUTS.glob("*")) for bad in decoded(Path(path).read_bytes()).bad)
    assert set(noise) <= {"not_nmea", "no_checksum", "bad_checksum", "bad_time", "bad_field", "empty_field", "too_long"}


def test_what_is_parked_can_be_parked_whatever_its_words_hold() -> None:
    """A zero or half a letter in a reason's detail, or in a name, is shown as a sign for "something": it stops nobody."""
    bad = Bad.of(Source(Frame("test", Stream(), b"raw", NOW), b"raw", "bus\0"), "bad_field", "a\0b\ud800")
    assert (bad.device, bad.detail) == ("bus\ufffd", "a\ufffdb?")
