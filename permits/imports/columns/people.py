"""The columns of tables of drivers and of attendants."""

from core.errors import Text
from core.tables.columns import Column

ATTENDANTS_COURSE = "随车照管人员安全培训"
PERSON: tuple[Column, ...] = (
    Column(
        "name",
        Text("姓名", "name"),
        Text("身份证上的姓名", "as on the identity card"),
        also=("驾驶人", "照管人员"),
        needed=True,
        example="王建国",
    ),
    Column(
        "organisation",
        Text("单位", "organisation"),
        Text("已登记的运营单位或学校的名称", "an operator or a school by its name on record"),
        also=("所属单位", "运营单位", "聘用单位"),
        needed=True,
        example="港城校车服务有限公司",
    ),
    Column(
        "phone",
        Text("电话", "phone"),
        Text("同单位有同名人员时必填", "needed where two of one organisation have one name"),
        also=("手机", "手机号", "联系电话"),
        example="13800001234",
    ),
    Column("name_en", Text("英文姓名", "english name"), Text("英文页面上显示的姓名", "as the English page shows it")),
    Column(
        "born_on",
        Text("出生日期", "born on"),
        Text("年龄条件据此计算", "by which the age is reckoned"),
        also=("生日",),
        example="1980年5月1日",
    ),
)

DRIVER: tuple[Column, ...] = (
    Column(
        "classes",
        Text("准驾车型", "classes"),
        Text(
            "签注校车驾驶资格的准驾车型，多个用顿号分开", "the classes endorsed for school buses, separated by commas"
        ),
        also=("资格车型",),
        example="A1",
    ),
    Column(
        "licence_first_on",
        Text("初次领证日期", "first licence on"),
        Text("驾驶证上的初次领证日期", "of the driving licence"),
        also=("初领日期",),
        example="2008-03-12",
    ),
    Column(
        "endorsed_on",
        Text("资格签注日期", "endorsed on"),
        Text("取得校车驾驶资格的日期；不填表示尚无资格", "when police endorsed it; empty: no endorsement yet"),
        also=("取得校车驾驶资格日期", "资格日期"),
        example="2024/8/20",
    ),
    Column(
        "endorsed_until",
        Text("资格有效期止", "endorsed until"),
        Text("不填为长期", "no end if empty"),
        also=("资格有效期",),
    ),
    Column(
        "reviewed_on",
        Text("最近审验日期", "reviewed on"),
        Text("校车驾驶资格最近一次审验", "the last review of the endorsement"),
        also=("审验日期",),
    ),
    Column(
        "offences_queried_on",
        Text("违法查询日期", "offences queried on"),
        Text("最近一次向公安机关查询的日期", "when police were last asked"),
    ),
)

ATTENDANT: tuple[Column, ...] = (
    Column("course", Text("培训内容", "course"), Text(f"不填为“{ATTENDANTS_COURSE}”", "the usual course if empty")),
    Column(
        "passed_on",
        Text("培训合格日期", "passed on"),
        Text("不填表示尚未培训", "empty: not trained yet"),
        also=("培训日期",),
        example="2026-08-25",
    ),
    Column(
        "trained_until",
        Text("培训有效期止", "training valid to"),
        Text("有培训合格日期时必填", "needed with the day it was passed"),
        also=("培训有效期",),
        example="2027-08-24",
    ),
    Column(
        "hours",
        Text("学时", "hours"),
        Text("有培训合格日期时必填", "needed with the day it was passed"),
        also=("培训学时",),
        example="24",
    ),
)
