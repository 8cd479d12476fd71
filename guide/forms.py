"""The one form: what somebody has noticed. Nothing of it is kept, so it needs no CSRF token."""

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired

from .i18n import lazy_gettext
from .model import Guide, Sign


class SignsForm(FlaskForm):
    """Ticks of signs by their id. Unknown ids are an error."""

    class Meta:
        # A token guards what a request could change. This one changes nothing: docs/decisions/0009.
        csrf = False

    signs = SelectMultipleField(
        validators=[DataRequired(lazy_gettext("Tick at least one thing that you noticed."))]
    )

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._signs = {sign.id: sign for group in guide.signs for sign in group.signs}
        self.signs.choices = [(name, sign.say) for name, sign in self._signs.items()]

    @property
    def ticked(self) -> list[Sign]:
        """The ticked signs that exist, in the order of the page."""
        return [sign for name, sign in self._signs.items() if name in (self.signs.data or ())]
