"""Lesson plans (КТП): the topics of a programme stretched over the hours of the curriculum (R-PLAN)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from journal.demo.courses import DemoCourse
from journal.demo.rows import Rows
from journal.demo.sources import Section, read_json, read_programmes
from journal.homework.rules import NO_HOMEWORK
from journal.models import LessonPlan, PlanItem

WEEKS, FIRST_YEAR_WEEKS = 34, 33
FIRST_YEAR = 1
LONG_TOPIC = 3
FIRST_YEAR_TASK, NONE_AFTER_WORK = 0.04, 0.5
FIRST_YEAR_TASKS = ("Принести осенние листья", "Принести цветную бумагу", "Нарисовать рисунок к сказке")
ONE_HOUR, TWO_HOURS = Decimal(1), Decimal(2)


@dataclass(frozen=True)
class DemoTopic:
    """A topic of a plan; *work* is the kind of a whole-class work, *again* its second hour's homework."""

    section: str
    topic: str
    hours: Decimal
    work: str
    homework: str
    again: str
    item_id: int = 0
    position: int = 0


class PlanWriter:
    """Writes the plan of one course."""

    def __init__(self, course: DemoCourse, random: Random) -> None:
        """Take the style of the subject and its programme."""
        styles = read_json("styles")
        self.style: dict[str, Any] = styles["styles"][styles["subjects"][course.subject]]
        self.sections = read_programmes()[course.subject, course.parallel]
        weeks = FIRST_YEAR_WEEKS if course.parallel == FIRST_YEAR else WEEKS
        self.total = course.hours * weeks
        self.is_first_year = course.parallel == FIRST_YEAR
        self.random = random
        self.pages = 4
        self.practices, self.controls = count(1), count(1)

    def write(self) -> list[DemoTopic]:
        """The topics of the whole year; their hours add up to the curriculum's."""
        closings = 0 if self.is_first_year else len(self.style["closings"])
        topics = [topic for section in self.sections for topic in section.topics]
        free = self.total - closings * len(self.sections)
        if free < len(self.sections):
            closings, free = 0, self.total
        hours = spread(free, len(topics))
        shares = iter(hours)
        plan: list[DemoTopic] = []
        for section in self.sections:
            for number, topic in enumerate(section.topics):
                plan += self.write_topic(section, topic, next(shares), number)
            if closings:
                plan += self.write_closings(section)
        return plan

    def write_topic(self, section: Section, topic: str, hours: int, number: int) -> Iterator[DemoTopic]:
        """A topic of so many hours: itself, then exercises; now and then a practical work."""
        if not hours:
            return
        first = TWO_HOURS if hours >= LONG_TOPIC else ONE_HOUR
        yield self.make(section, topic, first, "")
        left = hours - int(first)
        phrases = self.style["continuations"]
        for step in range(left):
            title, work = phrases[(number + step) % len(phrases)], ""
            if step == left - 1 and number % 2 and not self.is_first_year:
                title, work = self.style["practice"]
                title = title.replace("{k}", str(next(self.practices)) if "{k}" in title else "")
            yield self.make(section, title.replace("{t}", nest_quotes(topic)), ONE_HOUR, work)

    def write_closings(self, section: Section) -> Iterator[DemoTopic]:
        """What ends a section: summary, control work, its analysis."""
        for title, work in self.style["closings"]:
            number = str(next(self.controls)) if "{k}" in title else ""
            title = title.replace("{s}", nest_quotes(section.title)).replace("{k}", number)
            yield self.make(section, title, ONE_HOUR, work)

    def make(self, section: Section, topic: str, hours: Decimal, work: str) -> DemoTopic:
        """A topic with its homework."""
        homework = self.write_homework(work)
        again = self.write_homework(work) if hours > ONE_HOUR else homework
        return DemoTopic(section.title, topic, hours, work, homework, again)

    def write_homework(self, work: str) -> str:
        """A homework in the subject's manner; pages and exercises go on through the book."""
        random = self.random
        if self.is_first_year:
            return random.choice(FIRST_YEAR_TASKS) if random.random() < FIRST_YEAR_TASK else NO_HOMEWORK
        if work and random.random() < NONE_AFTER_WORK:
            return NO_HOMEWORK
        self.pages += random.choice((0, 1, 1, 2))
        exercise = self.pages * 4 + random.randrange(4)
        small = random.randrange(1, 6)
        text: str = random.choice(self.style["homework"])
        return text.format(
            p=self.pages,
            q=self.pages + 2,
            a=exercise,
            b=exercise + 1 + random.randrange(3),
            c=exercise + 5,
            n=small,
            m=small + 1 + random.randrange(3),
        )


def nest_quotes(text: str) -> str:
    """A text as it stands inside quotation marks: its own become „…“."""
    return text.replace("«", "„").replace("»", "“")


def spread(total: int, count: int) -> list[int]:
    """Split hours over topics as evenly as whole numbers allow."""
    return [total * (number + 1) // count - total * number // count for number in range(count)]


def add_plan(rows: Rows, course: DemoCourse, random: Random, days: list[date]) -> list[DemoTopic]:
    """Add the plan of a course; *days* are those of its lessons, for the planned dates."""
    topics = PlanWriter(course, random).write()
    plan_id = rows.add(LessonPlan, course_id=course.id, title=f"{course.subject}, {course.parallel} класс")
    added, spent = [], 0
    for position, topic in enumerate(topics, start=1):
        item_id = rows.add(
            PlanItem,
            plan_id=plan_id,
            position=position,
            section=topic.section,
            topic=topic.topic,
            hours=topic.hours,
            control=topic.work,
            homework=topic.homework,
            planned_on=days[spent] if spent < len(days) else None,
        )
        spent += int(topic.hours)
        added.append(replace(topic, item_id=item_id, position=position))
    return added
