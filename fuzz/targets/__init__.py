"""Every target by its name: what is fed bytes, and words that let a fuzzer get past what it could not guess."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fuzz.targets import batch, growth, jt808, jt809, nmea, phones, session


@dataclass(frozen=True, slots=True)
class Target:
    """`feed` raises whatever breaks a promise, and nothing else. An input is at most `longest` bytes."""

    feed: Callable[[bytes], None]
    words: tuple[bytes, ...]
    longest: int = 2048


ALL = nmea.WORDS + jt808.WORDS + jt809.WORDS + phones.WORDS
TARGETS: Mapping[str, Target] = {
    "nmea_stream": Target(nmea.stream, nmea.WORDS),
    "nmea_message": Target(nmea.message, nmea.WORDS),
    "nmea_sentence": Target(nmea.sentence, nmea.WORDS, longest=256),
    "jt808_stream": Target(jt808.stream, jt808.WORDS),
    "jt808_message": Target(jt808.message, jt808.WORDS),
    "jt808_reports": Target(jt808.reports, jt808.WORDS),
    "jt808_parts": Target(jt808.in_parts, jt808.WORDS, longest=1024),
    "jt808_session": Target(session.session, jt808.WORDS),
    "jt809_stream": Target(jt809.stream, jt809.WORDS),
    "jt809_message": Target(jt809.message, jt809.WORDS),
    "osmand": Target(phones.osmand, phones.WORDS),
    "osmand_request": Target(phones.request, phones.WORDS),
    "owntracks": Target(phones.owntracks, phones.WORDS, longest=1024),
    "batch": Target(batch.mixed, ALL),
    "growth": Target(growth.grown, ALL, longest=1024),
    "enormous": Target(growth.enormous, ALL, longest=1024),
}
