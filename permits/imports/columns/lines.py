"""The columns of a table of lines."""

from core.errors import Text
from core.tables.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        Text("线路编号", "code"),
        Text(
            "同一线路各行相同；上学、放学各为一条线路",
            "the same in all rows of a line; to and from school are two lines",
        ),
        also=("编号", "线路"),
        needed=True,
        example="L01-上学",
    ),
    Column(
        "name",
        Text("线路名称", "name"),
        Text("写在该线路第一行即可，以下各列到“坐标系”同", "on the line's first row, as all columns up to the datum"),
        needed=True,
        example="海棠小学东线",
    ),
    Column("name_en", Text("英文名称", "english name"), Text("英文页面上显示的名称", "as the English page shows it")),
    Column(
        "direction",
        Text("方向", "direction"),
        Text("上学或放学", "to_school or from_school"),
        needed=True,
        example="上学",
    ),
    Column(
        "school",
        Text("学校", "school"),
        Text("已登记学校的名称", "a school by its name on record"),
        needed=True,
        example="海棠小学",
    ),
    Column(
        "departs",
        Text("开行时间", "departs"),
        Text("多个用顿号分开", "separate several by commas"),
        also=("发车时间",),
        needed=True,
        example="07:10、07:50",
    ),
    Column(
        "weekdays",
        Text("开行日", "weekdays"),
        Text("例如 1-5、一至五、1、3、5；不填为周一至周五", "like 1-5 or 1,3,5; Monday to Friday if empty"),
        also=("星期",),
        example="1-5",
    ),
    Column(
        "class_days_only",
        Text("仅上课日", "class days only"),
        Text("是或否，不填为是", "yes or no; yes if empty"),
        example="是",
    ),
    Column(
        "season", Text("季节", "season"), Text("例如 05-01/09-30，不填为全年", "like 05-01/09-30; all year if empty")
    ),
    Column(
        "datum",
        Text("坐标系", "datum"),
        Text(
            "WGS-84、GCJ-02（高德、腾讯）、BD-09（百度）；不填为导入时所选",
            "WGS-84, GCJ-02 or BD-09; as chosen at the import if empty",
        ),
        example="GCJ-02",
    ),
    Column(
        "stop",
        Text("站点", "stop"),
        Text("不填的行只表示途经点", "a row without one only shapes the path"),
        also=("站点名称", "停靠站点"),
        needed=True,
        example="山海路口",
    ),
    Column(
        "stop_en", Text("站点英文名", "stop in english"), Text("英文页面上显示的名称", "as the English page shows it")
    ),
    Column(
        "minutes",
        Text("发车后分钟", "minutes"),
        Text("到达该站的时间，自发车起；首站为 0", "when the stop is reached after departure; 0 at the first"),
        also=("到站分钟", "分钟"),
        needed=True,
        example="6",
    ),
    Column(
        "lon",
        Text("经度", "lon"),
        Text("十进制度", "decimal degrees"),
        also=("lng", "longitude"),
        needed=True,
        example="119.2213",
    ),
    Column(
        "lat",
        Text("纬度", "lat"),
        Text("十进制度", "decimal degrees"),
        also=("latitude",),
        needed=True,
        example="34.5967",
    ),
)
