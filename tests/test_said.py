"""What pages say of people, letters and days is no more than what is recorded, and in the right direction."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from dossier.artifact import Page
from dossier.citations import styles
from dossier.dates import parse_date
from dossier.gathered import Documents
from dossier.languages import is_language, language_name, text_direction
from dossier.outputs import asof, country, demands, embeds, events, letters, organisations, people, published, threads, timeline_embeds
from dossier.phrases import stop
from dossier.render import environment, fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.views.citing import abstract, cited
from dossier.views.data import letter_data
from dossier.views.letters import LetterView, letter_view
from dossier.views.narrowdata import narrow_data
from dossier.views.news import NewsView, SaidView
from helpers import ROOT, built, dossier_of, made_once, project
from playwright.sync_api import Browser
from projects import INSTANT
from test_entities import entities

FILES = {
    "data/utopia/people/cy-osei.yml": """
        - id: cy-osei
          name: Cy Osei
          sort_name: Osei, Cy
          basis: public-role
          names: {ar: ساي}
          roles: [{title: Chair, organisation: free-union}, {title: Member, organisation: free-union, from: 2015, until: 2016}]
        """,
    "data/utopia/events/more.yml": """
        - id: 2017-06-01-arrest
          title: Cy Osei is arrested
          date: 2017-06-01
          kind: arrest
          people: cy-osei
          sources: gazette
          relates_to: [{event: 2017-05-30-warrant, relation: follows}]
        - {id: 2017-06-meeting, title: A meeting in June, date: 2017-06, kind: meeting, sources: gazette}
        - id: 2017-07-01-release
          title: Cy Osei is released
          date: 2017-07-01
          kind: release
          people: cy-osei
          sources: gazette
          relates_to: [{event: 2017-06-01-arrest, relation: follows}]
        - id: 2017-05-30-warrant
          title: A warrant
          date: 2017-05-30
          kind: investigation_opened
          people: cy-osei
          sources: gazette
          relates_to: [{event: 2017-06-01-arrest, relation: precedes}]
        """,
    "data/utopia/letters/2017-06-03-b.md": """
        ---
        title: Letter about the arrest
        date: 2017-06-03
        from: free-union
        to: bo-dahl
        cc: cy-osei
        language: en
        occasion: 2017-06-01-arrest
        corrections: [{date: 2018-01-01, text: A slip., paragraph: p1, was: Was.}]
        ---
        Words.
        """,
    "data/utopia/letters/2017-06-03-b.ar.md": """
        ---
        title: رسالة
        translated_by: Ann Lee
        ---
        كلمات.
        """,
    "data/utopia/letters/2017-06-04-d.md": """
        ---
        title: Letter of 4 June 2017
        date: 2017-06-04
        from: free-union
        to: bo-dahl
        language: en
        ---
        They searched us.
        """,
    "data/utopia/events/search.yml": """
        - id: 2017-06-04-search
          title: A search
          date: 2017-06-04
          kind: meeting
          sources: [gazette, "letters/2017-06-04-d#p1"]
        """,
    "data/arcadia/country.yml": "title: Arcadia\niso: XA\n",
    "data/erewhon/country.yml": "title: Erewhon\niso: XE\n",
    "data/erewhon/organisations.yml": "- {id: one-union, name: One Union, type: trade-union}\n",
    "data/international/letters/2018-01-01-c.md": """
        ---
        title: Letter about Arcadia
        date: 2018-01-01
        from: global-union
        to: global-union
        countries: arcadia
        ---
        Words.
        """,
    "data/international/organisations.yml": "- {id: global-union, name: Global Union, type: trade-union}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    def make(folder: Path) -> None:
        files = {path: content for path, content in FILES.items() if content is not None}
        (folder / "out.txt").write_text("\n\0\n".join(f"{path}\0{page}" for path, page in pages(project(folder / "p", files)).items()), "utf-8")

    made = made_once(tmp_path_factory, "said", make)
    return dict(part.split("\0", 1) for part in (made / "out.txt").read_text("utf-8").split("\n\0\n"))


def pages(root: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in built(root).items() if path.endswith(".html")}


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_what_is_read_from_the_right_says_so(site: dict[str, str]) -> None:
    page = site["ar/utopia/letters/2017-06-03-b/index.html"]
    assert '<h1 lang="ar" dir="rtl">' in page
    assert re.search(r'<div lang="ar" dir="rtl">\s*<div class="dossier-row', page)
    assert '<div class="dossier-margin" lang="en" dir="ltr"' in page
    assert 'lang="ar" dir="rtl"' in site["embed/ar/utopia/letters/2017-06-03-b/index.html"]
    assert '<span lang="ar" dir="rtl">' in site["utopia/people/cy-osei/index.html"]
    assert ' dir="rtl"' not in site["utopia/letters/2017-06-03-b/index.html"].partition("dossier-text")[2].partition("</article>")[0]


@pytest.mark.parametrize("name", ["dossier", "plain"])
def test_a_name_from_the_right_moves_no_day_beside_it(browser: Browser, name: str) -> None:
    css = (ROOT / f"hooks/dossier/theme/assets/stylesheets/{name}.css").read_text("utf-8")
    page = browser.new_page()
    page.set_content(f"<style>{css}</style><body dir=ltr><p class=dossier>Source: جريدة, <time>3 March 2021</time>")
    assert page.locator("time").evaluate("one => one.getClientRects().length") == 1
    page.close()


def test_a_translation_is_not_called_the_original(site: dict[str, str]) -> None:
    assert "The wording is that of the translation." in plain(site["ar/utopia/letters/2017-06-03-b/index.html"])
    page = plain(site["utopia/letters/2017-06-03-b/index.html"])
    assert "The wording is that of the original, mistakes included." in page
    assert "Paragraph numbers, links on names and, below signatures, the full names of organisations are ours." in page


def test_below_signatures_organisations_are_not_called_as_the_letter_calls_them(tmp_path: Path) -> None:
    signed = "signed_by: {person: bo-dahl, role: Chair, organisations: free-union}, text: Dear all}"
    files = {"letters/2017.yml": f"- {{id: 2017-01-02-x, title: X, date: 2017-01-02, from: free-union, to: bo-dahl, {signed}"}
    made = {item.uri: item for item in published(Site(dossier_of(tmp_path, files), Settings(), INSTANT)) if not isinstance(item, Page)}
    text = made["utopia/letters/2017-01-02-x.txt"].content().decode()
    assert "Bo Dahl, Chair, Free Union" in text
    assert "The full names of organisations behind those of who signed are ours too." in text


def test_letters_of_one_day_stand_in_the_order_that_the_editor_gives_them(tmp_path: Path) -> None:
    letter = "- {{id: 2017-01-02-{}, title: {}, date: 2017-01-02, order: {}, from: bo-dahl, to: ministry, text_available: false, sources: gazette}}\n"
    files = {"letters/2017.yml": letter.format("a", "Afterwards written", 2) + letter.format("b", "Before it", 1)}
    pages = {item.address: item for item in published(Site(dossier_of(tmp_path, files), Settings(), INSTANT)) if isinstance(item, Page)}
    for where in ("utopia/", "utopia/letters/"):
        register = fragment(pages[where]).partition('<ol class="dossier-register">')[2]
        assert -1 < register.index("Before it") < register.index("Afterwards written"), where


def test_a_letter_known_from_references_is_not_described_by_its_text(tmp_path: Path) -> None:
    known = "- {id: 2017-01-02-x, title: X, date: 2017-01-02, from: free-union, to: bo-dahl, text_available: false, sources: gazette}"
    pages = {page.address: page for page in letters.publish(Site(dossier_of(tmp_path, {"letters/2017.yml": known}), Settings(), INSTANT))}
    said = "Letter to Bo Dahl, {}, sources and what became of it."
    assert pages["utopia/letters/2017-01-02-x/"].description == said.format("2 January 2017: known from references only")
    assert pages["utopia/letters/2017-03-24-to-bo-dahl/"].description == said.format("24 March 2017: the text with paragraph numbers")


def test_what_a_letter_known_from_references_was_about_is_no_title_of_its_own(tmp_path: Path) -> None:
    known = "- {id: 2017-x, title: X, date: 2017, from: bo-dahl, to: ministry, subject: A strike, text_available: false, sources: gazette}"
    site = Site(dossier_of(tmp_path, {"letters/2017.yml": known}), Settings(), INSTANT)
    html = next(fragment(page) for page in letters.publish(site) if page.address == "utopia/letters/2017-x/")
    assert ">About: A strike</p>" in html
    assert all("A strike" not in style.text for style in styles(cited(site.viewer, site.dossier.entries["utopia/letters/2017-x"])))


def test_who_signed_a_letter_known_from_references_is_said_in_its_head(tmp_path: Path) -> None:
    signed = "signed_by: {person: bo-dahl, role: Chair, organisations: free-union}"
    known = f"- {{id: 2017-01-02-x, title: X, date: 2017-01-02, from: free-union, to: ministry, text_available: false, sources: gazette, {signed}}}"
    pages = {page.address: page for page in letters.publish(Site(dossier_of(tmp_path, {"letters/2017.yml": known}), Settings(), INSTANT))}
    assert "Signed by Bo Dahl , Chair" in plain(fragment(pages["utopia/letters/2017-01-02-x/"]))


def test_of_letters_that_nobody_here_has_read_no_wording_is_said_to_be_the_original_s(tmp_path: Path) -> None:
    letter = "- {{id: 2018-01-0{}, title: X, date: 2018-01-0{}, from: {}, to: {}, text_available: false, sources: gazette{}}}\n"
    why = ", occasion: [2018-01-01-a, 2018-01-01-b]"
    known = letter.format(2, 2, "free-union", "ministry", why) + letter.format(3, 3, "ministry", "free-union", ", in_reply_to: 2018-01-02")
    event = "- {{id: 2018-01-01-{}, title: 'A search, the union reports', date: 2018-01-01, kind: office_raid, sources: gazette}}\n"
    files = {"letters/2018.yml": known, "events/2018.yml": event.format("a") + event.format("b")}
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    (page,) = (page for page in threads.publish(site) if page.address == "utopia/letters/2018-01-02/thread/")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", fragment(page)))
    assert "The text of this letter is not in this dossier." in said
    assert "The wording is" not in said
    assert "OccasionA search, the union reports; A search, the union reports" in said


def test_only_a_meeting_has_something_on_the_table(site: dict[str, str]) -> None:
    assert "What letters had asked by then" in site["utopia/events/2017-06-meeting/index.html"]
    assert "What letters had asked by then" not in site["utopia/events/2017-06-01-arrest/index.html"]
    assert "utopia/as-of/2017-06-01/index.html" in site, "the day of what a letter was written on the occasion of matters all the same"


def test_a_day_that_is_only_the_last_possible_one_is_not_called_the_day(site: dict[str, str]) -> None:
    page = plain(site["utopia/as-of/2017-06-30/index.html"])
    assert "On this day" not in page
    assert "The last possible day of A meeting in June ( June 2017 )." in page
    assert "On this day: Letter about the arrest" in plain(site["utopia/as-of/2017-06-03/index.html"])


def test_nothing_is_said_twice_in_a_row(site: dict[str, str]) -> None:
    assert '<li aria-current="page">Timeline</li>' in site["utopia/timeline/index.html"]
    assert "Letter of 4 June 2017, paragraph 1" in plain(site["utopia/events/2017-06-04-search/index.html"]).replace(" ,", ",")


def test_one_is_one_and_none_is_none(site: dict[str, str]) -> None:
    register = plain(site["utopia/events/index.html"])
    assert "Source: Gazette" in register
    assert "Sources: " in register
    assert "One, with what was last on record." in site["erewhon/organisations/index.html"]
    assert "0 of 0" not in site["erewhon/timeline/index.html"]
    assert "Nobody is named yet." in site["erewhon/index.html"]
    assert "No organisation is named yet." in site["arcadia/index.html"]


def test_a_role_without_days_says_so(site: dict[str, str]) -> None:
    said = plain(site["utopia/people/cy-osei/index.html"])
    assert "Chair, Free Union (since and until when is not recorded)" in said
    assert "Member, Free Union , from 2015 until 2016 " in said
    assert "Acts, or acted, in public" in said
    assert "Named in the copies line" in said


def test_a_relation_that_both_sides_could_tell_is_told_once(site: dict[str, str]) -> None:
    related = plain(site["utopia/events/2017-06-01-arrest/index.html"]).partition("Related events")[2]
    assert re.findall(r"(?i)comes after ?: A warrant", related) == ["Comes after: A warrant"]


def test_an_international_letter_about_a_country_counts_among_its_own(site: dict[str, str]) -> None:
    assert "Letter about Arcadia" in site["arcadia/letters/index.html"]
    assert "0 of 1 letter with a reply in writing on record" in plain(site["arcadia/index.html"])
    assert "No letter is on record" not in site["arcadia/index.html"]


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        ("关于第七码头。", "码头属于国家。", "关于第七码头。 码头属于国家。"), ("لماذا؟", "لا نعرف", "لماذا؟ لا نعرف."),
        ("On a dock", "Why?", "On a dock. Why?"), ("Why?", "Because", "Why? Because."),
    ],
)  # fmt: skip
def test_no_full_stop_is_added_where_a_sentence_ends_in_its_own_script(subject: str, body: str, said: str, tmp_path: Path) -> None:
    letter = f"---\ntitle: X\ndate: 2017-05-02\nfrom: ministry\nto: free-union\nsubject: {subject}\n---\n{body}\n"
    site = Site(dossier_of(tmp_path, {"letters/2017-05-02-x.md": letter}), Settings(), INSTANT)
    assert stop(abstract(site.viewer, site.dossier.entries["utopia/letters/2017-05-02-x"])) == said


def test_a_letter_in_another_language_says_its_own_words_and_is_translated_into_that_of_the_site(tmp_path: Path) -> None:
    letter = """
        ---
        title: {en: From the ministry, ru: Из министерства}
        date: 2017-05-02
        from: ministry
        to: free-union
        language: ru
        subject: {en: On your letter, ru: О вашем письме}
        salutation: {en: "Dear Sirs,", ru: "Уважаемые господа!"}
        closing: {kk: Құрметпен, ru: С уважением}
        corrections: {date: 2018-01-01, text: A word was misread., paragraph: p1, was: {kk: Хат келді., en: It came., ru: Письмо пришло.}}
        ---
        Письмо получено.
        """
    english = "---\ntitle: From the ministry\ntranslated_by: A volunteer\n---\nThe letter was received.\n"
    given = {"letters/2017-05-02-x.md": letter, "letters/2017-05-02-x.en.md": english, "letters/2017-05-02-x.kk.md": english}
    site = Site(dossier_of(tmp_path, given), Settings(), INSTANT)
    entry = site.dossier.entries["utopia/letters/2017-05-02-x"]

    def said(view: LetterView) -> tuple[object, ...]:
        return view.language, view.subject, view.salutation, view.closing, view.rows[0].corrections[0].was

    into = {translation.language: translation for translation in entry.translations}
    assert said(letter_view(site.viewer, entry, "")) == ("ru", "О вашем письме", ("Уважаемые господа!",), ("С уважением",), "Письмо пришло.")
    assert said(letter_view(site.viewer, entry, "", into["en"])) == ("en", "On your letter", ("Dear Sirs,",), ("Құрметпен",), "It came.")
    for translation, was in ((None, "Письмо пришло."), (into["en"], "It came."), (into["kk"], "Хат келді.")):
        assert letter_data(site.viewer, entry, translation).corrections[0].was == was
    assert letter_data(site.viewer, entry).subject == "О вашем письме"
    pages = {page.address: fragment(page) for page in letters.publish(site) if "2017-05-02-x/" in page.address and "thread" not in page.address}
    assert '<p class="dossier-para" lang="kk">Құрметпен</p>' in pages["en/utopia/letters/2017-05-02-x/"], "in the language that it is in"
    assert '<p class="dossier-para">Құрметпен</p>' in pages["kk/utopia/letters/2017-05-02-x/"]
    assert '<p class="dossier-para">С уважением</p>' in pages["utopia/letters/2017-05-02-x/"]
    assert letter_data(site.viewer, entry, into["en"]).url == "en/utopia/letters/2017-05-02-x/"


def test_no_day_is_said_with_two_prepositions(tmp_path: Path) -> None:
    ends = ("../2017-05-09", "2017-05-01/2017-05-09", "2017-05-09")
    given = {
        "people/cy-osei.yml": """
            - id: cy-osei
              name: Cy Osei
              sort_name: Osei, Cy
              basis: public-role
              roles: [{title: Chair, from: ../2015, until: ../2017-05-09}, {title: Member, from: 2012/2013, until: 2016/2017}]
            """,
        "organisations/more.yml": """
            - {id: old-union, name: Old Union, type: trade-union, affiliations: [{organisation: free-union, from: ../2015, until: ../2017-05-09}]}
            - {id: new-union, name: New Union, type: trade-union, affiliations: [{organisation: free-union, until: 2016/2017}]}
            """,
        "events/more.yml": "\n".join(
            f"- {{id: 2017-05-01-{n}, title: It lasts, date: 2017-05-01, ends: {end}, kind: hearing, people: ann-lee, sources: gazette, "
            f"effects: {{ann-lee: {{liberty: {{value: detained, until: {end}}}}}}}}}"
            for n, end in enumerate(ends)
        ) + "\n- {id: 2018-02, title: Taken, date: 2018-02-01/2018-03-01, kind: arrest, people: cy-osei, sources: gazette}",
    }
    site = Site(dossier_of(tmp_path, given), Settings(), INSTANT)
    pages = [*events.publish(site), *embeds.publish(site), *timeline_embeds.publish(site), *people.publish(site), *organisations.publish(site)]
    made = {page.address: re.sub(r"<[^>]+>", "", str(fragment(page))) for page in pages if isinstance(page, Page)}
    twice = r"\b(?:from|since|until|to|on|in|ended|by) (?:by|between|until|on|about by)\b(?<!ended by)"
    assert [(where, re.findall(rf".*{twice}.*", text)) for where, text in made.items() if re.search(twice, text)] == []
    said = [made[f"utopia/events/2017-05-01-{n}/"] for n in range(3)]
    assert "1 May 2017, ended by 9 May 2017" in said[0]
    assert "1 May 2017 to a day between 1 and 9 May 2017" in said[1]
    assert "under arrest, on record until a day between 1 and 9 May 2017" in said[1]
    assert "1 to 9 May 2017" in said[2]
    listed = re.findall(r'__date">(.*?)</div>', "".join(str(fragment(page)) for page in country.publish(site) if page.address == "utopia/"))
    assert {"1 to 9 May 2017", "1 May 2017, ended by 9 May 2017"} <= {re.sub(r"<[^>]+>", "", when) for when in listed}
    rows = narrow_data(site.viewer, site.of("events", "utopia"), "utopia")["entries"]
    assert [("1", "2017-05-01"), " to ", ("9 May 2017", "2017-05-09")] in [row["d"] for row in rows]
    assert "Chair, by 2015, ended by 9 May 2017" in made["utopia/people/cy-osei/"]
    assert "Member, from a day between 2012 and 2013 until a day between 2016 and 2017" in made["utopia/people/cy-osei/"]
    assert "from a day between 1 February and 1 March 2018" in made["utopia/people/cy-osei/"]
    assert "Free Union, until a day between 2016 and 2017" in made["utopia/organisations/new-union/"]


def test_a_feed_says_since_when_what_began_on_a_day_between_two_was_so() -> None:
    said = tuple(SaidView("in prison", parse_date(day), None, ()) for day in ("2018-02-01/2018-03-01", "2018-03-02", "../2018-03-03"))
    html = environment("").get_template("parts/item.html").render(item=NewsView("Cy Osei: in prison", "Liberty", said=said), prose="")
    assert re.findall(r"<li>(.*?)</li>", re.sub(r"</?time[^>]*>", "", html)) == [
        "in prison, since a day between 1 February and 1 March 2018", "in prison, 2 March 2018", "in prison, by 3 March 2018",
    ]  # fmt: skip


def test_what_began_on_a_day_between_two_is_not_said_to_have_ended_with_them(tmp_path: Path) -> None:
    taken = "- {id: 2018-02, title: Taken, date: 2018-02-01/2018-03-01, kind: arrest, people: cy-osei, sources: gazette}"
    asking = """
        ---
        title: Letter about Cy Osei
        date: 2018-03-05
        from: free-union
        to: bo-dahl
        language: en
        reply_by: 2018-04-01/2018-04-05
        ---
        Cy Osei is held.
        """
    given = {"people/cy-osei.yml": FILES["data/utopia/people/cy-osei.yml"], "events/more.yml": taken, "letters/2018-03-05-x.md": asking}
    site = Site(dossier_of(tmp_path, given), Settings(), INSTANT)
    pages = [*people.publish(site), *letters.publish(site), *asof.publish(site), *country.publish(site)]
    made = {page.address: str(fragment(page)) for page in pages if isinstance(page, Page)}
    made = {where: re.sub(r"<(?:svg.*?</svg|[^>]+)>", "", text, flags=re.DOTALL) for where, text in made.items()}
    where = ("utopia/people/cy-osei/", "utopia/people/", "utopia/letters/2018-03-05-x/", "utopia/as-of/2018-03-05/", "utopia/")
    assert [re.findall(r"[Uu]nder arrest, ([a-z ]+) 1 February and", made[page])[:1] for page in where] == [["since a day between"]] * 5
    assert "A reply was asked for by a day between 1 and 5 April 2018." in made["utopia/letters/2018-03-05-x/"]


def test_words_in_another_language_say_which(tmp_path: Path) -> None:
    letter = """
        ---
        title: From the ministry
        date: 2017-05-02
        from: ministry
        to: free-union
        language: ar
        subject: الحروف
        corrections: {date: 2018-01-01, text: A word was misread., paragraph: p1, was: كتبت}
        ---
        كتبت Ann Lee.
        """
    english = "---\ntitle: From the ministry\ntranslated_by: A volunteer\n---\nAnn Lee wrote.\n"
    given = {"letters/2017-05-02-x.md": letter, "letters/2017-05-02-x.en.md": english}
    site = Site(dossier_of(tmp_path, given), Settings(default_language="fr"), INSTANT)
    entry = site.dossier.entries["utopia/letters/2017-05-02-x"]
    pages = {page.address: str(fragment(page)) for page in (*letters.publish(site), *people.publish(site))}
    original, translated = pages["utopia/letters/2017-05-02-x/"], pages["en/utopia/letters/2017-05-02-x/"]
    subject, was = '<p class="dossier-summary" lang="ar" dir="rtl">الحروف</p>', '<span lang="ar" dir="rtl">كتبت</span>'
    assert (subject in original, was in original) == (True, True)
    assert (subject in translated, "Corrected on" in translated, "Before: " in translated) == (True, True, False)
    assert "into English by A volunteer" in translated
    assert "original in Arabic</a> prevails" in translated
    assert '. <span lang="ar" dir="rtl">الحروف</span>' in pages["utopia/letters/"]
    assert '<blockquote class="dossier-quote" lang="ar" dir="rtl">كتبت Ann Lee.</blockquote>' in pages["utopia/people/ann-lee/"]
    assert letter_data(site.viewer, entry, entry.translations[0]).corrections[0].was == ""


@pytest.mark.parametrize(
    ("language", "named", "direction"),
    [("ru", "Russian", "ltr"), ("ru-us", "Russian (ru-us)", "ltr"), ("zh-yue", "Chinese (zh-yue)", "ltr"), ("ar-kz", "Arabic (ar-kz)", "rtl"),
     ("pt-br", "Portuguese (Brazil)", "ltr")],
)  # fmt: skip
def test_a_variety_of_a_language_is_named_and_read_as_the_language(language: str, named: str, direction: str) -> None:
    assert is_language(language)
    assert (language_name(language, "en"), text_direction(language)) == (named, direction)
    assert language_name("ru", language)


KNOWN = {  # day of the source -> date of the event
    "2017-04-28": "2017-05-02", "2017-05-02": "2017-05-01", "2017-04-28/2017-05-01": "2017-05-01", "2017": "2017-05-04",
    "../2017-06-01": "2017-05-05", "2017-04-01~": "2017-05-06",
}  # fmt: skip


def test_what_accounts_say_otherwise_is_not_said_by_the_event_itself(tmp_path: Path) -> None:
    event = """
        - id: 2017-06-15-sentence
          title: A sentence
          date: 2017-06-15
          kind: sentence
          people: ann-lee
          effects: {ann-lee: {liberty: {value: imprisoned, until: 2019-06-15}, proceedings: convicted}}
          sources: gazette
          accounts:
            - {by: {text: A newspaper}, text: Two years., sources: gazette}
            - {by: ministry, text: Three years., effects: {people/ann-lee: {liberty: imprisoned}}, sources: herald}
        """
    site = Site(dossier_of(tmp_path, {"events/2017.yml": event}), Settings(), INSTANT)
    (page,) = (page for page in events.publish(site) if page.address == "utopia/events/2017-06-15-sentence/")
    assert "found guilty by a court" in fragment(page)
    assert "in prison" not in fragment(page)


def test_the_date_of_an_event_is_that_of_each_account_and_what_was_known_before_it_was_still_to_come(tmp_path: Path) -> None:
    papers = [f"- {{id: s{n}, title: S, publisher: A newspaper, date: {day}}}" for n, day in enumerate(KNOWN)]
    own = [f"- {{id: 2017-05-0{n}, title: A hearing, date: {date}, kind: hearing, sources: s{n}}}" for n, date in enumerate(KNOWN.values())]
    differ = """
- id: 2017-05-09
  title: Another hearing
  date: 2017-05-09
  ends: 2017-05-10
  kind: hearing
  sources: gazette
  accounts:
    - {by: {text: A newspaper}, text: Then., date: 2017-05-12, sources: s0}
    - {by: ministry, text: On that day., sources: gazette}
"""
    files = {"sources.yml": "\n".join([*papers, "- {id: gazette, title: G, publisher: Gazette}"]), "events/2017.yml": "\n".join(own) + differ}
    pages = events.publish(Site(dossier_of(tmp_path, files), Settings(), INSTANT))
    made = {page.address: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(fragment(page)))) for page in pages if isinstance(page, Page)}
    known = [re.findall(r" First dated source (.*?)(?: How sure| Sources)", made[f"utopia/events/2017-05-0{n}/"]) for n in range(len(KNOWN))]
    assert [found[0].strip() for found in known] == [
        "28 April 2017 , when it was still to come", "2 May 2017", "between 28 April and 1 May 2017", "2017", "by 1 June 2017", "about 1 April 2017",
    ]  # fmt: skip
    assert "Date 9 to 10 May 2017 or 12 May 2017" in made["utopia/events/2017-05-09/"]


def test_that_something_was_known_is_said_only_where_the_record_says_since_when(tmp_path: Path) -> None:
    """The first source that is dated here is not the first that there was: an arrest was not unknown until somebody wrote of it."""
    event = "- {{id: 2017-05-0{n}, title: T, date: 2017-05-0{n}, kind: hearing, sources: s{more}}}\n"
    more = (("", "s"), (", known: 2017-05-03", "s"), (", known: ../2017-05-04", "s"), ("", "undated"))
    written = "".join(event.format(n=n, more=said).replace("sources: s", f"sources: {source}") for n, (said, source) in enumerate(more, 1))
    papers = "- {id: s, title: S, publisher: A newspaper, date: 2017-06-01}\n- {id: undated, title: U, publisher: A newspaper}"
    pages = events.publish(Site(dossier_of(tmp_path, {"sources.yml": papers, "events/2017.yml": written}), Settings(), INSTANT))
    made = {page.address: re.sub(r"</?time[^>]*>", "", str(fragment(page))) for page in pages if isinstance(page, Page)}
    assert [re.findall(r"<dt>(Known|First dated source)</dt><dd>(.*?)</dd>", made[f"utopia/events/2017-05-0{n}/"])[0] for n in range(1, 5)] == [
        ("First dated source", "1 June 2017"),
        ("Known", "since 3 May 2017, as recorded here"),
        ("Known", "by 4 May 2017, as recorded here"),
        ("Known", "since when is not on record: no source is dated"),
    ]


def test_where_a_record_ends_nobody_is_said_to_have_been_released(tmp_path: Path) -> None:
    held = "- {id: 2019-01-01, title: Taken, date: 2019-01-01, kind: arrest, people: cy-osei, sources: gazette, "
    held += "effects: {cy-osei: {liberty: {value: detained, until: 2019-02-01}}}}\n"
    freed = "- {id: 2019-02-01, title: Freed, date: 2019-02-01, kind: release, people: cy-osei, sources: gazette}\n"
    said = []
    for place, events_file in enumerate((held, held + freed)):
        given = {"people/cy-osei.yml": FILES["data/utopia/people/cy-osei.yml"], "events/more.yml": events_file}
        site = Site(dossier_of(tmp_path / str(place), given), Settings(), INSTANT)
        (page,) = (page for page in people.publish(site) if page.address == "utopia/people/cy-osei/")
        said.append(re.findall(r"(?:Liberty: under arrest |Under arrest(?:<[^>]+>)*)(from[^.;]*)", re.sub(r"</?time[^>]*>", "", str(fragment(page)))))
    ends = ("from 1 January 2019, on record until 1 February 2019", "from 1 January 2019 until 1 February 2019")
    assert [{words.partition("<")[0] for words in found} for found in said] == [{end} for end in ends]
    assert [len(found) for found in said] == [2, 2], "in the picture's words and in the list"


def test_a_letter_that_bears_no_date_is_not_said_to_be_dated(tmp_path: Path) -> None:
    letter = "- {{id: 2018-11-{}, title: L, date: {}, from: free-union, to: bo-dahl, text_available: false, demands: release, sources: gazette}}\n"
    dates = ("2018-11-10/2018-11-23", "../2018-12-01", "2018-12-02")
    site = Site(dossier_of(tmp_path, {"letters/more.yml": "".join(letter.format(n, day) for n, day in enumerate(dates))}), Settings(), INSTANT)
    (page,) = (page for page in demands.publish(site) if isinstance(page, Page) and page.address == "utopia/demands/")
    said = re.sub(r"<[^>]+>", "", str(fragment(page)))
    found = re.findall(r"in the letter (.*?)(?:;|, para|\. To act)", said)
    assert found == ["of 24 March 2017", "written between 10 and 23 November 2018", "written by 1 December 2018", "of 2 December 2018"]


def test_silence_is_said_with_the_day_of_the_check_and_a_question_is_no_answer(tmp_path: Path) -> None:
    person = """
        - id: ann-lee
          name: Ann Lee
          sort_name: Lee, Ann
          basis: public-role
          checked: 2018-06-01
          right_of_reply:
            - {to: ministry, asked: 2018-05-01, text: Whether this is right.}
            - {to: bo-dahl, asked: 2018-07-01}
            - {to: ministry, asked: 2018-05-03, answered: 2018-05-04, text: It is.}
        - {id: bo-dahl, name: Bo Dahl, sort_name: "Dahl, Bo", basis: public-role}
        """
    site = Site(dossier_of(tmp_path, {"people.yml": person}), Settings(), INSTANT)
    pages = {page.address: fragment(page) for page in people.publish(site)}
    said = re.sub(r"<[^>]*>", "", pages["utopia/people/ann-lee/"])
    assert "asked on 1 May 2018; no answer is on record as of 1 June 2018. What was asked: Whether this is right." in said
    assert "asked on 1 July 2018; no answer is on record." in said
    assert "answered on 4 May 2018. The answer: It is." in said, "whose words they are, not a statement of this dossier"
    (line,) = (line for line in pages["utopia/people/"].split("\n") if "Lee, Ann" in line)
    assert "Right of reply of Ministry of Labour: It is." in line
    assert "Whether" not in line


def test_who_belonged_to_an_organisation_is_said_with_what_ended(tmp_path: Path) -> None:
    files = {
        "organisations.yml": """
            - {id: world-union, name: World Union, type: global-union}
            - id: free-union
              name: Free Union
              type: trade-union
              affiliations: {organisation: world-union, kind: observer, from: 2010, until: 2018-11~}
            - {id: port-union, name: Port Union, type: trade-union, affiliations: {organisation: world-union, kind: affiliate, from: 2012}}
            - {id: tide-union, name: Tide Union, type: trade-union, affiliations: {organisation: world-union, kind: Affiliate}}
            - {id: ministry, name: Ministry, type: government}
            """,
        "people/cy-osei.yml": """
            - id: cy-osei
              name: Cy Osei
              sort_name: Osei, Cy
              basis: public-role
              roles: [{title: Chair, organisation: free-union, until: 2016}, {title: Chair, organisation: ministry}]
            """,
    }
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    pages = {page.address: re.sub(r"<[^>]*>", "", fragment(page)) for page in organisations.publish(site)}
    affiliates = "AffiliatesFree Union (observer, from 2010 until about November 2018); Port Union (from 2012); Tide Union"
    assert affiliates in pages["utopia/organisations/world-union/"]
    assert "(affiliate" not in pages["utopia/organisations/world-union/"]
    assert "Affiliated toWorld Union, from 2012" in pages["utopia/organisations/port-union/"]
    assert "PeopleCy Osei (Chair, until 2016)" in pages["utopia/organisations/free-union/"]
    assert "PeopleCy Osei (Chair, since and until when is not recorded)" in pages["utopia/organisations/ministry/"]


def test_who_holds_an_office_that_is_an_organisation_is_not_said_to_hold_it_twice(tmp_path: Path) -> None:
    files = {
        "organisations.yml": """
            - {id: free-union, name: Free Union, type: trade-union}
            - {id: ministry, name: High Envoy of the League, type: government}
            """,
        "people/cy-osei.yml": """
            - id: cy-osei
              name: Cy Osei
              sort_name: Osei, Cy
              basis: public-role
              roles: {title: High Envoy, organisation: ministry}
            """,
    }
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    pages = {page.address: plain(fragment(page)) for output in (organisations, people) for page in output.publish(site)}
    assert "High Envoy of the League (since and until when is not recorded)" in pages["utopia/people/cy-osei/"]
    assert "High Envoy, High Envoy" not in pages["utopia/people/cy-osei/"]
    assert "Cy Osei (since and until when is not recorded)" in pages["utopia/organisations/ministry/"]
    assert entities(site)["utopia.people.cy-osei"]["properties"]["position"] == ["High Envoy of the League"]
    documents, page = Documents(site), next(page for page in people.publish(site) if page.address == "utopia/people/cy-osei/")
    documents.page(page, "", page.values)
    assert b'"line[content]" content="High Envoy of the League"' in zlib.decompress(documents.packed[page.uri])


def test_a_reason_that_says_what_is_left_out_stands_behind_other_words(tmp_path: Path) -> None:
    letter = """
        ---
        title: A letter
        date: 2017-06-03
        from: free-union
        to: bo-dahl
        redactions: [{reason: A street is left out.}]
        ---
        Words.
        """
    site = Site(dossier_of(tmp_path, {"letters/2017-06-03-b.md": letter}), Settings(), INSTANT)
    made = {page.address: re.sub(r"<[^>]*>", "", fragment(page)) for page in letters.publish(site) if isinstance(page, Page)}
    assert "Not shown here. A street is left out." in made["utopia/letters/2017-06-03-b/"]
    assert "Left out" not in made["utopia/letters/2017-06-03-b/"]


def test_sources_that_read_the_same_are_told_apart_by_their_titles_and_by_where_in_them(tmp_path: Path) -> None:
    files = {
        "sources.yml": """
            - {id: gazette, title: Unionist held, publisher: Gazette}
            - {id: second, title: Union closed, publisher: Gazette}
            - {id: herald, title: A report, publisher: Herald, date: 2018-01-01}
            """,
        "events/more.yml": """
            - id: 2017-06-01-arrest
              title: Ann Lee is arrested
              date: 2017-06-01
              kind: arrest
              people: ann-lee
              sources: [gazette, second, {source: herald, at: p. 1}, {source: herald, at: p. 2}]
            """,
    }
    site = Site(dossier_of(tmp_path, files), Settings(), INSTANT)
    made = {page.address: re.sub(r"<[^>]*>", "", str(fragment(page))) for page in embeds.publish(site) if isinstance(page, Page)}
    expected = "Sources: Gazette, “Unionist held”; Gazette, “Union closed”; Herald, 1 January 2018, p. 1; Herald, 1 January 2018, p. 2"
    assert expected in made["embed/utopia/events/2017-06-01-arrest/"]


def test_what_stands_under_right_of_reply_is_not_called_so_again(tmp_path: Path) -> None:
    person = """
        - id: cy-osei
          name: Cy Osei
          sort_name: Osei, Cy
          basis: public-role
          right_of_reply: {to: cy-osei, asked: 2018-01-01, answered: 2018-01-02, text: It is so.}
        """
    site = Site(dossier_of(tmp_path, {"people/cy-osei.yml": person}), Settings(), INSTANT)
    (made,) = (re.sub(r"<[^>]*>", "", str(fragment(page))) for page in people.publish(site) if page.address == "utopia/people/cy-osei/")
    assert made.count("Right of reply") == 1
    assert "Cy Osei was asked on 1 January 2018 and answered on 2 January 2018. The answer: It is so." in made


def test_a_page_of_prose_leads_to_the_file_in_which_it_stands(site: dict[str, str]) -> None:
    found = {name: re.findall(r"https://example\.org/edit/main/[^\"]+", site[f"{name}index.html"]) for name in ("", "about/", "press/")}
    edit = "https://example.org/edit/main/docs/"
    assert found == {"": [f"{edit}index.md"], "about/": [f"{edit}about.md"], "press/": [f"{edit}press.md"]}
