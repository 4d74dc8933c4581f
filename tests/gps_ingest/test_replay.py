"""Sending a recording as it was, or as if it were now."""

from pathlib import Path

from gps_ingest.replay import Timed, lasts_s, read, replay, shifted
from tests.conftest import Broker
from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, rmc, sentence, until
from tests.gps_ingest.test_decode import decoded

THEN = 1_127_692_354.0  # 2005-09-25T23:52:34Z
DAY = THEN // 86400 * 86400


class Heard:
    """A sender that keeps what it is told to send."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def send(self, line: bytes) -> None:
        self.lines.append(line)

    def close(self) -> None:
        """Nothing."""


def test_a_shifted_sentence_says_another_time_and_still_has_a_good_checksum() -> None:
    """RMC and ZDA move with their date, GGA with its time of day, also over midnight; the rest stays to the byte."""
    by = 665_000_000.25
    moved = shifted(rmc(THEN, 39.43, -119.77), by, DAY)
    assert decoded(moved).time_s.tolist() == [THEN + by]
    gga = sentence("GPGGA,235234.00,3925.9702,N,11945.9354,W,1,08,1.0,1200.0,M,-22.0,M,,")
    assert decoded(shifted(gga, by, DAY) + b"\n" + moved).altitude_m.tolist() == [1200.0]
    zda = shifted(sentence("GPZDA,235234.00,25,09,2005,00,00"), by, DAY)
    assert zda.split(b",")[2:5] == b"22,10,2026".split(b",")
    for line in (sentence("GPGSV,1,1,00"), b"$GPRMC,noise", rmc(THEN)[:-2] + b"00", b"# a comment", b""):
        assert shifted(line, by, DAY) == line


def test_a_replay_with_shift_begins_now_and_keeps_its_distances(tmp_path: Path) -> None:
    """Ten times as fast, two seconds of a recording take a fifth of one, and the fixes say so."""
    recording = tmp_path / "one.nmea"
    recording.write_bytes(b"\r\n".join([b"# a header", rmc(THEN), b"", rmc(THEN + 2), rmc(THEN + 4)]))
    heard = Heard()
    assert replay(read([recording]), heard, shift=True, speed=10.0) == 5
    times = decoded(b"\n".join(heard.lines)).time_s
    assert [round(float(time - times[0]), 2) for time in times] == [0.0, 0.2, 0.4]
    as_recorded = Heard()
    replay(read([recording]), as_recorded, shift=False, speed=0)
    assert as_recorded.lines == recording.read_bytes().splitlines()


def test_the_time_of_a_line_is_that_of_the_last_dated_sentence(tmp_path: Path) -> None:
    """What has no date of its own goes with what came before."""
    recording = tmp_path / "one.nmea"
    recording.write_bytes(b"\n".join([b"header", rmc(THEN), b"$GPGSV,1,1,00*79", rmc(THEN + 2)]))
    assert list(read([recording])) == [
        Timed(b"header", None),
        Timed(rmc(THEN), THEN),
        Timed(b"$GPGSV,1,1,00*79", THEN),
        Timed(rmc(THEN + 2), THEN + 2),
    ]


def test_how_long_a_replay_lasts_is_known_before_it_begins(tmp_path: Path) -> None:
    """From the first dated sentence to the last; what holds no time lasts no time."""
    recording = tmp_path / "drive.nmea"
    recording.write_bytes(b"bus-0001\n" + b"\n".join(rmc(1_795_505_400.0 + number * 30) for number in range(5)))
    assert lasts_s(list(read([recording]))) == 120.0
    recording.write_bytes(b"bus-0001\n")
    assert lasts_s(list(read([recording]))) == 0.0


def test_a_replay_through_both_doors_is_kept(ingest: Ingest, fleet: Fleet, mqtt: Broker, tmp_path: Path) -> None:
    """The senders of the command line are let in by the doors they are meant for."""
    from gps_ingest.senders import OverMqtt, OverTcp

    fleet.bus("苏G00001", "bus-0001", "bus-0002")
    recording = tmp_path / "one.nmea"
    recording.write_bytes(b"\r\n".join(rmc(THEN + number) for number in range(20)))
    ingest.start()
    ingest.ready()
    replay(read([recording]), OverMqtt(mqtt.device_url, "bus-0001", SECRET), shift=False, speed=0)
    replay(read([recording]), OverTcp("127.0.0.1", ingest.tcp_port, "bus-0002"), shift=False, speed=0)
    until(lambda: ingest.count() == 40, "both replays to be kept")
