"""Templates say what Jinja says, though their code is shorter."""

import pytest
from dossier.templating import TemplateEnvironment, emitted
from dossier.values import Text
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape


class _Html:
    def __html__(self) -> str:
        return "<i>kept</i>"


class _Said(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "<said>"


VALUES = ["", "plain", "<b> & \"'", Markup("<b>"), Markup(), 0, 1.5, None, True, ("<", ">"), _Html(), _Said("<kept>"), "Ж<ا"]


@pytest.mark.parametrize("value", VALUES, ids=[str(place) for place in range(len(VALUES))])
def test_what_is_written_is_what_markupsafe_escapes(value: object) -> None:
    assert str(emitted(value)) == str(escape(value))


PARTS = """
{% macro mark(text, kind="plain") %}<b class="{{ kind }}">{{ text }}</b>{% endmacro %}
{% macro around(text) %}<p>{{ text }}{{ caller() }}</p>{% endmacro %}
{% macro many(first) %}{{ first }}{{ varargs|join(",") }}{{ kwargs.items()|list|length }}{% endmacro %}
"""
PAGE = """
{% from "parts.html" import mark, around, many %}{% set ns = namespace(n=0) %}
{% set kept %}{{ text }}<br>{% endset %}{{ kept }}{{ kept|length }}{{ ("<" ~ text ~ kept) }}
{{ mark(text) }}{{ mark(text, "<k>") }}{{ mark(kind="k", text=text) }}{{ mark(mark(text))|upper }}
{% call around(text) %}{{ text }}{% endcall %}{{ many(text, "<", 2, x=3) }}
{% for value in values %}{% set ns.n = ns.n + 1 %}{{ loop.index }}{{ mark(value) }}{{ value if loop.last else "<" }}{% else %}none{% endfor %}
{% filter upper %}{{ text }}<u>{% endfilter %}{{ shared }}{{ thing.real }}{{ given["items"] }}{{ [mark(text), text]|join(" < ") }}
{% include "inner.html" %}{{ text is string }}{{ page_of(text) }}{{ thing.__class__.__name__ }}
"""


def _said(kind: type[Environment]) -> str:
    templates = {"parts.html": PARTS, "page.html": PAGE, "inner.html": "{{ text }}{{ shared }}{{ thing.from if thing.numerator > 99 else '' }}"}
    env = kind(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined)
    env.globals = {**env.globals, "shared": "<g>", "page_of": lambda text: f"<{text}>"}
    values = {"text": "<t>'&\"", "values": VALUES, "thing": 5, "given": {"items": "<x>"}}
    return env.get_template("page.html").render(**values)


def test_templates_say_what_jinja_says() -> None:
    assert _said(TemplateEnvironment) == _said(Environment)


def test_macros_refuse_what_they_do_not_take() -> None:
    env = TemplateEnvironment(loader=DictLoader({}), autoescape=True, undefined=StrictUndefined)
    macro = "{% macro mark(text) %}{{ text }}{% endmacro %}"
    for call, error in (("mark(1, 2)", TypeError), ("mark(text=1, other=2)", TypeError), ("mark()", UndefinedError), ("mark(1)(2)", TypeError)):
        with pytest.raises(error):
            env.from_string(f"{macro}{{{{ {call} }}}}").render()


def test_an_attribute_that_is_not_there_is_an_error_with_the_line_of_the_template() -> None:
    env = TemplateEnvironment(loader=DictLoader({"page.html": "\n\n{{ given.title }}"}), autoescape=True, undefined=StrictUndefined)
    with pytest.raises(AttributeError) as caught:
        env.get_template("page.html").render(given={"title": "an item, not an attribute"})
    assert caught.traceback[-1].lineno == 2  # counted from 0


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("<p>{{ t }}</p>", "<p>{}</p>"),
        ("{{ t }}", "{}"),
        ('<a title="{{ t }}" class="a{% if t %}b{{ t }}{% endif %}">{{ t }}</a>', '<a title="Суд" class="abСуд">{}</a>'),
        ('<a{% if t %} title="{{ t }}"{% elif t %} alt="{{ t }}"{% else %} {% endif %} rel="{{ t }}">{{ t }}', '<a title="Суд" rel="Суд">{}'),
        ("<i{% for x in t %}{% if loop.first %}>{{ t }}{% endif %}{% endfor %}</i>", "<i>{}</i>"),
        ("<title>{{ t }}</title><!-- <b --><b>{{ t }}", "<title>Суд</title><!-- <b --><b>{}"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}<p>{{ m(t) }}</p>", "<p>{}</p>"),
        ("<a {% block b %}title='{{ t }}'{% endblock %}>{{ t }}", "<a title='Суд'>{}"),
        ("{% set s %}{{ t }}{% endset %}<p>{{ s }}", "<p>{}"),
        ("<p>{{ t ~ '!' }}{{ t|upper }}", "<p>Суд!СУД"),
    ],
)
def test_words_of_another_language_say_so_between_tags_and_nowhere_else(template: str, wanted: str) -> None:
    env = TemplateEnvironment(loader=DictLoader({"page.html": template}), autoescape=True, undefined=StrictUndefined)
    assert env.get_template("page.html").render(t=Text("Суд", language="ru")) == wanted.format('<span lang="ru">Суд</span>')
    assert "span" not in env.get_template("page.html").render(t=Text("Суд"))
