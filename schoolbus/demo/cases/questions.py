"""The demo's bank of questions for attendants, each from an article of the regulation (rules/law/articles.py), and its paper."""

from permits.desk.happening import Hand
from permits.training.exam.questions import add, set_exam
from permits.training.exam.schemas import ExamIn, QuestionIn
from schoolbus.demo.cases.scene import Scene

PAPER = ExamIn(questions=8, minutes=15)
ARTICLE = "校车安全管理条例第{}条"
# kind, question, options, right ones, article
QUESTIONS: tuple[tuple[str, str, list[str], list[int], str], ...] = (
    ("single", "载有学生的校车在急弯、陡坡路段，最高时速不得超过多少？", ["20 公里", "40 公里", "60 公里"], [0], "三十五"),
    ("single", "载有学生的校车在高速公路上行驶，最高时速不得超过多少？", ["60 公里", "80 公里", "100 公里"], [1], "三十五"),
    ("single", "高速公路以外，载有学生的校车最高时速不得超过多少？", ["40 公里", "60 公里", "80 公里"], [1], "三十五"),
    ("multiple", "遇有哪些天气，校车载学生最高时速为 20 公里？", ["雾", "雨、雪", "沙尘、冰雹", "晴"], [0, 1, 2], "三十五"),
    ("true_false", "校车载人不得超过核定的人数，不得以任何理由超员。", [], [0], "三十四"),
    ("true_false", "座位不够时，可以安排学生坐在校车的副驾驶座位。", [], [1], "四十"),
    (
        "multiple", "校车运载学生过程中，哪些人可以乘坐校车？", ["驾驶人", "随车照管人员", "学生", "驾驶人的亲友"], [0, 1, 2],
        "四十",
    ),
    (
        "multiple", "启动校车前，随车照管人员应当做什么？",
        ["清点乘车学生人数", "帮助、指导学生安全落座、系好安全带", "确认车门关闭后示意驾驶人启动", "代替驾驶人发动车辆"], [0, 1, 2],
        "三十九",
    ),
    (
        "single", "到站后，随车照管人员什么时候可以离车？",
        ["车停稳以后", "核实下车人数，确认学生已经全部离车以后", "驾驶人同意以后"], [1], "三十九",
    ),
    ("true_false", "随车照管人员只须在上车点照管学生，不必全程随车。", [], [1], "三十八"),
    ("true_false", "校车载有学生时，可以顺路给车辆加油。", [], [1], "四十一"),
    (
        "multiple", "校车发生交通事故，随车照管人员应当怎么做？",
        ["立即报警，设置警示标志", "留在车内有危险的，将学生撤离到安全区域", "及时联系学校和监护人", "让学生自行回家"],
        [0, 1, 2], "四十二",
    ),
)  # fmt: skip


async def sow_questions(scene: Scene, hand: Hand, course_id: str) -> None:
    """By the use cases that the page calls."""
    for kind, text, options, right, article in QUESTIONS:
        said = {"kind": kind, "text": text, "options": options, "right": right, "source": ARTICLE.format(article)}
        await add(scene.session, hand=hand, wish=QuestionIn.model_validate(said | {"course_id": int(course_id)}))
    await set_exam(scene.session, hand=hand, course_id=int(course_id), wish=PAPER)
