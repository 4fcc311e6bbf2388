"""What pages say of counting and of states is said in the words of the vocabulary that the case files bring."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from dossier.artifact import Page
from dossier.figures import figures
from dossier.outputs import letters, people, published, reference
from dossier.outputs.overview import view_of
from dossier.render import fragment, rendered
from dossier.settings import Settings
from dossier.site import Site
from dossier.standing import demands_on
from dossier.views.demands import open_demand
from helpers import dossier_of
from inventions import invented
from projects import INSTANT

FILES: dict[str, str | bytes | None] = {
    "../vocabulary/event-kinds.yml": """
        - {id: taken, label: Taken, group: person, sets: {freedom: held}}
        - {id: letter_sent, label: Letter, group: correspondence}
        """,
    "../vocabulary/tracks.yml": """
        - {id: freedom, of: person, label: Freedom, values: [{id: held, label: held somewhere, deprives: true}, {id: out, label: at large}]}
        - {id: doors, of: organisation, label: Doors, values: [{id: shut, label: shut, deprives: true}]}
        """,
    "../vocabulary/demand-states.yml": """
        - {id: open, label: Open}
        - {id: done, label: Done, settled: true}
        - {id: dropped, label: Dropped, settled: true}
        """,
    "events/2017.yml": "- {id: 2017-01-20-taken, title: Ann Lee is taken, date: 2017-01-20, kind: taken, people: ann-lee, sources: gazette}",
    "demands.yml": """
        - {id: release, title: Release of Ann Lee, text: Ann Lee is to be released.}
        - {id: unsaid, title: What nobody asked, text: Nothing.}
        """,
    "letters/2017-03-24-to-bo-dahl.md": """
        ---
        title: Letter to Bo Dahl
        date: 2017-03-24
        from: free-union
        to: bo-dahl
        demands: [{demand: release, paragraph: p1}, {demand: release, paragraph: p2}]
        ---
        Release Ann Lee.

        Please.
        """,
    "letters/2017-04-24-to-bo-dahl.md": """
        ---
        title: Second letter
        date: 2017-04-24
        from: free-union
        to: bo-dahl
        demands: {demand: release, paragraph: p1}
        ---
        Release Ann Lee.
        """,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(dossier_of(tmp_path_factory.mktemp("own"), FILES), Settings(), INSTANT)


def test_a_figure_names_the_states_that_it_counts(site: Site) -> None:
    held, _, demands = figures(site, "utopia")
    assert (held.number, demands.number, demands.total) == (1, 2, 2)
    assert "counts as deprived of liberty (held somewhere), by whatever account and however sure the entry is; " in held.rule
    assert "not one that settles them (done, dropped). One that no letter here makes counts too." in demands.rule


REFUSED: dict[str, str | bytes | None] = {
    "../vocabulary/tracks.yml": """
        - {id: freedom, of: person, label: Freedom, values: [{id: held, label: held somewhere, deprives: true, shade: full}]}
        - id: entry
          of: organisation
          label: Register
          values:
            - {id: entered, label: entered, shade: thin}
            - {id: refused, label: not let in, shade: half}
            - {id: to_close, label: told to close, shade: full}
        """,
    "../vocabulary/event-kinds.yml": """
        - {id: taken, label: Taken, group: person, sets: {freedom: held}}
        - {id: told, label: Told, group: organisation, sets: {entry: refused}}
        - {id: letter_sent, label: Letter, group: correspondence}
        """,
    "events/2018.yml": "- {id: 2018-01-20-told, title: A refusal, date: 2018-01-20, kind: told, organisations: free-union, sources: gazette}",
}


def test_a_union_that_was_refused_or_told_to_close_is_not_called_closed(tmp_path: Path) -> None:
    """Each state that counts is named; no word of the figure says that what was ordered was done."""
    site = Site(dossier_of(tmp_path, FILES | REFUSED), Settings(), INSTANT)
    (found,) = (figure for figure in figures(site, "utopia") if figure.href == "utopia/organisations/")
    assert (found.number, found.words) == (
        1, "organisation at some time refused registration, suspended, closed or ordered closed, by one account at least",
    )  # fmt: skip
    assert "at least one of these states on record (not let in, told to close), by whatever account" in found.rule
    assert "does not say that it was carried out" in found.rule


def test_a_demand_that_is_settled_without_having_been_met_is_not_counted_as_if_it_had_been(tmp_path: Path) -> None:
    """“0 of 1 demand not met in full” was said of one that another had taken the place of."""
    states = "- {id: open, label: Open}\n- {id: met, label: Met, settled: true}\n- {id: gone, label: Superseded, settled: true}\n"
    demands = "".join(
        f"- {{id: {ident}, title: Release {ident}, text: Release., history: [{{date: 2017-06-01, state: {state}}}]}}\n"
        for ident, state in (("one", "gone"), ("two", "open"), ("three", "met"), ("four", "gone"))
    )
    files = {"../vocabulary/demand-states.yml": states, "demands.yml": demands, "events/2017.yml": None, "letters/2017-03-24-to-bo-dahl.md": None}
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    (found,) = (figure for figure in figures(site, "utopia") if figure.href == "utopia/demands/")
    assert (found.number, found.total, found.words) == (1, 4, "demands not met in full, as far as recorded; settled: 2 superseded, 1 met")


def test_a_letter_that_asks_twice_is_named_once(site: Site) -> None:
    ((demand, _, _),) = demands_on(site.index, "utopia", date(2017, 5, 1))
    asked = open_demand(site.viewer, demand, date(2017, 5, 1)).letters
    assert [link.href for link in asked] == ["utopia/letters/2017-03-24-to-bo-dahl/#p1", "utopia/letters/2017-04-24-to-bo-dahl/#p1"]
    pages = {page.address: re.sub(r' href="[^"#]*(?=[#"])', ' href="', str(fragment(page))) for page in published(site) if isinstance(page, Page)}
    page = pages["utopia/letters/2017-03-24-to-bo-dahl/"]
    assert '<a href="#demands">Demands</a> <span>1</span>' in page
    made = page.partition('<ol class="dossier-ledger">')[2].partition("</ol>")[0]
    assert made.count("<li") == made.count('id="demand-release"') == 1
    assert '<a href="#p1">Paragraph 1</a> and <a href="#p2">paragraph 2</a>. Made here for the first time' in made
    for address, both, often in (
        ("utopia/demands/", '<a href="#p1">24 March 2017, paragraph 1</a> and <a href="#p2">paragraph 2</a>; of', "Bo Dahl</a> in the letter"),
        ("utopia/demands/release/", '<a href="#p1">Letter to Bo Dahl</a>, paragraph 1 and <a href="#p2">paragraph 2</a>, of', ", of <a"),
    ):
        assert both in pages[address]
        assert pages[address].count(often) == 2, "one item for each of the two letters"


def test_only_a_person_is_deprived_of_liberty(site: Site) -> None:
    page = next(page for page in reference.publish(site) if page.address == "vocabulary/")
    said = str(fragment(page))
    assert "<dt>held somewhere</dt><dd> Counts as deprived of liberty.</dd>" in said
    assert "<dt>shut</dt><dd> Counts as a loss.</dd>" in said


def test_the_vocabulary_says_how_a_kind_is_written_as_the_form_for_a_new_event_promises(site: Site) -> None:
    page = next(page for page in reference.publish(site) if page.address == "vocabulary/")
    kinds = [entry.id for entry in site.dossier.of("vocabulary/event-kinds")]
    assert kinds
    assert [kind for kind in kinds if f">{kind}</code>" not in str(fragment(page))] == []


@pytest.mark.parametrize(
    ("language", "ours", "own"), [("en", "", ""), ("fr", ' lang="en"', ' lang="fr"'), ("ar", ' lang="en" dir="ltr"', ' lang="ar" dir="rtl"')]
)
def test_pages_say_that_our_words_are_english_and_what_is_not(language: str, ours: str, own: str, site: Site) -> None:
    """A date in English reads `March 2017 24` where the page is read from the right and it does not say otherwise."""
    other = Site(site.everything, Settings(default_language=language), INSTANT)
    pages = {page.address: str(rendered(page, other.settings)[1]) for page in (*letters.publish(other), *people.publish(other))}
    for address in ("utopia/letters/2017-03-24-to-bo-dahl/", "utopia/people/ann-lee/"):
        assert f' id="content"{ours}>' in pages[address]
        assert f"<h1{own}>" in pages[address]


def test_every_page_says_it(site: Site) -> None:
    other = Site(site.everything, Settings(default_language="ar"), INSTANT)
    framed = {page.address: str(rendered(page, other.settings)[1]) for page in published(other) if isinstance(page, Page) and page.framed}
    assert [where for where, said in framed.items() if '<div class="dossier ' in said and 'lang="en" dir="ltr">' not in said] == []


@pytest.mark.parametrize(("language", "own"), [("fr", ' lang="fr"'), ("ar", ' lang="ar" dir="rtl"')])
def test_lists_and_embeds_say_which_words_are_of_case_files(language: str, own: str) -> None:
    """What a record is called where others are listed, and what accounts and answers say: all of it was read with English sounds."""
    other = Site(invented().everything, Settings(default_language=language), INSTANT)
    pages = {page.address: str(rendered(page, other.settings)[1]) for page in published(other) if isinstance(page, Page)}
    for address, said in (
        ("examplia/timeline/", f'<h3 class="dossier-entry__head"{own}><a'),
        ("examplia/events/2021-01-20-arrest/", f'account__text"><span{own}>She was'),
        ("letters/", f'<p class="dossier-register__title"{own}><a'),
        ("demands/", f'<p class="dossier-ledger__what"{own}><a'),
        ("examplia/letters/2021-03-10-to-the-commission/", f'<div class="dossier-thread__what"><span{own}><a'),
        ("examplia/letters/2021-03-10-to-the-commission/thread/", f'-h"{own}><a'),
        ("embed/examplia/", f"<h2{own}><a"),
        ("embed/examplia/events/2021-02-law/", f"<h1{own}><a"),
        ("embed/examplia/letters/2021-03-10-to-the-commission/", f"<h1{own}><a"),
        ("ru/examplia/people/ann-example/", f'<h4 class="dossier-entry__head"{own}><a'),
    ):
        assert said in pages[address], address
    assert [where for where, said in pages.items() if re.search(r"<[^>]* dir=[^>]* dir=", said)] == [], "no element has two directions"


def test_the_rule_of_replies_says_that_a_holding_reply_counts(tmp_path: Path) -> None:
    reply = {
        "letters/2017-05-01-holding.md": """
            ---
            title: Holding reply
            date: 2017-05-01
            from: bo-dahl
            to: free-union
            in_reply_to: 2017-03-24-to-bo-dahl
            reply_kind: holding_reply
            ---
            Later.
            """
    }
    site = Site(dossier_of(tmp_path, reply), Settings(), INSTANT)
    (letters_,) = (figure for figure in figures(site, "utopia") if figure.href == "utopia/letters/")
    assert (letters_.number, letters_.total) == (1, 1)
    assert "acknowledges it or says that an answer will follow" in letters_.rule


@pytest.mark.parametrize(("others", "words"), [(0, "letter with {}; it asked for none"), (1, "letters with {}; 1 of the others asked for none")])
def test_of_letters_without_a_reply_it_is_said_which_asked_for_none(others: int, words: str, tmp_path: Path) -> None:
    another = "- {id: 2017-04-01-x, title: X, date: 2017-04-01, from: free-union, to: bo-dahl, text: Words.}"
    letter = """
        ---
        title: To the union
        date: 2017-03-24
        from: free-union
        to: bo-dahl
        reply_requested: false
        ---
        For your information.
        """
    files = {"letters/2017-03-24-to-bo-dahl.md": letter, "letters/x.yml": another if others else "[]", "events/2017.yml": "[]"}
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    (figure,) = (figure for figure in figures(site, "utopia") if figure.href == "utopia/letters/")
    assert (figure.number, figure.total, figure.words) == (0, 1 + others, words.format("a reply in writing on record"))


LICENCE: dict[str, str | bytes | None] = {
    "../vocabulary/tracks.yml": """
        - id: being
          of: person
          label: Whereabouts
          values: [{id: held, label: held somewhere, deprives: true, shade: full}, {id: home, label: at home}, {id: unknown, label: unknown}]
        - id: licence
          of: person
          label: Licence
          values: [{id: lost, label: without a licence, deprives: true, shade: full}, {id: unknown, label: unknown}]
        """,
    "../vocabulary/event-kinds.yml": """
        - {id: letter_sent, label: Letter, group: correspondence}
        - {id: taken, label: Taken, group: person, sets: {being: held}}
        - {id: let_go, label: Let go, group: person, sets: {being: home}, needs: deprivation}
        - {id: barred, label: Barred, group: person, sets: {licence: lost}}
        """,
    "events/2017.yml": "- {id: 2017-01-20-barred, title: Ann Lee is barred, date: 2017-01-20, kind: barred, people: ann-lee, sources: gazette}",
}
TAKEN = "\n- {id: 2017-02-20-taken, title: Ann Lee is taken, date: 2017-02-20, kind: taken, people: ann-lee, sources: gazette}"
FREED = "\n- {id: 2018-02-20-let-go, title: Ann Lee is let go, date: 2018-02-20, kind: let_go, people: ann-lee, sources: gazette}"


def test_what_takes_away_something_else_than_freedom_is_never_called_custody(tmp_path: Path) -> None:
    site = Site(dossier_of(tmp_path, FILES | LICENCE), Settings(), INSTANT)
    view = view_of(site, "utopia")
    assert view is not None
    assert view.headline == "On the day of the letter of 24 March 2017, nobody named here is recorded as in custody. " \
        "On the day of the letter of 24 April 2017, nobody named here is recorded as in custody"
    assert [crossing.sentences for crossing in view.numbered] == [(("Recorded as in custody", ()),)] * 2
    assert [figure.words for figure in figures(site, "utopia") if "liberty" in figure.words] == []
    said = str(fragment(next(page for page in reference.publish(site) if page.address == "vocabulary/")))
    assert "<dt>held somewhere</dt><dd> Counts as deprived of liberty.</dd>" in said
    assert "<dt>without a licence</dt><dd> Counts as a loss.</dd>" in said


def test_a_picture_of_one_year_names_it_once(tmp_path: Path) -> None:
    alone = {name: None if name.startswith("letters/2017-03") else said for name, said in FILES.items() if not name.startswith("letters/2017-04")}
    view = view_of(Site(dossier_of(tmp_path, alone), Settings(), INSTANT), "utopia")
    assert view is not None
    assert view.headline == "One person at some time deprived of liberty or restricted in it"
    assert view.title == f"Utopia, 2017: {view.headline}"


@pytest.mark.parametrize(("roles", "said"), [("", "public in a role."), ("roles: {title: Driver}", "public in the role given here.")])
def test_a_person_without_a_role_on_record_is_not_said_to_have_it_given(roles: str, said: str, tmp_path: Path) -> None:
    cy = f"---\nname: Cy Ray\nsort_name: Ray, Cy\nbasis: public-role\n{roles}\n---\n"
    site = Site(dossier_of(tmp_path, {"people/cy-ray.md": cy}), Settings(), INSTANT)
    page = next(page for page in people.publish(site) if page.address == "utopia/people/cy-ray/")
    assert f"<dd>Acts, or acted, in {said}</dd>" in str(fragment(page))


def test_whoever_has_two_states_in_the_picture_is_one_person(tmp_path: Path) -> None:
    both = LICENCE | {"events/2017.yml": f"{LICENCE['events/2017.yml']!s}{TAKEN}{FREED}"}
    view = view_of(Site(dossier_of(tmp_path, FILES | both), Settings(), INSTANT), "utopia")
    assert view is not None
    assert len(view.rows) == 2
    assert view.headline.startswith("One person named here is recorded as in custody on the day of the letter of 24 March 2017. The same person")
    assert view.description.startswith("Bars for one person and no organisations")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2017-03-24", "Asked 2 times since 24 March 2017: of"),
        ("2017-03-20/2017-03-24", "Asked 2 times since a day between 20 and 24 March 2017: of"),
        ("../2017-03-24", "Asked 2 times, first by 24 March 2017: of"),
    ],
)
def test_since_when_a_demand_is_made_is_said_of_any_date(tmp_path: Path, date: str, said: str) -> None:
    first = str(FILES["letters/2017-03-24-to-bo-dahl.md"]).replace("date: 2017-03-24", f"date: {date}")
    site = Site(dossier_of(tmp_path, FILES | {"letters/2017-03-24-to-bo-dahl.md": first}), Settings(), INSTANT)
    page = next(page for page in published(site) if isinstance(page, Page) and page.address == "utopia/demands/")
    assert said in re.sub(r"\s+", " ", re.sub("<[^>]*>", "", fragment(page)))
