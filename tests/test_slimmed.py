"""Of a theme's stylesheet, what may apply to pages of records stays, and nothing that is not sure goes."""

import re

import pytest
from dossier.slimmed import classes_of, slimmed
from dossier.themed import Theme

CLASSES = frozenset(("head", "head__title", "grid"))


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".head{a:b}", ".head{a:b}"),
        (".gone{a:b}", ""),
        (".head,.gone,p{a:b}", ".head,p{a:b}"),
        (".head .gone>p{a:b}", ""),
        (".head--open,.head__title--long{a:b}", ".head--open,.head__title--long{a:b}"),
        ("p.gone:hover::before,[data-x=gone],#gone,*{a:b}", "[data-x=gone],#gone,*{a:b}"),
        (":not(.gone) p,:is(.gone,.head) p{a:b}", ":not(.gone) p,:is(.gone,.head) p{a:b}"),
        ("@media screen and (min-width:1em){.gone{a:b}.grid{a:b}}", "@media screen and (min-width:1em){.grid{a:b}}"),
        ("@media print{.gone{a:b}}", ""),
        ("@supports (a:b){@media print{.gone{a:b}p{a:b}}}", "@supports (a:b){@media print{p{a:b}}}"),
        ('@charset "UTF-8";@font-face{a:gone}@keyframes gone{0%{a:b}}', '@charset "UTF-8";@font-face{a:gone}@keyframes gone{0%{a:b}}'),
        (r".w-1\.5,.\31 0{a:b}", ""),
        ('.head{a:url("data:image/svg+xml,<svg class=\'.gone{}\'/>")}', '.head{a:url("data:image/svg+xml,<svg class=\'.gone{}\'/>")}'),
        (".gone{a:b}p", ".gone{a:b}p"),
    ],
)
def test_rules_stay_where_their_classes_may_be(css: str, kept: str) -> None:
    assert slimmed(css, CLASSES) == kept


def test_pictures_that_nothing_uses_go() -> None:
    pictures = ":root{--a:url(a.svg);--b:url(b.svg);--c:url(c.svg);--d:1px}"
    css = f"{pictures}.head{{mask:var(--a)}}.gone{{mask:var(--b)}}"
    assert slimmed(css, CLASSES, "p{mask:var( --c )}") == ":root{--a:url(a.svg);--c:url(c.svg);--d:1px}.head{mask:var(--a)}"


def test_classes_are_found_whatever_stands_between_them() -> None:
    sources = ('<p class="one two{% if x %} three--open{% endif %}" id="none">', "<b class='four'><i class=five hidden>", "here class is nothing")
    assert {"one", "two", "three--open", "four", "five"} <= classes_of(sources)
    assert not {"none", "id", "hidden", "nothing"} & classes_of(sources)


def test_scripts_go_to_readers_without_indents_which_are_in_no_string() -> None:
    """An indent would be missing from a string over several lines: of each backtick, the other is in its line, but for two that are letters."""
    scripts = sorted((Theme().folder / "assets" / "javascripts").glob("*.js"))
    odd = [line.split("=")[0].strip() for path in scripts for line in path.read_text("utf-8").splitlines() if line.count("`") % 2]
    assert odd == ["const BINDS", "const fold"]
    published = {artifact.uri: artifact.content().decode() for artifact in Theme().own()}
    assert not [uri for uri, text in published.items() if uri.endswith(".js") and re.search(r"^(?: |//)", text, re.MULTILINE)]
