"""The administrator's import: upload, preview with questions, commit, result."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journal.blueprints.imports import blueprint
from journal.blueprints.imports.forms import UploadForm, name_field, read_answers
from journal.database import current_session
from journal.imports import uploads
from journal.imports.findings import say_created, say_warning
from journal.imports.meanings import name_meaning
from journal.imports.preview import build_preview
from journal.imports.reasons import say_calendar_trouble
from journal.imports.sentences import say_choice, say_question
from journal.imports.services import commit_import
from journal.models import ImportDraft
from journal.permissions import actions
from journal.permissions.guard import current_actor, reads, writes
from journal.school_calendar.names import name_period

SENTENCES = {
    "say_question": say_question,
    "say_choice": say_choice,
    "say_warning": say_warning,
    "say_created": say_created,
    "say_calendar_trouble": say_calendar_trouble,
    "name_meaning": name_meaning,
    "name_field": name_field,
    "name_period": name_period,
}


@blueprint.get("/imports")
@reads(actions.SCHOOL_IMPORT)
def list_drafts() -> str:
    """Show the form for new spreadsheets and the imports so far."""
    drafts = uploads.list_drafts(current_session())
    return render_template("imports/list.html", form=UploadForm(), drafts=drafts, **SENTENCES)


@blueprint.post("/imports")
@writes(actions.SCHOOL_IMPORT)
def open_draft() -> str | tuple[str, int] | Response:
    """Keep the uploaded spreadsheets and go on to their preview."""
    session, actor, form = current_session(), current_actor(), UploadForm()
    uploads.permit_draft(session, actor=actor, course_id=None)
    if not form.validate():
        drafts = uploads.list_drafts(session)
        return render_template("imports/list.html", form=form, drafts=drafts, **SENTENCES), 422
    draft = uploads.open_draft(session, actor=actor, uploads=form.read_uploads())
    return redirect(url_for("imports.view_draft", draft_id=draft.id))


@blueprint.get("/imports/<int:draft_id>")
@reads(actions.SCHOOL_IMPORT)
def view_draft(draft_id: int) -> str:
    """Show what an import would do and what it asks; of a finished one what it did."""
    session = current_session()
    draft = uploads.get_draft(session, draft_id)
    if draft.state != uploads.OPEN:
        return render_template(
            "imports/result.html", draft=draft, created=draft.answers["created"], **SENTENCES
        )
    files = uploads.load_files(session, draft)
    preview = build_preview(session, files=files, answers=draft.answers)
    return render_template(
        "imports/draft.html", draft=draft, files=files, preview=preview, answers=draft.answers, **SENTENCES
    )


@blueprint.post("/imports/<int:draft_id>/answers")
@writes(actions.SCHOOL_IMPORT)
def answer_questions(draft_id: int) -> Response:
    """Keep the answers and show the preview with them."""
    session = current_session()
    draft = get_own_draft(draft_id)
    answers = read_answers(request.form.items())
    uploads.save_answers(session, actor=current_actor(), draft=draft, answers=answers)
    return redirect(url_for("imports.view_draft", draft_id=draft_id))


@blueprint.post("/imports/<int:draft_id>/commit")
@writes(actions.SCHOOL_IMPORT)
def commit_draft(draft_id: int) -> Response:
    """Keep the answers and, if nothing is open, write the import."""
    session, actor = current_session(), current_actor()
    draft = get_own_draft(draft_id)
    if draft.state != uploads.OPEN:  # the button was pressed twice
        return redirect(url_for("imports.view_draft", draft_id=draft_id))
    uploads.save_answers(session, actor=actor, draft=draft, answers=read_answers(request.form.items()))
    files = uploads.load_files(session, draft)
    count = len(build_preview(session, files=files, answers=draft.answers).open_questions)
    if count:
        flash(tell_open(count), "warning")
    else:
        preview = commit_import(session, actor=actor, files=files, answers=draft.answers)
        uploads.close_draft(session, actor=actor, draft=draft, created=preview.created)
        flash(gettext("The import is done."), "success")
    return redirect(url_for("imports.view_draft", draft_id=draft_id))


@blueprint.post("/imports/<int:draft_id>/discard")
@writes(actions.SCHOOL_IMPORT)
def discard_draft(draft_id: int) -> Response:
    """Throw a draft and its files away."""
    session = current_session()
    draft = get_own_draft(draft_id)
    uploads.discard_draft(session, actor=current_actor(), draft=draft)
    flash(gettext("The uploaded files were deleted; nothing was imported."), "success")
    return redirect(url_for("imports.list_drafts"))


def get_own_draft(draft_id: int) -> ImportDraft:
    """A draft, held for writing by who may import; others learn nothing about which drafts there are."""
    uploads.permit_draft(current_session(), actor=current_actor(), course_id=None)
    return uploads.get_draft(current_session(), draft_id, lock=True)


def tell_open(count: int) -> str:
    """Say that questions are open, that nothing was written and nothing lost."""
    return ngettext(
        "%(num)s question has no answer yet. Your answers are kept; nothing was imported.",
        "%(num)s questions have no answer yet. Your answers are kept; nothing was imported.",
        count,
    )
