"""What the registers hold, as tables a clerk can read: kinds of papers, and who may write which of them. Pure."""

from dataclasses import dataclass

from core.errors import Text

DESK = frozenset({"admin", "clerk"})
OWN = frozenset({"operator", "school"})  # of their own people, vehicles and duties alone
POLICE = frozenset({"police"})
EDITORS = DESK | OWN | POLICE
REVEALING = frozenset({"clerk"}) | OWN


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper or of thing with the article that asks for it; `asked`: a bus without it is not in order."""

    words: Text
    article: str
    asked: bool = False
    expires: bool = False


INSURANCES: dict[str, Kind] = {
    "carrier": Kind(Text("承运人责任保险", "Carrier's liability"), "14(5)", asked=True),
    "compulsory": Kind(Text("交通事故责任强制保险", "Compulsory motor insurance"), "RTL 17"),
    "commercial": Kind(Text("商业第三者责任保险", "Commercial third-party"), "—"),
    "accident": Kind(Text("乘坐人员意外伤害保险", "Passengers' accident insurance"), "—"),
}
EQUIPMENT: dict[str, Kind] = {
    "hammer": Kind(Text("逃生锤", "Escape hammer"), "21", asked=True),
    "extinguisher": Kind(Text("干粉灭火器", "Dry-powder extinguisher"), "21", asked=True, expires=True),
    "first_aid": Kind(Text("急救箱", "First-aid kit"), "21", asked=True, expires=True),
    "locator": Kind(Text("具有行驶记录功能的卫星定位装置", "Satellite device with recorder"), "21", asked=True),
    "lamp": Kind(Text("校车标志灯", "School-bus lamp"), "17"),
    "stop_sign": Kind(Text("停车指示标志", "Stop sign"), "17"),
    "seat_belts": Kind(Text("安全带", "Seat belts"), "41"),
    "safety_door": Kind(Text("安全门", "Safety door"), "41"),
    "triangle": Kind(Text("三角警告牌", "Warning triangle"), "—"),
    "video": Kind(Text("车内外视频监控", "Video inside and outside"), "—"),
}
MAINTENANCE: dict[str, Text] = {
    "service": Text("保养", "Service"),
    "repair": Text("维修", "Repair"),
    "check": Text("检查", "Check"),
}
# Of crime and health nothing is kept but that police confirmed it, when, and by which document (REG 23(5), (6); PIPL 28).
CONFIRMED: dict[str, Text] = {
    "crime": Text("无犯罪记录", "No criminal record"),
    "health": Text("身体条件", "Physical condition"),
}
PAPERS: dict[str, dict[str, Text]] = {
    "vehicle": {
        "vehicle_licence": Text("行驶证", "Vehicle licence"),
        "inspection": Text("检验合格证明", "Inspection certificate"),
        "insurance": Text("保险单", "Insurance policy"),
        "equipment": Text("安全设备", "Safety equipment"),
        "maintenance": Text("维护记录", "Maintenance record"),
        "photo": Text("照片", "Photograph"),
        "other": Text("其他", "Other"),
    },
    "person": {
        "driver_licence": Text("驾驶证", "Driver's licence"),
        "training": Text("培训证明", "Training certificate"),
        "contract": Text("聘用合同", "Contract"),
        "photo": Text("照片", "Photograph"),
        "other": Text("其他", "Other"),
    },
    "organisation": {
        "safety_system": Text("安全管理制度", "Safety management system"),
        "appointment": Text("安全管理人员任命", "Appointment of safety staff"),
        "responsibility_letter": Text("安全管理责任书", "Responsibility letter"),
        "education": Text("安全教育记录", "Record of safety education"),
        "drill": Text("演练记录", "Record of a drill"),
        "licence": Text("主体资格证明", "Proof of who it is"),
        "other": Text("其他", "Other"),
    },
}

# Which fields of a vehicle and a person each role writes. An operator states no date that its bus is judged by: the desk
# enters it from the paper, traffic police from their own.
VEHICLE_FIELDS: dict[str, frozenset[str]] = {
    "inspection_valid_to": DESK | POLICE,
    "inspection_requested_on": DESK | POLICE | OWN,
    "registered_on": DESK | POLICE,
    "licence_class": DESK | POLICE,
    "seats": DESK,
    "type": DESK,
    "vin": DESK | OWN,
    "owner_id": DESK,
    "operator_id": DESK,
    "school_id": DESK,
}
PERSON_FIELDS: dict[str, frozenset[str]] = {
    "name": DESK | OWN,
    "name_en": DESK | OWN,
    "phone": DESK | OWN,
    "born_on": DESK,
    "left_on": DESK | OWN,
    "organisation_id": DESK,
}
RECORDS: dict[str, frozenset[str]] = {
    "insurance": DESK | OWN,
    "equipment": DESK | OWN,
    "maintenance": DESK | OWN,
    "confirmation": DESK | POLICE,
    "duty": DESK | OWN,
}
FIELD_WORDS: dict[str, Text] = {
    "inspection_valid_to": Text("检验有效期至", "inspection valid to"),
    "inspection_requested_on": Text("申请检验日期", "inspection asked for on"),
    "registered_on": Text("注册登记日期", "registered on"),
    "licence_class": Text("准驾车型", "licence class"),
    "seats": Text("座位数", "seats"),
    "type": Text("车辆类型", "type"),
    "vin": Text("车辆识别代号", "VIN"),
    "owner_id": Text("所有人", "owner"),
    "operator_id": Text("服务提供者", "operator"),
    "school_id": Text("学校", "school"),
    "name": Text("姓名", "name"),
    "name_en": Text("英文名", "English name"),
    "phone": Text("电话", "phone"),
    "born_on": Text("出生日期", "date of birth"),
    "left_on": Text("离职日期", "left on"),
    "organisation_id": Text("所在单位", "organisation"),
}
