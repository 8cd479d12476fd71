"""The two forms: what somebody has noticed, and which papers they want. We keep neither."""

from collections.abc import Collection, Iterable
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.csrf.core import CSRF
from wtforms.validators import DataRequired, ValidationError

from ..pages.place import Check, fault, tidy
from ..pages.site import WRONG


class SignsForm(FlaskForm):
    """The ids of the ticked signs, which may be none. It is for the caller to drop unknown ids."""

    class Meta:
        # A token protects what a request can change. This changes nothing: docs/decisions/0009.
        csrf = False

    signs = SelectMultipleField()

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__()
        self.signs.choices = [*ids]


class SentFromHere(CSRF):
    """Lets only our own page send a form, by what every browser says of itself and no page can
    change. So it needs no cookie, session or secret: docs/decisions/0036.
    """

    def setup_form(self, form: FlaskForm) -> list[tuple[str, Any]]:
        """Keep the origin of our pages, such as https://guide.example.org."""
        self.ours = form.meta.csrf_context
        return [*super().setup_form(form)]

    def generate_csrf_token(self, _field: object) -> str:
        """No token: no page has one."""
        return ""

    def validate_csrf_token(self, _form: object, _field: object) -> None:
        """Raises ValidationError if another site sent the form, or nothing says who did."""
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get("Origin", "")
        if site != "same-origin" if site is not None else origin.lower() != self.ours.lower():
            raise ValidationError


class KitForm(FlaskForm):
    """Which papers to print, in which languages, and who puts them up.

    `languages` and `papers` are those that there are, `checks` what to look for in a name, `ours`
    the origin of our own pages.
    """

    class Meta:
        csrf = True
        csrf_class = SentFromHere

    languages = SelectMultipleField(validators=[DataRequired()])
    papers = SelectMultipleField(validators=[DataRequired()])
    two = BooleanField()
    mono = BooleanField()
    place = StringField()

    def __init__(
        self,
        languages: Collection[str],
        papers: Collection[str],
        checks: tuple[Check, ...],
        ours: str,
    ) -> None:
        super().__init__(meta={"csrf_context": ours})
        self.languages.choices = [*languages]
        self.papers.choices = [*papers]
        self.checks = checks

    def validate_place(self, field: StringField) -> None:
        """Raises ValidationError with what to write instead, unless the name is right or empty."""
        if field.data and (wrong := fault(field.data, self.checks)):
            raise ValidationError(wrong)

    def faults(self) -> list[str]:
        """What is wrong with each field, in English."""
        self.validate()
        return [WRONG.get(name) or wrong[0] for name, wrong in self.errors.items()]

    @property
    def chosen_languages(self) -> list[str]:
        """The codes of the languages, each once, in the order of the list."""
        return [code for code in self.languages.choices if code in self.languages.data]

    @property
    def chosen_papers(self) -> list[str]:
        """The names of the sheets, in the same way."""
        return [name for name in self.papers.choices if name in self.papers.data]

    @property
    def place_name(self) -> str:
        return tidy(self.place.data or "")
