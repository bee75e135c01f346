"""The Jinja environments for the templates in `templates/`: sandboxed, strict, the same for every output."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import NoneType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from schoolprotocol.check.templates import UNREADABLE, broken, check_templates, told, unreadable
from schoolprotocol.errors import SchoolprotocolError, SourceError
from schoolprotocol.outputs.compiled import CompiledTemplates
from schoolprotocol.policy.decided import shown
from schoolprotocol.templating import Templates
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import AUDIENCE_WORDS, STATUS_WORDS

_DATA = frozenset({str, Markup, bool, int, tuple, NoneType})
_COMPILED = CompiledTemplates()


class _Loader(BaseLoader):
    """Finds a template by its path below `templates/`."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        if template not in self.templates.files:
            raise TemplateNotFound(template)
        try:
            return self.templates.text(template), str(self.templates.find(template)), lambda: True
        except UnicodeDecodeError:
            raise SourceError(check_templates(self.templates)) from None

    def list_templates(self) -> list[str]:
        return list(self.templates.files)


class _Template(Template):
    """A template that tells where it is wrong."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        try:
            return super().render(*args, **kwargs)
        except (SchoolprotocolError, MemoryError):
            raise
        except Exception as error:
            raise _fault(error, self.environment) from error


def _fault(error: Exception, environment: Environment) -> Exception:
    """The fault in a template that an exception tells of; else the exception itself."""
    loader = environment.loader
    found = told(error, loader.templates) if isinstance(loader, _Loader) else None
    return SourceError([found]) if found is not None else error


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which answers once for each kind of object whether a template may see an attribute of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._answers: dict[tuple[type, str], bool] = {}

    template_class = _Template

    def compile(self, source: Any, name: str | None = None, *more: Any, **named: Any) -> Any:
        try:
            return super().compile(source, name, *more, **named)
        except UNREADABLE as error:
            loader = self.loader
            if name is None or not isinstance(loader, _Loader):
                raise
            raise SourceError([broken(loader.templates, name, None, unreadable(error))]) from None

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        try:
            return super().get_template(*args, **kwargs)
        except TemplateSyntaxError as error:
            raise _fault(error, self) from error

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
        # Most are data, and no `format` of a text, which Jinja wraps.
        if type(value) in _DATA and self._answers.get((type(obj), attribute)):
            return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        question = type(obj), attr
        if question not in self._answers:
            self._answers[question] = super().is_safe_attribute(obj, attr, value)
        return self._answers[question]

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is not Macro:
            return super().call(context, obj, *args, **kwargs)
        # Half of all calls: what Jinja would ask of a macro, and pass to it, is known.
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(context.eval_ctx, *args, **kwargs)


@lru_cache(maxsize=4)
def environment(templates: Templates, *, html: bool) -> ImmutableSandboxedEnvironment:
    """The environment for one kind of output.

    Args:
        templates: the project's.
        html: escape values for HTML; otherwise they go in as they are.
    """
    made = _Environment(
        loader=_Loader(templates),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    made.filters["dag"] = day_in_words
    made.filters["kenmerk"] = shown
    made.filters["status"] = STATUS_WORDS.__getitem__
    made.filters["doelgroep"] = AUDIENCE_WORDS.__getitem__
    return made
