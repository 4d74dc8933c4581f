"""The reasons of the score, each a line: what it is worth at first, how much of it a plate's habits show, and its words. Pure.

The score is a sum (log-odds): a start for any plate that is seen, and for each reason its weight times its measure (0 to 1). At
0 and above a plate is listed. The weights are ours, set by thinking of what parents, taxis and 黑校车 do; results of the police
move them (`learn`). [D]
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from core.errors import Text
from findings.suspects.score.habits import FEW, MANY, VANS, Habits
from findings.suspects.words import KIND_WORDS, LIST_WORDS

SERVICES = frozenset({"taxi", "ride_hailing", "delivery"})
START = -4.0  # of a hundred plates seen three days at schools perhaps two carry pupils for money
START_SOURCE = "[D] ours: most of what is seen at a school in its hours is there rightly"
OURS = "[D] ours, from what is known of 黑校车: vans, several trips, many pupils; moved by the results of the police"
Measure = Callable[[Habits], float]


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the score. `measure` gives 0 (nothing of it) to 1 (all of it)."""

    name: str
    weight: float
    measure: Measure
    title: Text
    words: Callable[[Habits], Text]


def up_to(count: float, full: float) -> float:
    """A share of `full`, at most 1."""
    return min(count / full, 1.0)


def _seen(habits: Habits) -> Text:
    return Text(f"有 {habits.days} 天在上放学时段到校", f"at a school in its hours on {habits.days} days")


def _two(habits: Habits) -> Text:
    return Text(f"{habits.days_two} 天一天内到过两所学校", f"at two schools on one day, on {habits.days_two} days")


def _three(habits: Habits) -> Text:
    days = habits.days_three
    return Text(f"{days} 天一天内到过三所以上学校", f"at three schools or more on one day, on {days} days")


def _both(habits: Habits) -> Text:
    return Text(
        f"{habits.days_both} 天早晚都来", f"both in the morning and in the afternoon, on {habits.days_both} days"
    )


def _again(habits: Habits) -> Text:
    days = habits.days_again
    return Text(f"{days} 天同一时段多次往返同一学校", f"came again to one school in the same hours, on {days} days")


def _many(habits: Habits) -> Text:
    return Text(
        f"{habits.days_many} 天数到 5 名以上学生，通常 {habits.children_usual:g} 名",
        f"five pupils or more counted on {habits.days_many} days, usually {habits.children_usual:g}",
    )


def _some(habits: Habits) -> Text:
    return Text(f"{habits.days_some} 天数到 3–4 名学生", f"three or four pupils counted on {habits.days_some} days")


def _kind(habits: Habits) -> Text:
    kind = KIND_WORDS[habits.kind or "other"]
    return Text(f"车型为{kind.zh}", f"it is a {kind.en}")


def _stay(habits: Habits) -> Text:
    stay = habits.stay_min or 0
    return Text(f"早上停留约 {stay:g} 分钟", f"stays for about {stay:g} min in the morning")


def _outside(habits: Habits) -> Text:
    return Text(
        f"其余时间也常出现：时段内 {habits.visits} 次，时段外 {habits.outside} 次",
        f"is there at other times too: {habits.visits} times in the hours, {habits.outside} outside",
    )


def _few(habits: Habits) -> Text:
    most = habits.children_most
    return Text(
        f"{habits.days_counted} 天数过，最多 {most} 名学生",
        f"counted on {habits.days_counted} days: {most} pupils at most",
    )


def _lists(habits: Habits) -> Text:
    return Text(
        "列在名单中：" + "、".join(LIST_WORDS[one].zh for one in habits.lists),
        "stands on a list: " + ", ".join(LIST_WORDS[one].en for one in habits.lists),
    )


def _misread(habits: Habits) -> Text:
    return Text(f"可能是 {habits.misread_of} 的误读", f"may be {habits.misread_of}, misread")


def _many_share(habits: Habits) -> float:
    """More than a car has room for, on most of the days on which somebody counted."""
    return up_to(habits.days_many, 3) if (habits.children_usual or 0) >= MANY else 0.0


def _three_share(habits: Habits) -> float:
    return up_to(habits.days_three, 5)


REASONS: tuple[Reason, ...] = (
    Reason("regular", 1.0, lambda h: up_to(h.days, 10), Text("经常到校", "comes regularly"), _seen),
    Reason(
        "two_schools", 0.8, lambda h: (1 - _three_share(h)) * up_to(h.days_two + h.days_three, 5),
        Text("两所学校", "two schools"), _two,
    ),
    Reason("three_schools", 2.5, _three_share, Text("三所以上学校", "three schools or more"), _three),
    Reason("both_ways", 0.5, lambda h: up_to(h.days_both, max(h.days, 1)), Text("早晚都来", "morning and afternoon"), _both),
    Reason("came_again", 2.0, lambda h: up_to(h.days_again, 4), Text("多次往返", "comes again and again"), _again),
    Reason("many_children", 3.5, _many_share, Text("学生多", "many pupils"), _many),
    Reason(
        "some_children", 0.3, lambda h: (1 - _many_share(h)) * up_to(h.days_some, 3),
        Text("学生三四名", "three or four pupils"), _some,
    ),
    Reason("van", 1.5, lambda h: float(h.kind in VANS), Text("面包车、客车", "a van or a bus"), _kind),
    Reason("seven_seater", 0.5, lambda h: float(h.kind == "mpv"), Text("七座车", "seven seats"), _kind),
    Reason(
        "long_stay", 0.4, lambda h: float((h.stay_min or 0.0) >= 8.0), Text("早上久停", "long stays in the morning"), _stay
    ),
    Reason(
        "outside", -3.5, lambda h: up_to(h.outside / max(h.visits + h.outside, 1), 0.4),
        Text("其余时间也在", "there at other times"), _outside,
    ),
    Reason(
        "few_children", -2.5, lambda h: float(h.days_counted >= 3 and (h.children_most or 0) <= FEW),
        Text("每天一两名学生", "one or two pupils a day"), _few,
    ),
    Reason("service", -6.0, lambda h: float(bool(SERVICES & {*h.lists})), Text("出租、网约、送货", "taxi, delivery"), _lists),
    Reason(
        "explained", -4.0, lambda h: float(bool({*h.lists} - SERVICES)), Text("家长、教职工、居民名单", "on a list"), _lists
    ),
    Reason("misread", -4.5, lambda h: float(h.misread_of is not None), Text("疑似误读", "misread"), _misread),
)  # fmt: skip
BY_NAME = {reason.name: reason for reason in REASONS}


def measures(habits: Habits) -> dict[str, float]:
    """How much of each reason the habits show; what is nothing is left out."""
    found = ((reason.name, round(reason.measure(habits), 3)) for reason in REASONS)
    return {name: value for name, value in found if value}


def total(features: Mapping[str, float], weights: Mapping[str, float], start: float) -> float:
    """The score: the start and each reason's weight times its measure."""
    return start + sum(weights[name] * value for name, value in features.items())


def in_words(
    habits: Habits, features: Mapping[str, float], weights: Mapping[str, float]
) -> Iterator[tuple[Reason, float, Text]]:
    """The reasons that count, what each adds, and why in words; the heaviest first."""
    parts = [(BY_NAME[name], weights[name] * value) for name, value in features.items()]
    for reason, points in sorted(parts, key=lambda part: -abs(part[1])):
        yield reason, points, reason.words(habits)
