"""What can be changed, in words, and in groups to choose from."""

from flask_babel import gettext, pgettext

GROUPS: dict[str, tuple[str, ...]] = {
    "marks": ("mark", "attendance", "outside-mark"),
    "finals": ("final", "confirmation", "window", "window-day", "decision"),
    "exams": ("exam", "exam-days", "exam-window", "exam-seen"),
    "lessons": (
        "topic", "homework", "column", "plan", "lesson-cancelled", "lesson-restored", "lesson-moved",
        "timetable",
    ),
    "absences": ("fact", "illness", "exemption"),
    "locks": ("closing", "request", "grant", "delegation", "clock"),
    "people": (
        "pupil", "parent", "enrolment", "order-arrival", "order-departure", "staff", "tutor", "workload",
        "subgroup", "supervision", "application", "extract",
    ),
    "settings": (
        "school", "year", "class", "subject", "course", "period", "holiday", "bell", "work-type", "limit",
        "threshold", "quiet-hours",
    ),
    "rights": ("roles", "dismissal", "slip", "password"),
    "keeping": ("archive", "year-closing", "export", "erasure", "heads", "restore"),
}  # fmt: skip


def name_group(group: str) -> str:
    """A group of changes."""
    return {
        "marks": gettext("Marks and absences"),
        "finals": gettext("Final marks"),
        "exams": gettext("Examinations"),
        "lessons": gettext("Topics, homework, lessons"),
        "absences": gettext("Illness and exemptions"),
        "locks": gettext("Closings, requests, permissions"),
        "people": gettext("People"),
        "settings": gettext("Settings"),
        "rights": gettext("Logins and rights"),
        "keeping": gettext("Archive, exports, erased texts, backups"),
    }[group]


def name_changed(kind: str) -> str:
    """The thing that was changed; the kind itself where nobody has named it yet."""
    return (_name_in_journal(kind) or _name_around(kind) or _name_in_office(kind)) or kind


def _name_in_journal(kind: str) -> str | None:
    return {
        "mark": gettext("Mark"),
        "attendance": gettext("Attendance"),
        "outside-mark": gettext("Mark of another organisation"),
        "final": gettext("Final mark"),
        "confirmation": gettext("Confirmation of the period"),
        "window": gettext("Final marks"),
        "window-day": gettext("Opening of the final marks"),
        "decision": gettext("Decision of the council"),
        "exam": gettext("Result of an examination"),
        "exam-days": gettext("Days of an examination"),
        "exam-window": gettext("Closing of an examination"),
        "exam-seen": gettext("Result seen by a parent"),
        "topic": gettext("Topic"),
        "homework": gettext("Homework"),
        "column": gettext("Column"),
        "plan": gettext("Lesson plan"),
        "lesson-cancelled": gettext("Lesson cancelled"),
        "lesson-restored": gettext("Lesson restored"),
        "lesson-moved": gettext("Lesson moved"),
        "timetable": gettext("Timetable"),
    }.get(kind)


def _name_around(kind: str) -> str | None:
    return {
        "fact": gettext("Illness or exemption"),
        "illness": pgettext("history", "Illness"),
        "exemption": gettext("Exemption"),
        "closing": gettext("Closed lessons"),
        "request": gettext("Request to change"),
        "grant": gettext("Permission"),
        "delegation": gettext("Right to decide on requests"),
        "clock": gettext("Clock of the server"),
        "roles": gettext("Roles"),
        "dismissal": gettext("Dismissal"),
        "slip": gettext("Slip with a login"),
        "password": gettext("Password"),
        "archive": gettext("Archive"),
        "year-closing": gettext("Closing of the year"),
        "export": gettext("Export"),
        "erasure": gettext("Erased text"),
        "heads": gettext("Heads of the history's chains"),
        "restore": gettext("Restored backup"),
    }.get(kind)


def _name_in_office(kind: str) -> str | None:
    return {
        "pupil": gettext("Pupil"),
        "parent": gettext("Parent"),
        "enrolment": gettext("Enrolment"),
        "order-arrival": gettext("Order of arrival"),
        "order-departure": gettext("Order of departure"),
        "staff": gettext("Employee"),
        "tutor": gettext("Class tutor"),
        "workload": gettext("Workload"),
        "subgroup": gettext("Subgroup"),
        "supervision": gettext("Supervision by a deputy"),
        "application": gettext("Application for extracts"),
        "extract": gettext("Extract"),
        "school": gettext("School"),
        "year": gettext("School year"),
        "class": gettext("Class"),
        "subject": gettext("Subject"),
        "course": pgettext("journal", "Course"),
        "period": gettext("Period"),
        "holiday": gettext("Holidays"),
        "bell": gettext("Bell"),
        "work-type": gettext("Kind of work"),
        "limit": gettext("Limit"),
        "threshold": gettext("Threshold of proposals"),
        "quiet-hours": gettext("Quiet hours"),
    }.get(kind)
