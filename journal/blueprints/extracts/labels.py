"""What went wrong with an extract by e-mail, and what to do about it."""

from flask_babel import gettext

from journal.notices.mailer import ENCRYPTION, LOGIN, REFUSED, UNREACHABLE


def explain_failure(failure: str) -> str:
    """The sentence for a failed sending: why it failed, and what helps."""
    if failure == UNREACHABLE:
        return gettext(
            "The mail server didn't answer. The administrator looks whether it runs; then send again."
        )
    if failure in (LOGIN, ENCRYPTION):
        return gettext(
            "The mail server didn't let the journal in. The administrator checks its settings; "
            "then send again."
        )
    return gettext(
        "The mail server refused the letter (answer %(failure)s): the address may be wrong or its box full. "
        "Ask the applicant for another way, for example hand the paper over in person.",
        failure=failure.removeprefix(REFUSED).strip(),
    )
