"""The words that sightings, suspects and the score are told in: kinds, lists, reasons, for tables, API and paper. Pure."""

from core.errors import Text

SOURCES = ("camera", "gate", "report", "officer")
WITH_TOKEN = ("camera", "gate")
VEHICLE_KINDS = ("car", "mpv", "van", "minibus", "bus", "taxi", "truck", "other")
LISTS = ("taxi", "ride_hailing", "parent", "teacher", "resident", "delivery", "other")
RESULTS = ("illegal", "legal", "unknown")

SOURCE_WORDS = {
    "camera": Text("卡口/摄像机", "camera"),
    "gate": Text("校门登记", "gate log"),
    "report": Text("举报", "public report"),
    "officer": Text("人工录入", "entered by hand"),
}
KIND_WORDS = {
    "car": Text("轿车", "car"),
    "mpv": Text("七座商务车", "seven-seater"),
    "van": Text("面包车", "van"),
    "minibus": Text("轻型客车", "minibus"),
    "bus": Text("大中型客车", "bus"),
    "taxi": Text("出租汽车", "taxi"),
    "truck": Text("货车", "lorry"),
    "other": Text("其他", "other"),
}
LIST_WORDS = {
    "taxi": Text("出租汽车", "taxis"),
    "ride_hailing": Text("网约车", "ride-hailing cars"),
    "parent": Text("登记的家长车辆", "registered parents' cars"),
    "teacher": Text("教职工车辆", "staff cars"),
    "resident": Text("周边居民车辆", "residents' cars"),
    "delivery": Text("送货车辆", "delivery vehicles"),
    "other": Text("其他已核实车辆", "other vehicles looked into"),
}
RESULT_WORDS = {
    "illegal": Text("认定为非法接送", "found illegal"),
    "legal": Text("合法，不予追究", "legal"),
    "unknown": Text("未能查实", "could not be settled"),
}
