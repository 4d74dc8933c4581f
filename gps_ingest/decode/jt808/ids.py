"""Ids of JT/T 808 messages: what a terminal sends, and what we send."""

from enum import IntEnum


class Said(IntEnum):
    """From the terminal."""

    ANSWER = 0x0001
    HEARTBEAT = 0x0002
    DEREGISTER = 0x0003
    SERVER_TIME = 0x0004  # asks for ours; 2019
    RESEND = 0x0005  # asks for parts of ours; 2019
    REGISTER = 0x0100
    AUTHENTICATE = 0x0102
    PARAMETERS = 0x0104
    LOCATION = 0x0200
    QUERIED_LOCATION = 0x0201
    DRIVER = 0x0702
    BATCH = 0x0704
    MEDIA_EVENT = 0x0800
    MEDIA = 0x0801
    CAMERA = 0x0805


class Sent(IntEnum):
    """From us."""

    ANSWER = 0x8001
    RESEND = 0x8003
    SERVER_TIME = 0x8004
    REGISTER = 0x8100
    SET_PARAMETERS = 0x8103
    QUERY_PARAMETERS = 0x8104
    QUERY_SOME_PARAMETERS = 0x8106
    QUERY_LOCATION = 0x8201
    TRACK = 0x8202
    CONFIRM_ALARM = 0x8203
    TEXT = 0x8300
    QUERY_DRIVER = 0x8702
    MEDIA = 0x8800
    CAMERA = 0x8801
