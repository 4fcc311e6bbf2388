"""A thread as one document: every member whole, in order of time, both sides alike, and nothing that is withheld."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from dossier.artifact import Page
from dossier.load import load
from dossier.outputs import threads
from dossier.outputs.letters import publish as letters
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.surface import lists, surface
from dossier.views.documents import MOST
from helpers import project
from inventions import FIRST, invented
from projects import INSTANT
from test_threads import letter


def documents(site: Site) -> dict[str, Page]:
    return {page.address: page for page in threads.publish(site) if page.moved_to is None}


def html(key: str) -> str:
    return str(fragment(documents(invented())[f"{key}/thread/"]))


def words(markup: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


def small(root: Path, *files: dict[str, str]) -> Site:
    """The small project with letters written over it."""
    together: dict[str, str | bytes | None] = {f"data/utopia/{name}": text for one in files for name, text in one.items()}
    project(root, together)
    return Site(load(root / "data", Settings()).dossier, Settings(), INSTANT)


def members(markup: str) -> list[str]:
    return re.findall(r'<li class="dossier-member" id="([^"]+)"', markup)


def test_the_members_stand_in_order_of_time() -> None:
    assert members(html(FIRST)) == [
        "letters-2019-10-25-to-the-office", "letters-2019-10-30-acknowledgement", "letters-2019-11-11-holding-reply",
        "events-2019-11-20-answer-in-the-harbour", "letters-2019-12-partial-reply", "letters-2020-01-07-to-the-office", "letters-2020-01-14-reply",
    ]  # fmt: skip


def test_every_letter_of_a_thread_prints_the_same_members() -> None:
    found = documents(invented())
    heads = {tuple(members(str(fragment(found[f"threadia/letters/{ident}/thread/"])))) for ident in (
        "2019-10-25-to-the-office", "2019-10-30-acknowledgement", "2019-12-partial-reply", "2020-01-14-reply",
    )}  # fmt: skip
    assert len(heads) == 1


def test_the_gaps_say_how_long_after_the_one_before_and_after_the_letter() -> None:
    assert re.findall(r'__when"><b>.*?</b> <span>(.*?)</span>', html(FIRST)) == [
        "the letter of this thread",
        "5 days after the letter",
        "12 days after the one before, 17 days after the letter",
        "9 to 11 days after the one before, 26 to 28 days after the letter",  # accounts differ by two days
        "9 to 41 days after the one before, 37 to 67 days after the letter",
        "7 to 37 days after the one before, 74 days after the letter",
        "7 days after the one before, 81 days after the letter",
    ]


def test_a_letter_has_its_whole_text_and_its_numbers_lead_to_its_page() -> None:
    page = html(FIRST)
    for number in range(1, 5):
        assert f'href="../../../../threadia/letters/2019-10-25-to-the-office/#p{number}"' in page
    said = words(page)
    for part in ("Dear Mr Imaginary,", "who decided it,", "Yours faithfully,", "The harbour decided it.", "They will sail again on 1 May."):
        assert part in said


def test_no_id_on_the_page_is_that_of_a_paragraph() -> None:
    for page in documents(invented()).values():
        markup = str(fragment(page))
        ids = re.findall(r'\bid="([^"]+)"', markup)
        assert len(ids) == len(set(ids))
        assert [ident for ident in ids if re.match(r"p\d", ident)] == []
        assert "data-quote" not in markup
        assert "data-fingerprint" not in markup


def test_accounts_stand_side_by_side_with_their_dates_and_sources_and_the_right_of_reply() -> None:
    said = words(html(FIRST))
    assert "20 November 2019 or 22 November 2019" in said
    office = said.index("Office of Ferries 20 November 2019 : The head of the office explained")
    union = said.index("Ferry Union 22 November 2019 : The head of the office said in the harbour")
    assert "Harbour Gazette" in said[office:union]
    assert "Annual report for 2019" in said[union:]
    asked = "Right of reply. Office of Ferries was asked on 4 May 2020 (e-mail) and answered on 11 May 2020 . "
    answer = "The answer: The timetable had been explained."
    assert asked + answer in said
    assert said.count("Said or done, not a reply in writing.") == 1


def test_what_the_other_side_says_of_a_member_stands_with_it(tmp_path: Path) -> None:
    events = """
        - id: 2017-06-01-speech
          title: A speech about the letter
          date: 2017-06-01
          kind: public_statement
          responds_to: 2017-05-01-x
          sources: gazette
        - id: 2017-06-03-position
          title: The ministry says that nothing was promised
          date: 2017-06-03
          kind: public_statement
          actors: ministry
          relates_to: {event: 2017-06-01-speech, relation: answers}
          sources: gazette
        """
    site = small(tmp_path, letter("2017-05-01"), {"events/2017-06.yml": events})
    page = documents(site)["utopia/letters/2017-05-01-x/thread/"]
    said = "Position of Ministry of Labour , 3 June 2017 : The ministry says that nothing was promised"
    assert said in words(str(fragment(page)))
    pages = {item.address: item for item in letters(site) if isinstance(item, Page)}
    assert said in words(str(fragment(pages["utopia/letters/2017-05-01-x/"])))


def test_a_stub_says_what_is_known_and_from_where() -> None:
    said = words(html(FIRST))
    stub = said[said.index("The Office of Ferries confirms") : said.index("The Office of Ferries asks for time")]
    assert "The text of this letter is not in this dossier" in stub
    assert "Known from Ferry Union , Annual report for 2019 , 3 February 2020, p. 3" in stub.replace(" , 3 February 2020 ,", " , 3 February 2020,")
    assert "Supports: that the letter was acknowledged" in stub


def test_a_corrected_date_is_told() -> None:
    assert "Corrected on 4 May 2020 . The month was wrong: the letter bears the date of December 2019." in words(html(FIRST))


def test_it_begins_and_ends_with_the_state_and_says_as_of_when() -> None:
    said = words(html(FIRST))
    assert "6 letters and 1 event. The first: 25 October 2019. The last: 14 January 2020." in said
    assert "Answered by a letter dated 14 January 2020, 81 days after the letter." in said
    assert "Answered by a letter dated 14 January 2020. The thread as of" in said
    assert "A reply was due by 2 December 2019." in said
    assert "How this day was computed, by the clock “ Reply within fifteen working days of the letter ”: 15 working days" in said
    assert "The thread as of 1 June 2020 , the day on which the record of the letter was last checked." in said
    assert "a reply that we do not know of may exist" in said
    assert said.index("Days are counted") < said.index("Dear Mr Imaginary")


def test_a_thread_of_one_day_says_that_day_once(tmp_path: Path) -> None:
    site = small(tmp_path, letter("../2017-05-01"), letter("../2017-05-01", "in_reply_to: 2017-05-01-x", "2017-05-01-reply"))
    assert "2 letters, by 1 May 2017. " in words(str(fragment(documents(site)["utopia/letters/2017-05-01-x/thread/"])))


def test_the_last_day_of_a_thread_is_said_by_every_account(tmp_path: Path) -> None:
    accounts = "[{by: A, text: So.}, {by: B, text: So., date: 2017-06-02}]"
    said = "- {id: 2017-06-01-said, title: Said, date: 2017-06-01, kind: public_statement, sources: gazette, responds_to: 2017-05-01-x, "
    site = small(tmp_path, letter("2017-05-01"), {"events/said.yml": f"{said}accounts: {accounts}}}\n"})
    summary = words(str(fragment(documents(site)["utopia/letters/2017-05-01-x/thread/"])))
    assert "1 letter and 1 event. The first: 1 May 2017. The last: 1 June 2017 or 2 June 2017." in summary


def test_a_letter_alone_prints_and_a_stub_alone_has_nothing_to_print() -> None:
    found = documents(invented())
    page = found["threadia/letters/2021-02-07-not-requested/thread/"]
    assert members(str(fragment(page))) == ["letters-2021-02-07-not-requested"]
    assert "1 letter, 7 February 2021. No other member of this thread is on record." in words(str(fragment(page)))
    assert "threadia/letters/2021-02-08-known-from-references/thread/" not in found


def test_an_international_letter_has_its_document_below_letters() -> None:
    page = documents(invented())["letters/2022-02-01-wsu-to-commission/thread/"]
    assert 'href="../../../letters/2022-02-01-wsu-to-commission/#p1"' in str(fragment(page))


def test_the_letter_and_the_register_lead_to_the_document() -> None:
    pages = {page.address: str(fragment(page)) for page in letters(invented())}
    assert 'href="../../threadia/letters/2019-10-25-to-the-office/thread/"' in pages["threadia/letters/"]
    assert "2021-02-08-known-from-references/thread/" not in pages["threadia/letters/"]
    assert pages["threadia/letters/"].count("that day has passed") == 2


def test_the_document_stands_and_falls_with_its_letter() -> None:
    site = invented()
    found = documents(site)
    assert all(page.follows for page in found.values())
    assert not [where for where in surface(site, lists(found.values(), {})) if where.endswith("/thread/")]
    assert found[f"{FIRST}/thread/"].values["crumbs"][-1].href == f"{FIRST}/"


def test_a_former_id_leads_on_to_the_document(tmp_path: Path) -> None:
    site = small(tmp_path, letter("2017-05-01", "redirect_from: [2017-05-01-old, /older/place/]"))
    moved = {page.address: page.moved_to for page in threads.publish(site) if page.moved_to is not None}
    assert moved == {
        "utopia/letters/2017-05-01-old/thread/": "utopia/letters/2017-05-01-x/thread/",
        "older/place/thread/": "utopia/letters/2017-05-01-x/thread/",
    }


WITHHELD = ["draft: true", "publish_after: 2027-01-01", "withdrawn: {date: 2018-01-01}", "withdrawn: {date: 2018-01-01, erase: true}"]


@pytest.mark.parametrize("state", WITHHELD)
def test_nothing_withheld_stands_in_a_document(state: str, tmp_path: Path) -> None:
    hidden = letter("2017-05-09", f"in_reply_to: 2017-05-01-x\nreply_kind: substantive_reply\n{state}", "2017-05-09-secret")
    hidden = {name: text.replace("title: T", "title: Unseen").replace("Words.", "Unread.") for name, text in hidden.items()}
    found = documents(small(tmp_path, letter("2017-05-01", "checked: 2018-01-01"), hidden))
    assert "utopia/letters/2017-05-09-secret/thread/" not in found
    markup = str(fragment(found["utopia/letters/2017-05-01-x/thread/"]))
    assert members(markup) == ["letters-2017-05-01-x"]
    assert [word for word in ("secret", "Unseen", "Unread") if word in markup] == []
    assert "No written reply recorded as of 1 January 2018" in markup


def test_what_a_file_says_is_never_markup(tmp_path: Path) -> None:
    first = letter("2017-05-01", "subject: <script>alert(1)</script>\nsalutation: <b>Dear</b>\nclosed: {date: 2018, text: <i>over</i>}")
    markup = str(fragment(documents(small(tmp_path, first))["utopia/letters/2017-05-01-x/thread/"]))
    assert "<script" not in markup
    assert "&lt;b&gt;Dear&lt;/b&gt;" in markup
    assert "&lt;i&gt;over&lt;/i&gt;." in markup


def test_of_a_very_long_thread_the_nearest_texts_are_printed(tmp_path: Path) -> None:
    number = MOST + 12
    files = [letter(f"2017-05-{1 + n // 24:02}", f"follows_up: chain-{n - 1}" if n else "", f"2017-05-chain-{n}") for n in range(number)]
    files = [{name: text.replace("follows_up: chain", "follows_up: 2017-05-chain") for name, text in one.items()} for one in files]
    files = [{name: text.replace(f"date: 2017-05-{1 + n // 24:02}", f"date: 2017-05-{1 + n // 24:02}\norder: {n}") for name, text in one.items()}
             for n, one in enumerate(files)]  # fmt: skip
    page = documents(small(tmp_path, *files))["utopia/letters/2017-05-chain-0/thread/"]
    markup = str(fragment(page))
    assert (len(members(markup)), markup.count("dossier-letterhead")) == (number, MOST)
    assert f"The thread has {number} members; the texts of the {MOST} nearest to the letter are here." in markup
