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
from dossier.views.afterwards import afterwards
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


def site_of(root: Path) -> Site:
    return Site(dossier_of(root, {"events/2017.yml": EVENTS}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))


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
    assert "judgment quashed, since March 2018: " in page
    assert "perhaps acquitted, since 1 January 2019: " in page
    assert "(unlikely)" in page.partition("acquitted, since")[2]
    said = "Recorded later of Ann Lee under “Criminal proceedings”: judgment quashed, since March 2018."
    assert said in str(fragment(pages[f"embed/{GUILTY}/"]))
    assert said in cited(site, entry)[0][1]
    less = "of Bo Dahl under “Criminal proceedings”: appeal pending, since 1 September 2017; perhaps acquitted, since 1 January 2019 (unlikely)."
    assert less in cited(site, entry)[0][1]
    (item,) = news_of(site.viewer, entry)
    assert said in item.view().lead


def test_what_came_before_or_under_another_heading_is_not_said_to_be_later(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    assert afterwards(site.viewer, site.dossier.entries["utopia/events/2018-03-quashed"]) == ()
    (later,) = afterwards(site.viewer, site.dossier.entries["utopia/events/2017-09-01-appeal"])[:1]
    assert [turned.words for turned in later.turned] == ["judgment quashed, since March 2018"]
