"""The documents of a request: what they are, how many, and who gets them (R-UNLOCK)."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload
from journal.errors import BadFile, FileTooBig, JournalError, NotFound
from journal.models import Attachment, AttachmentContent
from journal.unlocks.errors import EmptyPaper, LyingPaper, TooManyPapers
from journal.unlocks.papers import MOST_PAPERS, get_paper, list_papers
from journal.unlocks.services import RequestWrite, change_request, draft_request
from tests.factories.locked_lesson import LockedLesson
from tests.integration.unlocks.way import PDF, WHY, actor, draft, own_cell, refuse, wish

pytestmark = pytest.mark.usefixtures("clock")
JPEG = Upload("справка.jpg", b"\xff\xd8\xff\xe0 scan")
PNG = Upload("без окончания", b"\x89PNG\r\n\x1a\n scan")


@pytest.mark.parametrize(
    ("upload", "error"),
    [
        (Upload("справка.pdf", b""), EmptyPaper),
        (Upload("справка.pdf", PNG.content), LyingPaper),
        (Upload("справка.PDF", b"MZ\x90\x00"), LyingPaper),
        (Upload("справка.docx", PDF.content), LyingPaper),
        (Upload("справка.gif", b"GIF89a"), BadFile),
        (Upload("справка.html", b"<script>"), BadFile),
        (Upload("справка.pdf", PDF.content + b"0" * 10 * 1024 * 1024), FileTooBig),
    ],
)
def test_a_document_is_what_it_says(
    session: Session, locked: LockedLesson, upload: Upload, error: type[JournalError]
) -> None:
    """A good one beside it isn't kept either, and the draft stays as it was."""
    teacher, write = actor(session, locked, "teacher_a"), wish({own_cell(locked)}, PDF, upload, why="Иначе")
    refuse(session, error, draft_request, actor=teacher, write=write)
    request = draft(session, locked)
    refuse(session, error, change_request, actor=teacher, request_id=request.id, write=write)


def test_documents_come_and_go_while_it_is_a_draft(session: Session, locked: LockedLesson) -> None:
    """What was taken off by mistake doesn't stay in the database: it is somebody's illness."""
    teacher, cells = actor(session, locked, "teacher_a"), frozenset({own_cell(locked)})
    request = draft(session, locked)
    first = list_papers(session, request.id)[0].id
    write = RequestWrite(cells, "illness", WHY, (JPEG, PNG), frozenset({first}))
    change_request(session, actor=teacher, request_id=request.id, write=write)
    papers = list_papers(session, request.id)
    assert [paper.name for paper in papers] == ["справка.jpg", "без окончания.png"]
    content = get_paper(session, request_id=request.id, document_id=papers[0].id)
    assert (content.media_type, content.content) == ("image/jpeg", JPEG.content)
    for model in (Attachment, AttachmentContent):
        assert session.scalar(select(func.count()).select_from(model)) == 2


def test_too_many_documents(session: Session, locked: LockedLesson) -> None:
    """Those that go make room for those that come."""
    teacher, cells = actor(session, locked, "teacher_a"), {own_cell(locked)}
    refuse(
        session, TooManyPapers, draft_request, actor=teacher, write=wish(cells, *[PDF] * (MOST_PAPERS + 1))
    )
    request = draft_request(session, actor=teacher, write=wish(cells, *[PDF] * MOST_PAPERS))
    refuse(
        session, TooManyPapers, change_request, actor=teacher, request_id=request.id, write=wish(cells, JPEG)
    )
    gone = frozenset({list_papers(session, request.id)[0].id})
    write = RequestWrite(frozenset(cells), "illness", WHY, (JPEG,), gone)
    change_request(session, actor=teacher, request_id=request.id, write=write)
    assert len(list_papers(session, request.id)) == MOST_PAPERS


def test_a_document_belongs_to_its_request(session: Session, locked: LockedLesson) -> None:
    """Neither read nor taken off through another one."""
    one, two = draft(session, locked), draft(session, locked)
    (paper,) = list_papers(session, one.id)
    with pytest.raises(NotFound):
        get_paper(session, request_id=two.id, document_id=paper.id)
    write = RequestWrite(frozenset({own_cell(locked)}), "illness", WHY, (), frozenset({paper.id}))
    change_request(session, actor=actor(session, locked, "teacher_a"), request_id=two.id, write=write)
    assert list_papers(session, one.id) == [paper]
    assert len(list_papers(session, two.id)) == 1
