"""The table of rights: an action is allowed when any of its predicates says yes.

The administrator has no right to edit marks and loses none that the person has as a teacher.
"""

from journal.errors import Forbidden, NotFound
from journal.permissions import actions as a
from journal.permissions import predicates as p
from journal.permissions.actor import Actor
from journal.permissions.predicates import NOTHING, Predicate, Target

POLICY: dict[str, tuple[Predicate, ...]] = {
    a.ABSENCE_ANNOUNCE: (p.is_parent,),
    a.ABSENT_VIEW: (p.is_head, p.is_administrator, p.is_secretary),
    a.ATTENDANCE_RESOLVE: (p.is_tutor,),
    a.FACT_EDIT: (p.is_tutor, p.is_administrator, p.is_secretary),
    a.COURSE_VIEW: (p.teaches, p.is_tutor, p.is_head, p.is_administrator),
    a.MARK_EDIT: (p.teaches,),
    a.COLUMN_EDIT: (p.teaches,),
    a.TOPIC_EDIT: (p.teaches,),
    a.HOMEWORK_EDIT: (p.teaches,),
    a.FINAL_EDIT: (p.teaches,),
    a.FINAL_FILL: (p.is_tutor,),
    a.FINALS_VIEW: (p.is_tutor, p.is_head, p.is_administrator),
    a.FINALS_OWED: (p.is_staff,),
    a.FINALS_WATCH: (p.is_head,),
    a.PERIOD_CONFIRM: (p.teaches,),
    a.CLASS_CONFIRM: (p.is_tutor,),
    a.EXAM_VIEW: (p.teaches, p.is_tutor, p.is_head, p.is_administrator),
    a.EXAM_EDIT: (p.teaches, p.is_head),
    a.EXAM_SETUP: (p.is_head,),
    a.EXAM_ACKNOWLEDGE: (p.is_parent,),
    a.ARCHIVE_VIEW: (p.is_tutor, p.is_head, p.is_administrator, p.is_secretary),
    a.ARCHIVE_PRINT: (p.is_tutor, p.is_head, p.is_administrator),
    a.ARCHIVE_PRINT_SCHOOL: (p.is_head, p.is_administrator),
    a.DECISION_EDIT: (p.is_tutor, p.is_head),
    a.ORDER_EDIT: (p.is_tutor, p.is_head, p.is_administrator, p.is_secretary),
    a.PLAN_EDIT: (p.teaches,),
    a.HOMEWORK_VIEW: (p.teaches, p.is_tutor, p.is_head, p.is_administrator, p.is_pupil, p.is_parent),
    a.HISTORY_VIEW: (p.teaches, p.is_tutor, p.is_head, p.is_administrator),
    a.CHANGES_VIEW: (p.is_staff,),
    a.CHANGES_VIEW_ALL: (p.is_head, p.is_administrator),
    a.TEXT_ERASE: (p.is_administrator, p.is_director),
    a.DIARY_VIEW: (p.is_pupil, p.is_parent, p.is_tutor, p.is_head),
    a.CLASS_VIEW: (p.is_tutor, p.is_head, p.is_administrator, p.is_secretary),
    a.SLIPS_PRINT: (p.is_tutor,),
    a.STAFF_SLIPS_PRINT: (p.is_administrator,),
    a.REGISTRY_VIEW: (p.is_head, p.is_administrator, p.is_secretary),
    a.GAPS_WATCH: (p.is_head,),
    a.CLASS_GAPS_VIEW: (p.is_tutor, p.is_head),
    a.CLASS_LIST: (p.is_staff,),
    a.STAFF_VIEW: (p.is_administrator, p.is_head),
    a.ROLE_EDIT: (p.is_administrator,),
    a.SUPERVISION_EDIT: (p.is_administrator, p.is_director),
    a.STAFF_DISMISS: (p.is_administrator,),
    a.SCHOOL_IMPORT: (p.is_administrator,),
    a.SCHOOL_SETUP: (p.is_administrator, p.is_head),
    a.WINDOW_OPEN: (p.is_administrator,),
    a.UNLOCK_ASK: (p.is_staff,),
    a.UNLOCK_VIEW: (p.is_asker, p.is_decider),
    a.UNLOCK_EDIT: (p.is_asker,),
    a.UNLOCK_DECIDE: (p.is_decider,),
    a.UNLOCK_DELEGATE: (p.is_director,),
    a.OUTSIDE_EDIT: (p.is_administrator,),
    a.OUTSIDE_VIEW: (p.is_administrator, p.is_head),
    a.LESSON_CANCEL: (p.is_administrator,),
    a.LESSON_MOVE: (p.is_administrator,),
    a.LESSON_CHANGES_VIEW: (p.is_administrator, p.is_head),
    a.ARCHIVE_REGISTER: (p.is_head, p.is_administrator, p.is_secretary),
    a.ARCHIVE_CERTIFY: (p.is_head,),
    a.ARCHIVE_KEEP: (p.is_secretary,),
    a.YEAR_CLOSE: (p.is_director,),
    a.YEAR_PROMOTE: (p.is_administrator, p.is_head),
    a.EXTRACT_APPLY: (p.is_parent, p.is_tutor, p.is_secretary),
    a.EXTRACT_VIEW: (p.is_parent, p.is_tutor, p.is_secretary, p.is_head),
    a.EXTRACT_RECEIVE: (p.is_tutor, p.is_secretary),
    a.EXTRACT_MAKE: (p.is_tutor, p.is_secretary),
    a.EXTRACT_HAND: (p.is_tutor, p.is_secretary),
    a.EXTRACT_REFUSE: (p.is_head,),
    a.EXTRACT_SUBJECT: (p.teaches, p.is_tutor),
    a.EXTRACTS_WATCH: (p.is_head, p.is_secretary),
    a.NOTICES_RUN: (p.is_administrator,),
    a.HEALTH_VIEW: (p.is_administrator, p.is_head),
    a.ACCOUNT_OWN: (p.is_anybody,),
    a.PASSWORD_CHANGE: (p.is_anybody,),
}

# What a person must see before a refusal may admit that the thing exists.
VIEW_OF: dict[str, str] = {
    a.ARCHIVE_PRINT: a.ARCHIVE_VIEW,
    a.DECISION_EDIT: a.ARCHIVE_VIEW,
    a.ORDER_EDIT: a.ARCHIVE_VIEW,
    a.ATTENDANCE_RESOLVE: a.CLASS_VIEW,
    a.FACT_EDIT: a.CLASS_VIEW,
    a.MARK_EDIT: a.COURSE_VIEW,
    a.COLUMN_EDIT: a.COURSE_VIEW,
    a.TOPIC_EDIT: a.COURSE_VIEW,
    a.HOMEWORK_EDIT: a.COURSE_VIEW,
    a.FINAL_EDIT: a.COURSE_VIEW,
    a.FINAL_FILL: a.FINALS_VIEW,
    a.PERIOD_CONFIRM: a.COURSE_VIEW,
    a.CLASS_CONFIRM: a.FINALS_VIEW,
    a.EXAM_EDIT: a.EXAM_VIEW,
    a.PLAN_EDIT: a.COURSE_VIEW,
    a.SLIPS_PRINT: a.CLASS_VIEW,
    a.UNLOCK_EDIT: a.UNLOCK_VIEW,
    a.EXTRACT_RECEIVE: a.EXTRACT_VIEW,
    a.EXTRACT_MAKE: a.EXTRACT_VIEW,
    a.EXTRACT_HAND: a.EXTRACT_VIEW,
    a.EXTRACT_REFUSE: a.EXTRACT_VIEW,
    a.EXTRACT_SUBJECT: a.COURSE_VIEW,
}


def is_permitted(actor: Actor, action: str, target: Target = NOTHING) -> bool:
    """Whether the actor may do this to that."""
    return any(predicate(actor, target) for predicate in POLICY[action])


def permit(actor: Actor, action: str, target: Target | None = None) -> None:
    """Let the actor pass, or raise.

    Without a target `Forbidden` tells that the role does not suffice. A thing that the actor may not even see
    answers as a missing one: `NotFound`.
    """
    if is_permitted(actor, action, target or NOTHING):
        return
    if target is None:
        raise Forbidden(action=action)
    view = VIEW_OF.get(action)
    if view and is_permitted(actor, view, target):
        raise Forbidden(action=action)
    raise NotFound()
