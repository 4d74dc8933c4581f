"""The sentences of the simulator: read back by another's parser they say what the fixes said."""

from datetime import UTC, datetime, timedelta

import pynmea2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolbus.simulate.drive import Fix
from schoolbus.simulate.nmea import ALL_SENTENCES, KNOT_MPS, checksum, sentence, to_nmea

fixes = st.builds(
    Fix,
    epoch_s=st.integers(1_000_000_000_00, 3_000_000_000_00).map(lambda hundredths: hundredths / 100),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    speed_mps=st.floats(0, 60),
    course_deg=st.floats(0, 360, exclude_max=True),
    ignition=st.booleans(),
    valid=st.just(True),
    sent_s=st.just(0.0),
)
talkers = st.sampled_from(["GP", "GN", "BD", "GB", "GL"])


@settings(max_examples=200)
@given(fixes, talkers)
def test_every_sentence_of_a_fix_is_read_back_as_it_was(fix: Fix, talker: str) -> None:
    """pynmea2, checksums enforced, finds time, place, speed and course within the resolution of the format."""
    rmc, gga, vtg, gsa, zda = [
        pynmea2.parse(line, check=True) for line in to_nmea([fix], talker)[0].split("\r\n") if line
    ]
    when = datetime.fromtimestamp(round(fix.epoch_s, 2), UTC)
    assert {m.talker for m in (rmc, gga, vtg, gsa, zda)} == {talker}
    assert abs(rmc.datetime - when) < timedelta(milliseconds=6)
    assert abs(rmc.timestamp.microsecond - when.microsecond) < 6000
    assert rmc.status == "A"
    for message in (rmc, gga):
        assert message.latitude == pytest.approx(fix.lat, abs=1e-7)
        assert message.longitude == pytest.approx(fix.lon, abs=1e-7)
    assert float(rmc.spd_over_grnd) * KNOT_MPS == pytest.approx(fix.speed_mps, abs=0.0003)
    assert abs((float(rmc.true_course) - fix.course_deg + 180) % 360 - 180) < 0.051
    assert float(vtg.spd_over_grnd_kmph) == pytest.approx(fix.speed_mps * 3.6, abs=0.0006)
    assert float(vtg.true_track) == float(rmc.true_course)
    assert (int(zda.day), int(zda.month), int(zda.year)) == (when.day, when.month, when.year)
    assert gga.gps_qual == 1
    assert gsa.mode_fix_type == "3"


def test_the_checksum_is_that_of_a_sentence_nobody_here_wrote() -> None:
    """The sample of the field's best-known documentation."""
    assert checksum("GNRMC,220516,A,5133.82,N,00042.24,W,173.8,231.8,130694,004.2,W") == 0x6E
    assert sentence("GPZDA,160012.71,11,03,2004,-1,00") == "$GPZDA,160012.71,11,03,2004,-1,00*7D\r\n"


FIX = Fix(1_790_000_000.25, 119.36, 34.75, 10.0, 90.0, True, True, 1_790_000_000.25)


def test_rmc_comes_first_and_the_rest_is_of_the_same_second() -> None:
    """One block a fix: RMC, then what completes it, each line ended by CR LF."""
    (block,) = to_nmea([FIX])
    lines = block.split("\r\n")
    assert [line[3:6] for line in lines] == [*ALL_SENTENCES, ""]
    assert {line.split(",")[1] for line in lines if line[3:6] in ("RMC", "GGA", "ZDA")} == {"141320.25"}


def test_without_a_fix_the_sentences_know_no_place() -> None:
    """Status V, quality 0, fix type 1, and empty fields: as receivers do in a tunnel."""
    rmc, gga, vtg, gsa, _ = to_nmea([FIX._replace(valid=False)])[0].split("\r\n")[:5]
    assert pynmea2.parse(rmc, check=True).status == "V"
    assert rmc.split(",")[3:9] == [""] * 6
    assert pynmea2.parse(gga, check=True).gps_qual == 0
    assert pynmea2.parse(gsa, check=True).mode_fix_type == "1"
    assert pynmea2.parse(vtg, check=True).spd_over_grnd_kmph is None


@pytest.mark.parametrize("weeks", [1024, 2048])
def test_a_wrapped_week_counter_puts_the_date_back_and_nothing_else(weeks: int) -> None:
    """RMC and ZDA are 1,024 or 2,048 weeks old, at the same time of day, with good checksums."""
    now, then = (pynmea2.parse(to_nmea([FIX], weeks_behind=w)[0].split("\r\n")[0], check=True) for w in (0, weeks))
    assert now.datetime - then.datetime == timedelta(weeks=weeks)
    assert (now.latitude, now.longitude) == (then.latitude, then.longitude)


@pytest.mark.parametrize(
    ("talker", "sentences"), [("G", ("RMC",)), ("gp", ("RMC",)), ("GP", ("GGA", "RMC")), ("GP", ("RMC", "XYZ"))]
)
def test_what_no_receiver_says_is_refused(talker: str, sentences: tuple[str, ...]) -> None:
    """A talker is two capitals; RMC is there and first; nothing unknown."""
    with pytest.raises(ValueError):
        to_nmea([FIX], talker, sentences)
