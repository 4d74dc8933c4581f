"""The columns of a table of vehicles."""

from core.errors import Text
from core.tables.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column(
        "plate",
        Text("号牌", "plate"),
        Text("机动车号牌，圆点、空格可有可无", "the number plate, with or without dot"),
        also=("车牌", "车牌号", "号牌号码", "车牌号码", "number plate"),
        needed=True,
        example="苏G·12345",
    ),
    Column(
        "type",
        Text("车辆类型", "type"),
        Text(
            "幼儿专用校车、小学生专用校车、中小学生专用校车、非专用校车",
            "kindergarten_bus, primary_bus, primary_middle_bus or other_bus",
        ),
        also=("车型", "类型"),
        needed=True,
        example="小学生专用校车",
    ),
    Column(
        "seats",
        Text("核载人数", "seats"),
        Text("行驶证上的核定载人数", "persons approved on the vehicle licence"),
        also=("核定载人数", "核载", "座位数"),
        needed=True,
        example="36",
    ),
    Column(
        "operator",
        Text("运营单位", "operator"),
        Text(
            "已登记的校车服务提供者或自备校车的学校的名称",
            "a provider, or the school that runs it, by its name on record",
        ),
        also=("所属单位", "校车服务提供者"),
        needed=True,
        example="港城校车服务有限公司",
    ),
    Column(
        "school",
        Text("服务学校", "school"),
        Text(
            "已登记学校的名称；自备校车的学校可不填，即为本校",
            "a school by its name on record; of a school that runs its own bus, itself if empty",
        ),
        also=("学校",),
    ),
    Column(
        "owner",
        Text("所有人", "owner"),
        Text("不填为运营单位", "the operator if empty"),
        also=("车辆所有人", "车主"),
    ),
    Column(
        "plate_colour",
        Text("号牌颜色", "plate colour"),
        Text("黄、蓝、绿、白、黑，不填为黄", "yellow, blue, green, white, black; yellow if empty"),
        also=("颜色", "plate color"),
        example="黄",
    ),
    Column(
        "vin",
        Text("车辆识别代号", "vin"),
        Text("17 位", "17 characters"),
        also=("车架号", "vin码"),
        example="LZYTMTF12A1000001",
    ),
    Column(
        "registered_on",
        Text("注册日期", "registered on"),
        Text("行驶证上的注册日期", "the day of registration"),
        also=("初次登记日期", "注册登记日期"),
        example="2022-08-15",
    ),
    Column(
        "inspection_valid_to",
        Text("检验有效期止", "inspection valid to"),
        Text("行驶证上的最后一天", "the last day on the vehicle licence"),
        also=("检验有效期", "年检有效期"),
        example="2027年2月28日",
    ),
    Column(
        "licence_class",
        Text("准驾车型", "licence class"),
        Text("驾驶该车所需的准驾车型，例如 A1、B1", "the class needed to drive it, like A1 or B1"),
        example="A1",
    ),
)
