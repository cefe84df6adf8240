"""Who imports, where, and the amendments that say so (R-AMEND)."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_text, record_value
from journal.imports.drafts import CourseDraft, PupilDraft
from journal.permissions.actor import Actor

IMPORTED = Cause(source="imported")


@dataclass
class Ledger:
    """The open import: its session and actor, and the ids of what is written so far."""

    session: Session
    actor: Actor
    year_id: int = 0
    class_ids: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, after: str, class_name: str = "", course: CourseDraft | None = None) -> None:
        """Record that something was created, in the chain of its class or of the school."""
        class_name = course.class_name if course else class_name
        place = Place(
            class_ids=(self.class_ids[class_name],) if class_name else (),
            year_id=self.year_id,
            course_id=course.id if course else None,
            subject_id=course.subject.id if course else None,
        )
        record_value(
            self.session,
            actor=self.actor,
            kind=kind,
            place=place,
            before="",
            after=after[:300],
            cause=IMPORTED,
        )

    def note_person(self, kind: str, after: str, pupil: PupilDraft | None = None) -> None:
        """Record something about a person as an erasable text; of a pupil in the chain of the class."""
        place = Place(year_id=self.year_id)
        if pupil is not None:
            place = Place((self.class_ids[pupil.class_name],), year_id=self.year_id, pupil_id=pupil.id)
        record_text(
            self.session, actor=self.actor, kind=kind, place=place, before="", after=after, cause=IMPORTED
        )
