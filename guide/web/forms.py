"""The one form: what somebody has noticed. We do not keep it, so it needs no CSRF token."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired


class SignsForm(FlaskForm):
    """The ids of the ticked signs. It is an error to tick none, or to send an unknown id."""

    class Meta:
        # A token protects what a request can change. This changes nothing: docs/decisions/0009.
        csrf = False

    signs = SelectMultipleField(validators=[DataRequired()])

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__()
        self.signs.choices = [*ids]
