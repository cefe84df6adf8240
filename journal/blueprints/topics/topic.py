"""A lesson's topic as scripts write it."""

from typing import Any

from flask import jsonify, request
from werkzeug.wrappers import Response

from journal.blueprints.topics import blueprint
from journal.database import current_session
from journal.errors import BadRequest
from journal.keys import is_key
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.permissions.actions import TOPIC_EDIT
from journal.permissions.guard import current_actor, writes
from journal.request_values import read_dict, read_text


@blueprint.put("/lessons/<int:lesson_id>/topic")
@writes(TOPIC_EDIT)
def edit_topic(lesson_id: int) -> Response:
    """Write a lesson's topic; answer what stands now."""
    body = read_dict(request.get_json())
    write = TopicWrite(
        TopicValue(read_text(body, "topic"), read_item_ids(body.get("plan_item_ids"))),
        saw=read_text(body, "saw"),
        reason=read_text(body, "reason", ""),
    )
    topic = save_topic(current_session(), actor=current_actor(), lesson_id=lesson_id, write=write)
    return jsonify({"topic": topic.text, "plan_item_ids": topic.plan_item_ids})


def read_item_ids(value: Any) -> tuple[int, ...]:
    """A list of ids from JSON; raise BadRequest for another shape."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(map(is_key, value)):
        raise BadRequest()
    return tuple(value)
