"""The tables of a school; import them from here."""

from journal.models.absences import AbsencePaper, Announcement, HealthFact
from journal.models.accounts import Account, SignInFailure, SignInSession, Visit
from journal.models.amendments import Amendment, AmendmentText, Chain, ChainLink, TextErasure
from journal.models.archive import (
    DECISION_KINDS,
    CouncilDecision,
    EnrolmentOrder,
    Printing,
    PrintingClass,
    Printout,
)
from journal.models.attachments import Attachment, AttachmentContent
from journal.models.base import Base
from journal.models.classes import (
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    Enrolment,
    SchoolClass,
    Tutorship,
)
from journal.models.confirmations import PeriodConfirmation
from journal.models.entries import Attendance, FinalMark, Mark
from journal.models.exams import EXAM_KINDS, Exam, ExamMark
from journal.models.extracts import ApplicationStep, Extract, ExtractApplication
from journal.models.imports import ImportDraft, ImportFile
from journal.models.lessons import (
    Homework,
    HomeworkFile,
    Lesson,
    LessonColumn,
    LessonPlan,
    LessonTopic,
    PlanItem,
    TimetableSlot,
)
from journal.models.locks import FinalWindow, Grant, GrantCell, LessonClosing
from journal.models.notices import Letter, MailAddress, Notice, NoticeChoice, NoticeDesk, NoticeHabit
from journal.models.outside_marks import REPORT_KINDS, OutsideMark, OutsideReport
from journal.models.people import (
    STAFF_ROLES,
    Parenthood,
    Person,
    Pupil,
    StaffMember,
    StaffRole,
)
from journal.models.scheduler import JobRun, SchedulerLease
from journal.models.school import (
    AcademicYear,
    Bell,
    CurriculumHours,
    Holiday,
    ParallelPeriods,
    Period,
    School,
    Subject,
    WorkType,
)
from journal.models.sealing import ArchiveLoan, ArchiveVersion, YearClosing
from journal.models.supervision import Supervision
from journal.models.unlocks import (
    UnlockCell,
    UnlockDelegation,
    UnlockPaper,
    UnlockRequest,
    UnlockStep,
)

__all__ = [
    "DECISION_KINDS",
    "EXAM_KINDS",
    "REPORT_KINDS",
    "STAFF_ROLES",
    "AbsencePaper",
    "AcademicYear",
    "Account",
    "Amendment",
    "AmendmentText",
    "Announcement",
    "ApplicationStep",
    "ArchiveLoan",
    "ArchiveVersion",
    "Attachment",
    "AttachmentContent",
    "Attendance",
    "Base",
    "Bell",
    "Chain",
    "ChainLink",
    "CouncilDecision",
    "Course",
    "CourseMember",
    "CoursePart",
    "CourseTeacher",
    "CurriculumHours",
    "Enrolment",
    "EnrolmentOrder",
    "Exam",
    "ExamMark",
    "Extract",
    "ExtractApplication",
    "FinalMark",
    "FinalWindow",
    "Grant",
    "GrantCell",
    "HealthFact",
    "Holiday",
    "Homework",
    "HomeworkFile",
    "ImportDraft",
    "ImportFile",
    "JobRun",
    "Lesson",
    "LessonClosing",
    "LessonColumn",
    "LessonPlan",
    "LessonTopic",
    "Letter",
    "MailAddress",
    "Mark",
    "Notice",
    "NoticeChoice",
    "NoticeDesk",
    "NoticeHabit",
    "OutsideMark",
    "OutsideReport",
    "ParallelPeriods",
    "Parenthood",
    "Period",
    "PeriodConfirmation",
    "Person",
    "PlanItem",
    "Printing",
    "PrintingClass",
    "Printout",
    "Pupil",
    "SchedulerLease",
    "School",
    "SchoolClass",
    "SignInFailure",
    "SignInSession",
    "StaffMember",
    "StaffRole",
    "Subject",
    "Supervision",
    "TextErasure",
    "TimetableSlot",
    "Tutorship",
    "UnlockCell",
    "UnlockDelegation",
    "UnlockPaper",
    "UnlockRequest",
    "UnlockStep",
    "Visit",
    "WorkType",
    "YearClosing",
]
