"""What each of the six metrics means, in both languages, where it is from, and what in it we chose. Shown with every figure."""

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import Text
from fleet.quality import metrics
from fleet.quality.metrics import Share, Totals

MEASURE = "《全国重点营运车辆联网联控系统考核管理办法》（交运发〔2014〕267号，2016年修订）"
MEASURE_EN = "assessment measure for the national vehicle monitoring network (Jiaoyunfa [2014] No. 267, revised 2016)"


@dataclass(frozen=True, slots=True)
class Definition:
    """One metric: its stable id, the unit of what is counted, how it is reckoned, its source, what is ours.

    `floor`: the rate at which the assessment gives nothing any more; for drift (`less_is_better`) above, else below.
    """

    id: str
    name: Text
    unit: str
    formula: Text
    source: Text
    ours: Text
    floor: float | None = None
    less_is_better: bool = False
    of: Callable[[Totals], Share] | None = None  # None: of the platform alone, by its own stretches of time


DEFINITIONS = (
    Definition(
        "connectivity",
        Text("平台连通率", "Platform connectivity"),
        "s",
        Text("平台在线时长 ÷ 时段总时长", "time the platform was open ÷ time of the period"),
        Text(f"{MEASURE}；按月通报的算法", f"{MEASURE_EN}, as reckoned in monthly notices"),
        Text(
            "在线：终端接入口全部开放且数据持续入库；入库中断超过 60 秒计为一次中断。自首次开通起算。"
            "仅指本平台，不含上报的企业平台。",
            "Open: all doors for terminals are open and what comes is committed; longer than 60 s without is a break. Counted"
            " since the platform was first open. Of this platform only, not of operators' platforms that report to it.",
        ),
    ),
    Definition(
        "network",
        Text("车辆入网率", "Vehicles networked"),
        "vehicle",
        Text(
            "上传过合格数据的车辆数 ÷ 登记的车辆数",
            "vehicles that have ever sent a qualified record ÷ vehicles registered",
        ),
        Text(f"{MEASURE}；江苏省指标说明（2021）", f"{MEASURE_EN}; Jiangsu's explanation of the metrics (2021)"),
        Text(
            "截至时段末；登记的车辆按现在的登记计。",
            "Up to the end of the period; the vehicles registered are those registered now.",
        ),
        floor=0.9,
        of=metrics.networked,
    ),
    Definition(
        "online",
        Text("车辆上线率", "Vehicles online"),
        "vehicle",
        Text(
            "时段内上传过数据的入网车辆数 ÷ 入网车辆数",
            "networked vehicles that sent in the period ÷ networked vehicles",
        ),
        Text(MEASURE, MEASURE_EN),
        Text(
            "上传过至少一个入库的定位点即为上线，含补报。",
            "One fix that was kept makes a vehicle online, a delayed one too.",
        ),
        of=metrics.online,
    ),
    Definition(
        "track",
        Text("轨迹完整率", "Track completeness"),
        "m",
        Text("完整轨迹里程 ÷ 轨迹总里程", "length of whole track ÷ length of all track"),
        Text(MEASURE, MEASURE_EN),
        Text(
            "办法未定义“完整”：行驶中相邻两点相距超过 2 公里或相隔超过 5 分钟，该段不完整。静止（两点速度均低于 3.6 km/h 且相距不到"
            " 100 米）不计里程；漂移点、范围外的点不参与；一车多终端时以点数最多者为准，其静默超过 5 分钟处由其他终端补足。",
            "The measure does not say what is whole. Here a segment is not when its two fixes are more than 2 km or 5 min apart"
            " while the bus moves. A bus that stands (both slower than 3.6 km/h and less than 100 m apart) makes no metres; fixes"
            " that drift or are out of range are left out; of several terminals the one with the most fixes counts, and the others"
            " where it is silent for over 5 min.",
        ),
        floor=0.7,
        of=metrics.complete,
    ),
    Definition(
        "qualified",
        Text("数据合格率", "Data qualification"),
        "record",
        Text("合格数据条数 ÷ 收到的数据条数", "qualified records ÷ records received"),
        Text(
            f"{MEASURE}评分表注：时间不晚于当前；东经 73°33′–135°05′，北纬 3°51′–53°33′；速度 0–160 km/h；高程 −200–6500 米",
            f"{MEASURE_EN}, note under the form: time not later than now; longitude 73°33′–135°05′ E, latitude 3°51′–53°33′ N;"
            " speed 0–160 km/h; altitude −200 to 6,500 m",
        ),
        Text(
            "收到的数据＝入库的定位点＋本车不能采用的数据帧（校验错误、字段无效等，计为不合格）；重复上传不计入。"
            "时间允许超前 5 秒（时钟误差）。方向 0–360°，未给出的高程、方向不算错。车牌与颜色由绑定确定，不由终端上报。",
            "Records received: the fixes kept, and this vehicle's frames that could not be used (bad checksum, bad field …; all"
            " unqualified). Repetitions count in neither. A time may be 5 s ahead (our clock). Direction 0–360°; an altitude or"
            " direction not given is no fault. Plate and colour are by the binding, not by the terminal.",
        ),
        floor=0.8,
        of=metrics.qualified,
    ),
    Definition(
        "drift",
        Text("卫星定位漂移车辆率", "Vehicles drifting"),
        "vehicle_day",
        Text("有漂移的车辆·日数 ÷ 上线的车辆·日数", "vehicle-days with drift ÷ vehicle-days online"),
        Text(MEASURE, MEASURE_EN),
        Text(
            "办法未定义“漂移”：从前一点到该点、从该点到后一点的推算速度均超过 160 km/h 的孤立点（间隔不足 1 秒按 1 秒计）。"
            "当日有一个漂移点即计一个车辆·日。",
            "The measure does not say what drifts. Here it is the lone fix to which and from which a bus would need more than"
            " 160 km/h (over at least 1 s). One such fix makes a vehicle-day.",
        ),
        floor=0.05,
        less_is_better=True,
        of=metrics.drifting,
    ),
)
