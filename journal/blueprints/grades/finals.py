"""Final marks as scripts write them, one at a time."""

from flask import jsonify, request
from werkzeug.wrappers import Response

from journal.blueprints.grades import blueprint
from journal.database import current_session
from journal.errors import BadRequest
from journal.finals.services import FinalWrite, set_final
from journal.permissions.actions import FINAL_EDIT
from journal.permissions.guard import current_actor, writes


@blueprint.put("/courses/<int:course_id>/finals/<int:period_id>/<int:pupil_id>")
@writes(FINAL_EDIT)
def edit_final(course_id: int, period_id: int, pupil_id: int) -> Response:
    """Write one final mark; answer what stands now."""
    body = request.get_json()
    if not isinstance(body, dict):
        raise BadRequest()
    texts = [body.get("symbol"), body.get("saw"), body.get("reason") or ""]
    if not all(isinstance(text, str) for text in texts):
        raise BadRequest()
    write = FinalWrite(pupil_id, *texts)
    symbol = set_final(
        current_session(), actor=current_actor(), course_id=course_id, period_id=period_id, write=write
    )
    return jsonify({"symbol": symbol})
