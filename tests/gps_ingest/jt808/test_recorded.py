"""Every frame that others recorded, read by our codec and by the second decoder; and what platforms sent, made anew by ours."""

from collections.abc import Callable
from typing import Any

import pytest

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.header import Header, read
from gps_ingest.decode.jt808.parts import Reassembly
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import Row, one, recorded, unframed
from tests.gps_ingest.jt808.second_bodies import Table
from tests.gps_ingest.jt808.test_header import REASONS
from tests.gps_ingest.jt808.test_terminal import PARSERS, alike

# What the recording says of a frame and we see otherwise, by file and line.
EXPLAINED = {
    # Two or three frames in one line, which the recording took for one of a wrong length. The good ones are read.
    "frame_reader_test.go:90": ["read", "read"],
    "frame_reader_test.go:259": ["bad_checksum", "read"],  # the first without its checksum, so that it ends in FF
    "packet_parse_test.go:77": ["read", "bad_checksum", "read"],
    # A checksum of 7D that was sent without its escape: XOR alone is right, but no receiver that unescapes first can see it.
    "jt808_test.go:39": ["bad_escape"],
    # Spoilt on purpose by their authors, and said to be so.
    "jt808_test.go:53": ["bad_checksum"],
    "jt808_test.go:58": ["bad_length"],
    "packet_codec_test.go:66": ["bad_checksum"],
    "packet_codec_test.go:101": ["bad_checksum"],
}


def named(row: Row) -> str:
    return row.where.rsplit("/", 1)[1]


def outcome(frame: bytes) -> str:
    """What we make of a frame, after seeing that the second decoder makes the same of it."""
    try:
        expected: dict[str, Any] = second.message(frame)
    except second.WrongError as wrong:
        reason = REASONS[str(wrong)]
        with pytest.raises(BadFrame, match=reason):
            read(frame)
        return reason
    header, body = read(frame)
    assert (header.id, header.phone, header.serial) == (expected["id"], expected["phone"], expected["serial"])
    assert (header.encrypted, header.total, header.number) == (
        expected["encrypted"], expected["total"], expected["number"],
    )  # fmt: skip
    assert (header.version > 0, body) == (expected["edition"] == 2019, expected["body"])
    return "read"


def test_every_recorded_frame_is_read_as_the_second_decoder_reads_it() -> None:
    """516 lines; whatever differs from what the recording says of itself is explained above."""
    rows = recorded()
    assert len(rows) == 516
    unexplained = []
    for row in rows:
        found = unframed(row.raw)
        assert found == second.frames(row.raw)
        outcomes = [outcome(frame) for frame in found if isinstance(frame, bytes)]
        as_told = ["read"] if row.checksum_ok and row.length_ok else None
        if outcomes != as_told and outcomes != EXPLAINED.get(named(row)):
            unexplained.append((row.where, outcomes))
    assert unexplained == []


def test_the_recording_tells_the_same_id_edition_and_parts() -> None:
    """By its own columns, which neither decoder made."""
    for row in recorded():
        if named(row) not in EXPLAINED:
            header, _ = read(one(row.raw))
            assert (header.id, header.version > 0, header.total > 0) == (row.id, row.edition == 2019, row.split)


def test_every_recorded_body_of_a_terminal_is_read_as_the_second_decoder_reads_it() -> None:
    """All but three, which their authors cut off, and those that come in parts or encrypted."""
    read_of: dict[int, int] = {}
    refused = []
    for row in recorded():
        for frame in second.frames(row.raw):
            try:
                said = second.message(frame)
            except second.WrongError:
                continue
            if said["id"] in PARSERS and not said["total"] and not said["encrypted"]:
                if alike(said["id"], said["body"], said["edition"]):
                    read_of[said["id"]] = read_of.get(said["id"], 0) + 1
                else:
                    refused.append(named(row))
    assert refused == [f"t_terminal_params_test.go:{line}" for line in (96, 107, 118)]
    assert read_of == {
        0x0001: 15, 0x0100: 17, 0x0102: 14, 0x0104: 12, 0x0201: 6, 0x0702: 4, 0x0704: 9, 0x0800: 4, 0x0801: 4, 0x0805: 5,
    }  # fmt: skip


def test_recorded_parts_make_whole_messages_in_any_order() -> None:
    """An answer with parameters in 2 parts, lists of recordings in 18 and in 6."""
    parts = [read(one(row.raw)) for row in recorded() if row.split and named(row) not in EXPLAINED]
    whole: dict[tuple[int, int], list[tuple[Header, bytes]]] = {}
    for header, body in parts:
        whole.setdefault((header.id, header.total), []).append((header, body))
    done = {}
    for key, some in whole.items():
        for order in (some, some[::-1]):
            reassembly = Reassembly()
            bodies = [reassembly.put(header, body, 0.0) for header, body in order]
            made = [body for body in bodies if body is not None]
            if made:
                assert bodies[-1] == b"".join(body for _, body in sorted(some, key=lambda part: part[0].number))
                done[key] = bodies[-1]
    assert sorted(done) == [(0x0104, 2), (0x1205, 6), (0x1205, 18)]
    parameters = done[0x0104, 2]
    assert parameters is not None
    assert alike(0x0104, parameters, 2013)


def resend(table: Table, version: int) -> bytes:
    serial, count = table.number(2), table.number(1 + version)
    return platform.resend(serial, [table.number(2) for _ in range(count)], version)


def media_answer(table: Table, _: int) -> bytes:
    media_id = table.number(4)
    return platform.media_answer(media_id, [table.number(2) for _ in range(table.number(1))] if table.data else [])


def camera(table: Table, _: int) -> bytes:
    channel, command, interval_s, keep = table.number(1), table.number(2), table.number(2), table.number(1)
    return platform.camera(channel, command, interval_s, keep=keep == 1, shot=platform.Shot(*table.data))


# How our makers make a body anew from what the second decoder reads in a recorded one (and the edition: 0 before 2019, then 1).
ANEW: dict[int, Callable[[Table, int], bytes]] = {
    0x8001: lambda table, _: platform.general_answer(table.number(2), table.number(2), table.number(1)),
    0x8003: resend,
    0x8100: lambda table, _: platform.register_answer(table.number(2), table.number(1), table.data.decode("gbk")),
    0x8103: lambda table, _: platform.set_parameters({
        table.number(4): table.some(table.number(1)) for _ in range(table.number(1))
    }),
    0x8104: lambda _, __: platform.query_parameters(),
    0x8106: lambda table, _: platform.query_parameters([table.number(4) for _ in range(table.number(1))]),
    0x8201: lambda _, __: platform.query_location(),
    0x8202: lambda table, _: platform.track(table.number(2), table.number(4)),
    0x8203: lambda table, _: platform.confirm_alarm(table.number(2), table.number(4)),
    0x8300: lambda table, version: platform.text(
        table.number(1), kind=table.number(1) if version else 1, words=table.data.decode("gbk"), version=version
    ),
    0x8800: media_answer,
    0x8801: camera,
}  # fmt: skip


def test_what_recorded_platforms_sent_we_would_send_byte_by_byte() -> None:
    """From the fields that the second decoder reads; but for answers of which there is only the header."""
    made: dict[int, int] = {}
    for row in recorded():
        if named(row) in EXPLAINED or row.id not in ANEW:
            continue
        said = second.message(one(row.raw))
        if row.id in {0x8001, 0x8100} and not said["body"]:
            continue
        body = ANEW[row.id](Table(said["body"]), int(said["edition"] == 2019))
        version = read(one(row.raw))[0].version
        assert platform.message(said["id"], said["phone"], said["serial"], body, version) == row.raw, row.where
        made[row.id] = made.get(row.id, 0) + 1
    assert made == {
        0x8001: 72, 0x8003: 4, 0x8100: 15, 0x8103: 6, 0x8104: 3, 0x8106: 4, 0x8201: 1, 0x8202: 5, 0x8203: 4, 0x8300: 7, 0x8800: 5,
        0x8801: 8,
    }  # fmt: skip
