"""The numbers of JT/T 809's messages (tables 1 and 2 of the 2019 edition; those of 2011 are the same)."""

from enum import IntEnum


class Kind(IntEnum):
    """Which message (业务数据类型). UP is from the lower platform, DOWN from the upper one: from us."""

    UP_CONNECT_REQ = 0x1001
    UP_CONNECT_RSP = 0x1002
    UP_DISCONNECT_REQ = 0x1003
    UP_DISCONNECT_RSP = 0x1004
    UP_LINKTEST_REQ = 0x1005
    UP_LINKTEST_RSP = 0x1006
    UP_DISCONNECT_INFORM = 0x1007
    UP_CLOSELINK_INFORM = 0x1008
    UP_MANAGE_MSG_RSP = 0x1102
    UP_MANAGE_MSG_SN_INFORM = 0x1103
    UP_EXG_MSG = 0x1200
    UP_WARN_MSG = 0x1400
    UP_BASE_MSG = 0x1600
    DOWN_CONNECT_REQ = 0x9001
    DOWN_CONNECT_RSP = 0x9002
    DOWN_DISCONNECT_REQ = 0x9003
    DOWN_DISCONNECT_RSP = 0x9004
    DOWN_LINKTEST_REQ = 0x9005
    DOWN_LINKTEST_RSP = 0x9006
    DOWN_DISCONNECT_INFORM = 0x9007
    DOWN_CLOSELINK_INFORM = 0x9008
    TOTAL_RECV_BACK_MSG = (
        0x9101  # 2011: we tell how many positions came; 2019: the lower platform tells how many it sent
    )
    DOWN_EXG_MSG = 0x9200


class Sub(IntEnum):
    """Which message within an exchange (子业务类型)."""

    REGISTER = 0x1201
    REAL_LOCATION = 0x1202
    HISTORY_LOCATION = 0x1203
    RETURN_STARTUP_ACK = 0x1205
    RETURN_END_ACK = 0x1206
    APPLY_FOR_MONITOR_STARTUP = 0x1207
    APPLY_FOR_MONITOR_END = 0x1208
    APPLY_HISGNSSDATA_REQ = 0x1209
    ADPT_INFO = 0x1402
    VEHICLE_ADDED_ACK = 0x1601
    REGISTER_ACK = 0x9201
    APPLY_FOR_MONITOR_STARTUP_ACK = 0x9207
    APPLY_FOR_MONITOR_END_ACK = 0x9208
    APPLY_HISGNSSDATA_ACK = 0x9209
