"""The state of the server. Both pages only read."""

from importlib.metadata import version

from flask import Blueprint, Response, jsonify, render_template

from journal import clock
from journal.amendments.guard import read_guard
from journal.amendments.heads import dump_heads, list_heads
from journal.amendments.moments import read_clock
from journal.backups.dump import JOB as BACKUP
from journal.blueprints.health.labels import name_job
from journal.database import current_session
from journal.database.facts import read_facts
from journal.notices.outbox import get_box_state
from journal.permissions.actions import HEALTH_VIEW, NOTICES_RUN
from journal.permissions.guard import current_actor, public, reads
from journal.permissions.policy import is_permitted
from journal.scheduler.jobs import JOBS
from journal.scheduler.lease import LEASE_TIME, find_lease
from journal.scheduler.queries import find_last_run, list_last_runs
from journal.school import school_today

BACKUP_IS_OLD_AFTER_DAYS = 7

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("")
@public
def check() -> Response:
    """Answer a monitor: the database can be read and written. Without it the error page answers 503."""
    is_set_back = read_clock(current_session()).is_set_back
    answer = jsonify({"ok": not is_set_back, "version": version("journal")})
    answer.status_code = 503 if is_set_back else 200
    return answer


@blueprint.get("/details")
@reads(HEALTH_VIEW)
def show_details() -> str:
    """Versions, disk, jobs, the last backup and the heads of the chains."""
    session, now = current_session(), clock.now()
    lease, backup = find_lease(session), find_last_run(session, BACKUP)
    return render_template(
        "health/details.html",
        version=version("journal"),
        facts=read_facts(session),
        clock=read_clock(session),
        guard=read_guard(session.connection()),
        is_scheduler_alive=lease is not None and lease.until > now,
        answered_at=lease.until - LEASE_TIME if lease else None,
        runs=list_last_runs(session, [job.name for job in JOBS]),
        name_job=name_job,
        backup=backup,
        is_backup_old=backup is None or (now - backup.started_at).days >= BACKUP_IS_OLD_AFTER_DAYS,
        heads=list_heads(session),
        box=get_box_state(session),
        may_run_notices=is_permitted(current_actor(), NOTICES_RUN),
    )


@blueprint.get("/heads")
@reads(HEALTH_VIEW)
def download_heads() -> Response:
    """The heads of the chains as a file for `journal verify --heads`."""
    session = current_session()
    answer = Response(dump_heads(list_heads(session)), mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"heads-{school_today(session)}.json")
    return answer
