"""Who runs the buses: schools, operators, offices, drivers, attendants. All fictitious."""

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]

SCHOOLS: list[tuple[str, str, str, str, str, tuple[str, str, str, str]]] = [
    # key, 名, name, stage, gate node, hours: first arrival, start of lessons, end of lessons, last departure
    ("haitang", "连云区海棠路小学", "Haitang Road Primary School", "primary", "G1", ("07:00", "08:20", "16:00", "17:30")),
    ("gangcheng", "连云区港城初级中学", "Gangcheng Junior Middle School", "junior_middle", "G2", ("06:50", "08:00", "17:00", "18:30")),  # noqa: E501
    ("laojie", "连云区老街小学", "Old Town Primary School", "primary", "G3", ("07:00", "08:20", "16:00", "17:30")),
    ("banqiao", "连云区板桥中心小学", "Banqiao Central Primary School", "primary", "G4", ("07:00", "08:20", "16:00", "17:30")),
    ("chaoyang", "连云区朝阳中心小学", "Chaoyang Central Primary School", "primary", "G5", ("07:00", "08:20", "16:00", "17:30")),
    ("haibin", "连云区海滨幼儿园", "Haibin Kindergarten", "kindergarten", "G6", ("07:30", "08:40", "16:00", "17:30")),
]  # fmt: skip
OPERATORS: list[Row] = [
    {"key": "op-gangcheng", "kind": "operator", "operator_type": "transport_company", "name": "港城校车服务有限公司",
     "name_en": "Gangcheng School Bus Services Ltd", "school": None, "depot": "zone-depot-xugou"},
    {"key": "op-yuntai", "kind": "operator", "operator_type": "transport_company", "name": "云台客运有限公司",
     "name_en": "Yuntai Passenger Transport Ltd", "school": None, "depot": "zone-depot-chaoyang"},
    {"key": "op-banqiao", "kind": "operator", "operator_type": "school", "name": "板桥中心小学校车队",
     "name_en": "Banqiao Central Primary School Fleet", "school": "school-banqiao", "depot": "zone-depot-banqiao"},
]  # fmt: skip
OFFICES: list[tuple[str, str, str, str]] = [
    ("office-education", "education", "连云区教育局", "Lianyun District Education Bureau"),
    ("office-police", "traffic_police", "连云区交警大队", "Lianyun Traffic Police"),
    ("office-transport", "transport", "连云区交通运输局", "Lianyun Transport Bureau"),
    ("office-emergency", "emergency", "连云区应急管理局", "Lianyun Emergency Management Bureau"),
    ("office-government", "government", "连云区人民政府", "Lianyun District People's Government"),
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩"
MEN = ["建国", "志强", "海波", "永明", "德胜", "立军", "文斌", "长青", "卫东", "春生", "玉林", "振华", "国平", "守义", "少华",
       "云峰", "学文", "正刚", "家明", "新民", "兆海", "宝山", "成林", "士杰"]  # fmt: skip
WOMEN = ["秀英", "桂兰", "丽华", "春梅", "玉琴", "晓燕", "海霞", "红梅", "月娥", "淑芳", "爱玲", "美云", "翠萍", "小娟", "素珍",
         "彩霞", "雪梅", "慧敏", "静怡", "兰芝", "巧云", "凤英", "佩玲", "文静"]  # fmt: skip


def organisations(point_of: dict[str, tuple[float, float]]) -> Row:
    """`{schools, operators, offices}`; a school's `point` is its gate."""
    schools = [
        {
            "key": f"school-{key}", "kind": "school", "name": name, "name_en": name_en, "stage": stage, "gate": gate,
            "point": {"type": "Point", "coordinates": list(point_of[gate])}, "zone": f"zone-school-{key}",
            "hours": {"arrive": [hours[0], hours[1]], "leave": [hours[2], hours[3]]},
        }
        for key, name, name_en, stage, gate, hours in SCHOOLS
    ]  # fmt: skip
    offices = [{"key": key, "kind": kind, "name": name, "name_en": name_en} for key, kind, name, name_en in OFFICES]
    return {"schools": schools, "operators": OPERATORS, "offices": offices}


def drivers(vehicles: list[Row]) -> Iterator[Row]:
    """One driver for each permitted vehicle, qualified for its class; the telephone numbers are invented."""
    for number, vehicle in enumerate(vehicles, start=1):
        yield {
            "key": f"driver-{number:02d}", "role": "driver", "operator": vehicle["operator"],
            "name": SURNAMES[(number * 7) % len(SURNAMES)] + MEN[number - 1],
            "phone": f"1990000{number:04d}", "birth": {"days": -365 * (31 + number % 24) - 40 * number},
            "first_licence": {"days": -365 * (6 + number % 14)},
            "qualification": {"number": f"LYXC-{1000 + number}", "licence_class": "A1" if vehicle["seats"] > 19 else "B1",
                              "valid_from": {"days": -600 - number}, "valid_to": {"days": 300 + 17 * number}},
        }  # fmt: skip


def attendants(vehicles: list[Row]) -> Iterator[Row]:
    for number, vehicle in enumerate(vehicles, start=1):
        yield {
            "key": f"attendant-{number:02d}", "role": "attendant", "operator": vehicle["operator"],
            "name": SURNAMES[(number * 11 + 3) % len(SURNAMES)] + WOMEN[number - 1],
            "phone": f"1990001{number:04d}", "trained": {"days": -120 - number}, "training_valid_to": {"days": 240 + number},
        }  # fmt: skip
