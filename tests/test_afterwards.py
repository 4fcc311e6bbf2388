"""Who lands on a conviction, by a link, an embed, a feed or a citation, reads there that it was set aside later."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dossier.artifact import Page
from dossier.outputs import published
from dossier.outputs.event_embeds import cited
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from dossier.views.afterwards import afterwards, afterwards_words, sentences
from dossier.views.news import news_of
from helpers import dossier_of

EVENTS = """
    - {id: 2017-07-25-guilty, title: A court finds Ann Lee guilty, date: 2017-07-25, kind: conviction, people: [ann-lee, bo-dahl], sources: gazette}
    - {id: 2017-09-01-appeal, title: An appeal, date: 2017-09-01, kind: appeal_filed, people: [ann-lee, bo-dahl], sources: gazette}
    - id: 2018-03-quashed
      title: The judgment is set aside
      date: 2018-03
      kind: appeal_decided
      effects: {ann-lee: {proceedings: quashed}}
      people: ann-lee
      sources: herald
    - {id: 2019-01-01-new-case, title: A report, date: 2019-01-01, kind: acquittal, confidence: unlikely, people: bo-dahl, sources: herald}
    """
GUILTY = "utopia/events/2017-07-25-guilty"


def site_of(root: Path, events: str = EVENTS) -> Site:
    return Site(dossier_of(root, {"events/2017.yml": events}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))


def test_a_conviction_says_what_became_of_it_wherever_it_is_read_alone(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    entry = site.dossier.entries[GUILTY]
    found = [([link.text for link in one.who], [turned.words for turned in one.turned]) for one in afterwards(site.viewer, entry)]
    assert found == [
        (["Ann Lee"], ["appeal pending, since 1 September 2017", "judgment quashed, since March 2018"]),
        (["Bo Dahl"], ["appeal pending, since 1 September 2017", "acquitted, since 1 January 2019"]),
    ]
    pages = {item.address: item for item in published(site) if isinstance(item, Page)}
    page = str(fragment(pages[f"{GUILTY}/"]))
    assert page.index("Recorded later") < page.index("Sources</h2>")
    assert "<li>Judgment quashed, since March 2018: " in page
    assert "<li>Perhaps acquitted, since 1 January 2019: " in page
    assert "(unlikely)" in page.partition("acquitted, since")[2]
    said = "Recorded later of Ann Lee under “Criminal proceedings”: judgment quashed, since March 2018: “The judgment is set aside”."
    assert said in str(fragment(pages[f"embed/{GUILTY}/"]))
    assert said in cited(site, entry)[0][1]
    less = "appeal pending, since 1 September 2017: “An appeal”; perhaps acquitted, since 1 January 2019: “A report” (unlikely)."
    assert f"Recorded later of Bo Dahl under “Criminal proceedings”: {less}" in cited(site, entry)[0][1]
    (item,) = news_of(site.viewer, entry)
    assert said in item.view().lead


def test_what_came_before_or_under_another_heading_is_not_said_to_be_later(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    assert afterwards(site.viewer, site.dossier.entries["utopia/events/2018-03-quashed"]) == ()
    (later,) = afterwards(site.viewer, site.dossier.entries["utopia/events/2017-09-01-appeal"])[:1]
    assert [turned.words for turned in later.turned] == ["judgment quashed, since March 2018"]


def said_of(root: Path, ident: str, *events: str) -> list[str]:
    """What is said where the event stands alone, of events of Ann Lee as `- {…}` without people and sources."""
    lines = "".join(f"    - {{{event}, sources: gazette{'' if 'people' in event else ', people: ann-lee'}}}\n" for event in events)
    site = site_of(root, lines)
    return list(sentences(afterwards(site.viewer, site.dossier.entries[f"utopia/events/{ident}"])))


ARREST = "id: 2017-01-20-arrest, title: Arrest, date: 2017-01-20, kind: arrest"
RELEASE = "id: 2017-02-01-release, title: Out, date: 2017-02-01, kind: release"


def test_a_later_state_that_ended_is_not_said_to_last(tmp_path: Path) -> None:
    until = "effects: {ann-lee: {liberty: {value: detained, until: 2018-03-16}}}"
    days = f"id: 2018-03-01-days, title: Fifteen days, date: 2018-03-01, kind: arrest, {until}"
    (said,) = said_of(tmp_path / "a", "2017-01-20-arrest", ARREST, RELEASE, days)
    assert said == "Recorded later of Ann Lee under “Liberty”: under arrest, since 1 March 2018, on record until 16 March 2018: “Fifteen days”."
    last = "id: 2018-03-10-out, title: Out early, date: 2018-03-10, kind: release"
    (said,) = said_of(tmp_path / "b", "2017-02-01-release", ARREST, RELEASE, days, last)
    assert said == "Recorded later of Ann Lee under “Liberty”: released, since 10 March 2018: “Out early”."


def test_what_is_recorded_anew_is_not_said_to_have_begun_then(tmp_path: Path) -> None:
    again = "id: 2017-01-31-again, title: Still held, date: 2017-01-31, kind: arrest"
    (said,) = said_of(tmp_path, "2017-01-20-arrest", ARREST, again)
    assert said == "Recorded later of Ann Lee under “Liberty”: under arrest, recorded anew for 31 January 2017: “Still held”."


def test_a_change_that_one_account_denies_hides_nothing_of_what_was_before_it(tmp_path: Path) -> None:
    denied = (
        "id: 2018-03-01-again, title: Again, date: 2018-03-01, kind: arrest, accounts: [{by: ministry, text: No., "
        "effects: {ann-lee: {liberty: none}}}, {by: free-union, text: Yes.}]"
    )
    (said,) = said_of(tmp_path, "2017-01-20-arrest", ARREST, RELEASE, denied)
    assert said == (
        "Recorded later of Ann Lee under “Liberty”: released, since 1 February 2017: “Out”; "
        "no such change or under arrest, since 1 March 2018: “Again” (accounts differ)."
    )  # fmt: skip


def test_what_came_later_by_one_account_of_an_event_is_told_of(tmp_path: Path) -> None:
    days = "accounts: [{by: ministry, text: In January., date: 2017-01-05}, {by: free-union, text: In March., date: 2017-03-05}]"
    guilty = f"id: 2017-01-05-guilty, title: Guilty, date: 2017-01-05, kind: conviction, {days}"
    charge = "id: 2017-01-01-charge, title: Charge, date: 2017-01-01, kind: charge"
    free = "id: 2017-02-01-acquittal, title: Not guilty, date: 2017-02-01, kind: acquittal"
    (said,) = said_of(tmp_path, "2017-01-05-guilty", charge, guilty, free)
    assert said == "Recorded later of Ann Lee under “Criminal proceedings”: acquitted, since 1 February 2017: “Not guilty”."


def test_a_finding_of_guilt_stands_nowhere_without_what_is_held_against_it(tmp_path: Path) -> None:
    site = site_of(tmp_path, """
    - {id: 2017-07-01-charge, title: Charge, date: 2017-07-01, kind: charge, people: ann-lee, sources: gazette}
    - {id: 2017-07-25-guilty, title: A court finds Ann Lee guilty, date: 2017-07-25, kind: conviction, people: ann-lee, sources: gazette}
    - id: 2017-08-01-denial
      title: Ann Lee says that she did nothing
      date: 2017-08-01
      kind: public_statement
      actors: ann-lee
      relates_to: {event: 2017-07-25-guilty, relation: answers}
      sources: herald
    """)  # fmt: skip
    entry = site.dossier.entries["utopia/events/2017-07-01-charge"]
    said = (
        "Recorded later of Ann Lee under “Criminal proceedings”: found guilty by a court (see the entry), since 25 July 2017: "
        "“A court finds Ann Lee guilty”; position of Ann Lee, 1 August 2017: “Ann Lee says that she did nothing”."
    )  # fmt: skip
    assert said in cited(site, entry)[0][1]
    (item,) = news_of(site.viewer, entry)
    assert said in item.view().lead
    pages = {item.address: item for item in published(site) if isinstance(item, Page)}
    assert said in str(fragment(pages["embed/utopia/events/2017-07-01-charge/"]))
    page = str(fragment(pages["utopia/events/2017-07-01-charge/"]))
    assert "Ann Lee says that she did nothing" in page.partition("Recorded later")[2].partition("Sources</h2>")[0]


def test_of_many_with_fates_of_their_own_a_citation_stays_short(tmp_path: Path) -> None:
    people = [f"worker-{number}" for number in range(6)]
    records = "".join(f"- {{id: {one}, name: {one.title()}, sort_name: {one.title()}, basis: consent}}\n" for one in people)
    guilty = f"- {{id: 2017-01-20-guilty, title: Guilty, date: 2017-01-20, kind: conviction, people: [{', '.join(people)}], sources: gazette}}\n"
    own = "".join(
        f"- {{id: 2018-01-0{day}-appeal, title: Appeal, date: 2018-01-0{day}, kind: appeal_filed, people: {one}, sources: gazette}}\n"
        for day, one in enumerate(people, start=1)
    )
    site = Site(
        dossier_of(tmp_path, {"people.yml": records, "events/2017.yml": guilty + own, "letters/2017-03-24-to-bo-dahl.md": None}),
        Settings(), datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    entry = site.dossier.entries["utopia/events/2017-01-20-guilty"]
    assert len(afterwards(site.viewer, entry)) == 6
    (said,) = afterwards_words(site.viewer, entry)
    assert said == "Recorded later of 6 of those concerned under “Criminal proceedings”: not the same of all; what it is stands with the entry."
