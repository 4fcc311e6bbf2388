"""The page of an official tells what they did from what merely concerns them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dossier.artifact import Page
from dossier.outputs import published
from dossier.render import fragment
from dossier.settings import Settings
from dossier.site import Site
from helpers import dossier_of

EVENTS = """
    - {id: 2017-01-20-arrest, title: An arrest, date: 2017-01-20, kind: arrest, people: ann-lee, actors: bo-dahl, sources: gazette}
    - {id: 2017-02-01-threat, title: A threat, date: 2017-02-01, kind: threat, people: bo-dahl, sources: gazette}
    """


def test_what_an_official_did_stands_apart_from_what_concerns_them(tmp_path: Path) -> None:
    site = Site(dossier_of(tmp_path, {"events/2017.yml": EVENTS}), Settings(), datetime(2020, 1, 1, tzinfo=UTC))
    pages = {item.address: str(fragment(item)) for item in published(site) if isinstance(item, Page) and "/people/" in item.address}
    bo, ann = pages["utopia/people/bo-dahl/"], pages["utopia/people/ann-lee/"]
    concerns, _, acted = bo.partition("Events in which Bo Dahl is recorded to have acted</h2>")
    assert "A threat</a>" in concerns.partition("Events that concern Bo Dahl</h2>")[2]
    assert "A threat</a>" not in acted
    assert "An arrest</a>" in acted
    assert "An arrest</a>" not in concerns.partition("Events that concern Bo Dahl</h2>")[2]
    assert 'id="events-h">Events</h2>' in ann
    assert "acted</h2>" not in ann
