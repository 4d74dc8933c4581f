"""The columns of a table of permits."""

from core.errors import Text
from core.tables.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        Text("许可编号", "number"),
        Text("许可决定或许可证上的编号", "as on the permit"),
        also=("许可证号", "许可文号", "编号"),
        needed=True,
        example="连云校许〔2026〕0001号",
    ),
    Column(
        "plate",
        Text("号牌", "plate"),
        Text("已登记车辆的号牌", "of a vehicle on record"),
        also=("车牌", "车牌号", "号牌号码"),
        needed=True,
        example="苏G·12345",
    ),
    Column(
        "holder",
        Text("被许可人", "holder"),
        Text("已登记的学校或校车服务提供者的名称", "a school or an operator by its name on record"),
        also=("持有人", "申请人"),
        needed=True,
        example="港城校车服务有限公司",
    ),
    Column(
        "owner",
        Text("所有人", "owner"),
        Text("不填为车辆登记的所有人", "the vehicle's owner on record if empty"),
        also=("车辆所有人",),
    ),
    Column(
        "seats",
        Text("核载人数", "seats"),
        Text("不填为车辆登记的核载人数", "the vehicle's seats on record if empty"),
        also=("核定载人数",),
    ),
    Column(
        "granted_on",
        Text("决定日期", "granted on"),
        Text("作出许可决定的日期", "the day of the decision"),
        also=("许可日期", "批准日期"),
        needed=True,
        example="2026-08-20",
    ),
    Column(
        "valid_from",
        Text("有效期起", "valid from"),
        Text("第一天", "the first day"),
        also=("生效日期",),
        needed=True,
        example="2026-09-01",
    ),
    Column(
        "valid_to",
        Text("有效期止", "valid to"),
        Text("最后一天，不填为无期限", "the last day; no end if empty"),
        also=("有效期", "有效期至"),
        example="2027-08-31",
    ),
    Column(
        "drivers",
        Text("驾驶人", "drivers"),
        Text(
            "已登记驾驶人的姓名，多个用顿号分开；同名的写成 姓名（电话）",
            "drivers on record, separated by commas; (phone) behind the name of two with one name",
        ),
        needed=True,
        example="王建国、李卫东（13800001234）",
    ),
    Column(
        "lines",
        Text("线路编号", "lines"),
        Text("已登记线路的编号，多个用顿号分开", "codes of lines on record, separated by commas"),
        also=("线路",),
        needed=True,
        example="L01-上学、L01-放学",
    ),
    Column(
        "sign_number",
        Text("标牌编号", "sign number"),
        Text("不填表示尚无标牌", "empty: no sign yet"),
        also=("校车标牌编号",),
        example="苏G校0001",
    ),
    Column(
        "sign_issued_on",
        Text("标牌核发日期", "sign issued on"),
        Text("有标牌编号时必填", "needed with the number of a sign"),
        example="2026-08-25",
    ),
    Column(
        "sign_valid_to",
        Text("标牌有效期止", "sign valid to"),
        Text(
            "有标牌编号时必填，不超过检验和许可有效期",
            "needed with the number of a sign; not after inspection and permit",
        ),
        also=("标牌有效期",),
        example="2027-02-28",
    ),
)
