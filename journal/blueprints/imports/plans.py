"""A teacher's own lesson plan (КТП): upload, preview with questions, commit."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.imports import blueprint
from journal.blueprints.imports.forms import UploadForm, read_answers
from journal.blueprints.imports.school import SENTENCES, tell_open
from journal.database import current_session
from journal.imports import uploads
from journal.imports.plan_upload import commit_plan, preview_plan
from journal.models import Course
from journal.permissions import actions
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.targets import course_target
from journal.plans.queries import find_plan


@blueprint.get("/courses/<int:course_id>/plan")
@reads(actions.PLAN_EDIT, course_target, "course_id")
def view_plan(course_id: int) -> str:
    """Show the form that brings a plan in."""
    return _show_plan(course_id, UploadForm())


@blueprint.post("/courses/<int:course_id>/plan")
@writes(actions.PLAN_EDIT)
def open_plan_draft(course_id: int) -> str | tuple[str, int] | Response:
    """Keep the uploaded plan and go on to its preview."""
    session, actor, form = current_session(), current_actor(), UploadForm()
    uploads.permit_draft(session, actor=actor, course_id=course_id)
    if not form.validate():
        return _show_plan(course_id, form), 422
    draft = uploads.open_draft(session, actor=actor, uploads=form.read_uploads(), course_id=course_id)
    return redirect(url_for("imports.view_plan_draft", course_id=course_id, draft_id=draft.id))


@blueprint.get("/courses/<int:course_id>/plan-drafts/<int:draft_id>")
@reads(actions.PLAN_EDIT, course_target, "course_id")
def view_plan_draft(course_id: int, draft_id: int) -> str | Response:
    """Show the topics of an uploaded plan and what it asks."""
    session = current_session()
    draft = uploads.get_draft(session, draft_id, course_id=course_id)
    if draft.state != uploads.OPEN:
        return redirect(url_for("topics.show_plan", course_id=course_id))
    files = uploads.load_files(session, draft)
    preview = preview_plan(session, course_id=course_id, files=files, answers=draft.answers)
    course = session.get_one(Course, course_id)
    return render_template(
        "imports/plan_draft.html",
        course=course,
        draft=draft,
        preview=preview,
        answers=draft.answers,
        **SENTENCES,
    )


@blueprint.post("/courses/<int:course_id>/plan-drafts/<int:draft_id>/commit")
@writes(actions.PLAN_EDIT)
def commit_plan_draft(course_id: int, draft_id: int) -> Response:
    """Keep the answers and, if nothing is open, write the plan."""
    session, actor = current_session(), current_actor()
    uploads.permit_draft(session, actor=actor, course_id=course_id)
    draft = uploads.get_draft(session, draft_id, course_id=course_id, lock=True)
    if draft.state != uploads.OPEN:  # the button was pressed twice
        return redirect(url_for("topics.show_plan", course_id=course_id))
    uploads.save_answers(session, actor=actor, draft=draft, answers=read_answers(request.form.items()))
    files, answers = uploads.load_files(session, draft), draft.answers
    preview = preview_plan(session, course_id=course_id, files=files, answers=answers)
    if "check" in request.form or preview.open_questions or not preview.topics:
        if "check" not in request.form:
            flash(tell_open(max(1, len(preview.open_questions))), "warning")
        return redirect(url_for("imports.view_plan_draft", course_id=course_id, draft_id=draft_id))
    commit_plan(session, actor=actor, course_id=course_id, files=files, answers=answers)
    uploads.close_draft(session, actor=actor, draft=draft, created={"topics": len(preview.topics)})
    flash(gettext("The lesson plan is saved."), "success")
    return redirect(url_for("topics.show_plan", course_id=course_id))


@blueprint.post("/courses/<int:course_id>/plan-drafts/<int:draft_id>/discard")
@writes(actions.PLAN_EDIT)
def discard_plan_draft(course_id: int, draft_id: int) -> Response:
    """Throw an uploaded plan away."""
    session = current_session()
    draft = uploads.get_draft(session, draft_id, course_id=course_id)
    uploads.discard_draft(session, actor=current_actor(), draft=draft)
    return redirect(url_for("imports.view_plan", course_id=course_id))


def _show_plan(course_id: int, form: UploadForm) -> str:
    session = current_session()
    course = session.get_one(Course, course_id)
    has_plan = find_plan(session, course_id) is not None
    return render_template("imports/plan.html", course=course, has_plan=has_plan, form=form)
