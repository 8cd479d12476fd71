"""The one form: what somebody has noticed. We do not keep it, so it needs no CSRF token."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField


class SignsForm(FlaskForm):
    """The ids of the ticked signs, which may be none. It is for the caller to drop unknown ids."""

    class Meta:
        # A token protects what a request can change. This changes nothing: docs/decisions/0009.
        csrf = False

    signs = SelectMultipleField()

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__()
        self.signs.choices = [*ids]
