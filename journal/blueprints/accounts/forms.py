"""The forms of sign-in and of the own password."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from journal.accounts import rules
from journal.accounts.errors import explain_trouble
from journal.i18n import _l

MAX_LOGIN = 100


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Login and password, and the page that was wanted."""

    login = StringField(_l("Login"), [InputRequired(_l("Please type your login.")), Length(max=MAX_LOGIN)])
    password = PasswordField(
        _l("Password"), [InputRequired(_l("Please type your password.")), Length(max=rules.MAX_PASSWORD)]
    )
    next = HiddenField()


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """The present password and a new one, typed twice; *login* is the account's."""

    present = PasswordField(
        _l("Present password"),
        [InputRequired(_l("Please type the password that you use now.")), Length(max=rules.MAX_PASSWORD)],
    )
    new = PasswordField(
        _l("New password"), [InputRequired(_l("Please type a new password.")), Length(max=rules.MAX_PASSWORD)]
    )
    repeat = PasswordField(
        _l("New password once more"),
        [EqualTo("new", _l("The two new passwords differ. Please type them again."))],
    )

    def __init__(self, login: str) -> None:
        super().__init__()
        self.account_login = login

    def validate_new(self, field: PasswordField) -> None:
        """Refuse what the rules of passwords refuse."""
        trouble = rules.find_password_trouble(
            field.data or "", login=self.account_login, present=self.present.data or ""
        )
        if trouble:
            raise ValidationError(explain_trouble(trouble))
