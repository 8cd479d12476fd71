"""Templates: each is read and compiled once in a process, for all renderers; and their texts."""

from collections.abc import MutableMapping
from itertools import chain
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, Template
from jinja2.ext import extract_from_ast
from jinja2.meta import find_referenced_templates

from .assets import TEMPLATES

MARKING = ("_", "N_")
"""The functions that mark a text of a template."""


class Compiled(NamedTuple):
    """A template: its code; its own texts, in English; and the names of those that it uses."""

    code: CodeType
    texts: tuple[str, ...]
    used: tuple[str, ...]


class Loader(FileSystemLoader):
    """Loads templates. Environments may share one if their options for syntax are the same, and
    threads, too.
    """

    def __init__(self) -> None:
        super().__init__(TEMPLATES, encoding="utf-8")
        self.known: dict[str, Compiled] = {}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja names it)
    ) -> Template:
        """A template that can be rendered."""
        code = self.compiled(environment, name).code
        return environment.template_class.from_code(environment, code, globals or {})

    def compiled(self, environment: Environment, name: str) -> Compiled:
        """A template, read and compiled when it is first asked for."""
        if name not in self.known:
            source, path, _ = self.get_source(environment, name)
            tree = environment.parse(source, name, path)
            marked = extract_from_ast(tree, MARKING, babel_style=False)
            # The words come first; after them there may be names of values. A variable has none.
            texts = tuple(str(words[0]) for _, _, words in marked if isinstance(words, tuple))
            # A name that only the renderer knows is that of the frame.
            used = tuple(other or "base.html" for other in find_referenced_templates(tree))
            code = environment.compile(tree, name, path)
            self.known[name] = Compiled(code, texts, used)
        return self.known[name]

    def texts(self, environment: Environment, name: str) -> tuple[str, ...]:
        """The texts of a template, with those of the templates that it uses, each once."""
        found = self.compiled(environment, name)
        others = (self.texts(environment, other) for other in found.used)
        return tuple(dict.fromkeys(chain(found.texts, *others)))
