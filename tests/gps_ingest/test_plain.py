"""NMEA where an id line proves nothing: from listed networks only, marked unproven, and over UDP each datagram for itself."""

import asyncio
import json
import socket
from collections.abc import Callable

import pytest

from core.settings import Settings
from fleet.fixes import Mark
from gps_ingest.batches import Frames
from gps_ingest.decode.frames import decode
from gps_ingest.doors.networks import Networks
from gps_ingest.doors.nmea_tcp import NmeaTcp
from gps_ingest.doors.nmea_udp import NmeaUdp
from gps_ingest.frames import Decoded
from tests.gps_ingest.conftest import Fleet, Ingest, rmc, sentence, until

START = 1_795_505_400.0  # 2026-11-24T07:30:00Z
GGA = sentence("GNGGA,073000.00,3442.0000,N,11924.0000,E,1,14,0.8,12.5,M,7.1,M,,")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("10.1.2.3", True), ("10.2.0.1", False), ("127.0.0.1", True), ("127.0.0.2", False), ("::ffff:10.1.2.3", True),
        ("fd00::5", True), ("fd01::5", False), ("fe80::1%eth0", False), ("", False), ("no address", False),
    ],
)  # fmt: skip
def test_an_address_is_in_a_listed_network_or_it_is_not(address: str, allowed: bool) -> None:
    """Of both families, also where an IPv4 address comes dressed as IPv6."""
    assert (address in Networks(["10.1.0.0/16", "127.0.0.1", "fd00::/16"])) is allowed


def test_nobody_is_allowed_where_no_network_is_listed() -> None:
    """An empty list lets nobody in, and a typing error is said at the start."""
    assert "127.0.0.1" not in Networks([])
    with pytest.raises(ValueError, match=r"'10\.0\.0\.0/33' is no network"):
        Settings(nmea_plain_allow=frozenset({"10.0.0.0/33"}))


def through(door: NmeaUdp, frames: Frames, *datagrams: bytes, address: str = "127.0.0.1") -> Decoded:
    """Datagrams as they come to the door, decoded together."""
    for datagram in datagrams:
        door.datagram_received(datagram, (address, 40_000))
    return decode(frames.take(10**6).frames, knows=())


def door(limit: int = 10**6) -> tuple[NmeaUdp, Frames]:
    frames = Frames(limit)
    return NmeaUdp(Settings(nmea_plain=True), frames), frames


@pytest.mark.parametrize("line", [b"bus-0001", b"imei:bus-0001", b"imei:bus-0001;", sentence("PGID,bus-0001")])
def test_a_datagram_names_its_sender_and_is_whole_by_itself(line: bytes) -> None:
    """The altitude that follows in the datagram is of its fix; that of another datagram is not, though the sender is the same."""
    both = through(*door(), b"\r\n".join((line, rmc(START), GGA)))
    assert [source.device for source in both.sources] == ["bus-0001"]
    assert both.altitude_m.tolist() == [12.5]
    assert both.flags.tolist() == [Mark.UNPROVEN]
    apart = through(*door(), line + b"\n" + GGA, line + b"\n" + rmc(START))
    assert len(apart) == 1
    assert str(apart.altitude_m[0]) == "nan"


def test_a_datagram_without_an_id_line_is_nobody_s() -> None:
    """Whoever spoke before it from the same address: the next datagram may be somebody else's."""
    result = through(*door(), b"bus-0001\n" + rmc(START), rmc(START + 1))
    assert len(result) == 1
    assert [bad.reason for bad in result.bad] == ["no_identity"]


def test_too_long_a_datagram_is_parked_and_those_of_others_are_counted_and_dropped() -> None:
    """Nothing was promised to a sender of datagrams; what is dropped shows in the metrics."""
    nmea_udp, frames = door()
    result = through(nmea_udp, frames, b"bus-0001\n" + rmc(START) + b"\n" * 9000)
    assert [(bad.reason, len(bad.raw), bad.size, bad.address) for bad in result.bad] == [
        ("too_long", 4096, len(rmc(START)) + 9009, "127.0.0.1")
    ]
    assert len(through(nmea_udp, frames, b"bus-0001\n" + rmc(START), address="192.0.2.7")) == 0
    assert frames.turned_away == {("nmea_udp", "not_allowed"): 1}


def test_while_the_queue_is_full_datagrams_are_dropped_and_no_mark_vouches_for_the_door() -> None:
    """Memory is bounded; the passing of time is not judged by a door that throws away."""
    nmea_udp, frames = door(limit=10)
    for number in range(50):
        nmea_udp.datagram_received(b"bus-0001\n" + rmc(START + number) + b"\n", ("127.0.0.1", 40_000))
        nmea_udp.mark(START)
    assert frames.turned_away == {("nmea_udp", "full"): 45}
    batch = frames.take(10**6)
    assert len(batch.frames) + len(frames.take(10**6).frames) <= 5
    nmea_udp.mark(START + 1)
    assert len(frames.take(10).marks) == 1


async def test_a_connection_from_elsewhere_is_closed_at_once() -> None:
    """127.0.0.1 may, 127.0.0.2 may not; what it had already sent is not read."""
    frames = Frames(1000)
    nmea_tcp = NmeaTcp(Settings(nmea_tcp_port=0, nmea_plain_allow=frozenset({"127.0.0.1/32"})), frames)
    await nmea_tcp.open()
    for source, let_in in (("127.0.0.2", False), ("127.0.0.1", True)):
        reader, writer = await asyncio.open_connection("127.0.0.1", nmea_tcp.port, local_addr=(source, 0))
        writer.write(b"bus-0001\n" + rmc(START) + b"\n")
        if let_in:
            writer.write_eof()
        try:
            assert await reader.read() == b""
        except ConnectionResetError:
            assert not let_in
        writer.close()
    await nmea_tcp.close()
    assert frames.turned_away == {("nmea_tcp", "not_allowed"): 1}
    assert {frame.stream.address for frame in frames.take(100).frames} == {"127.0.0.1"}


def send_udp(port: int, *datagrams: bytes, source: str = "127.0.0.1") -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind((source, 0))
        for datagram in datagrams:
            sender.sendto(datagram, ("127.0.0.1", port))


def again_and_again(send: Callable[[], None], happened: Callable[[], bool]) -> Callable[[], bool]:
    """Send and look: a datagram to a door that is not open yet is lost."""

    def both() -> bool:
        send()
        return happened()

    return both


def test_datagrams_are_kept_unproven_and_strangers_are_listed_with_their_address(ingest: Ingest, fleet: Fleet) -> None:
    """Into a real ingest: a bus that is known, one that nobody registered, and a network that may not."""
    ingest.environment["SCHOOLBUS_NMEA_PLAIN_ALLOW"] = json.dumps(["127.0.0.1/32"])
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()

    def send() -> None:
        send_udp(ingest.udp_port, b"bus-0001\n" + rmc(START) + b"\n" + GGA, b"imei:stranger-7\n" + rmc(START))
        send_udp(ingest.udp_port, b"bus-0001\n" + rmc(START + 1), source="127.0.0.2")

    until(again_and_again(send, lambda: ingest.count() > 0), "the datagram to be kept")
    assert ingest.rows("SELECT altitude_m, flags FROM position") == [(12.5, Mark.UNPROVEN)]
    listed = "SELECT device, address, detail FROM unknown_device WHERE door = 'nmea_udp'"
    until(lambda: ingest.rows(listed) == [("stranger-7", "127.0.0.1", {})], "the stranger to be listed")
    assert set(ingest.parked()) == {"unknown_device"}


def test_the_doors_for_plain_nmea_are_shut_unless_they_are_asked_for(ingest: Ingest, fleet: Fleet) -> None:
    """Outside the demo nobody can claim to be a bus by writing its name."""
    del ingest.environment["SCHOOLBUS_NMEA_PLAIN"]
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", ingest.tcp_port), timeout=10)
    send_udp(ingest.udp_port, b"bus-0001\n" + rmc(START))
    ingest.ready()
    assert ingest.count() == 0
