"""Final marks as scripts write them, one at a time."""

from flask import jsonify, request
from werkzeug.wrappers import Response

from journal.blueprints.grades import blueprint
from journal.database import current_session
from journal.finals.services import FinalWrite, set_final
from journal.permissions.actions import FINAL_EDIT
from journal.permissions.guard import current_actor, writes
from journal.request_values import read_dict, read_text


@blueprint.put("/courses/<int:course_id>/finals/<int:period_id>/<int:pupil_id>")
@writes(FINAL_EDIT)
def edit_final(course_id: int, period_id: int, pupil_id: int) -> Response:
    """Write one final mark; answer what stands now."""
    body = read_dict(request.get_json())
    write = FinalWrite(
        pupil_id, read_text(body, "symbol"), read_text(body, "saw"), read_text(body, "reason", "")
    )
    symbol = set_final(
        current_session(), actor=current_actor(), course_id=course_id, period_id=period_id, write=write
    )
    return jsonify({"symbol": symbol})
