"""Invented case files, the same for every generator: countries as plain values, made from a seed.

A paragraph is a list of pieces: text, or a `Link` to a record, which each generator writes its own way.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

__all__ = ["EVENTS", "LETTERS", "ORGANISATIONS", "PEOPLE", "Country", "Link", "Paragraph", "countries", "country"]

LETTERS, PEOPLE, ORGANISATIONS, EVENTS, DEMANDS, SOURCES = 20, 20, 10, 60, 4, 20
WORDS, PARAGRAPHS = 500, 8
"""Of each letter."""

_STEMS = (
    "the union members office board letter court law article registration committee meeting members strike wages branch region "
    "workers sector national congress statement appeal reply decision hearing delay inspector factory mine harbour railway school "
    "hospital agreement dialogue convention observation government ministry official question request answer document evidence "
    "report paper list claim right freedom association bargaining premises account fine notice order deadline term clause section"
).split()
_VERBS = "asked wrote closed opened refused repeated noted raised named described kept sent heard read met left joined".split()
_CYRILLIC = "профсоюз письмо суд закон комитет встреча решение регистрация забастовка ответ министерство право свобода собрание".split()
_SYLLABLES = "ba be bo da de do ga ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo za ze zo".split()
_LETTERS_OF = dict(zip("abcdefghijklmnopqrstvz", "абцдефгхийклмнопьрствз", strict=True))
"""Every letter of a name: a word of both alphabets is noted as a trap by each check."""


class Link(NamedTuple):
    """A link to a record of the same country."""

    folder: str
    ident: str
    text: str


Paragraph = list["str | Link"]
Record = dict[str, Any]


@dataclass(frozen=True)
class Country:
    """Records as the contract of case files has them; `text` is a list of paragraphs."""

    ident: str
    title: str
    iso: str
    summary: list[Paragraph]
    letters: list[Record]
    people: list[Record]
    organisations: list[Record]
    events: list[Record]
    demands: list[Record]
    sources: list[Record]


def countries(count: int, seed: int) -> list[Country]:
    return [country(n, seed) for n in range(count)]


def country(number: int, seed: int) -> Country:
    """The same for the same number and seed, however many others there are."""
    chance = random.Random(f"{seed}/{number}")
    ident = f"country-{number:03}"
    made = _Maker(chance)
    people, organisations = made.people(), made.organisations()
    sources = made.sources()
    events = made.events(people, organisations, sources)
    demands = made.demands(events)
    letters = made.letters(people, organisations, events, demands)
    return Country(
        ident, f"Inventia {number:03}", f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}",
        [made.paragraph(90, [Link("events", events[0]["id"], "an arrest"), Link("letters", letters[0]["id"], "a letter")])],
        letters, people, organisations, events, demands, sources,
    )  # fmt: skip


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def words(self, count: int, of: Sequence[str] = _STEMS) -> str:
        said: list[str] = []
        while len(said) < count:
            length = min(self.chance.randint(8, 22), max(count - len(said), 3))
            sentence = [self.chance.choice(_VERBS if of is _STEMS and n % 5 == 2 else of) for n in range(length)]
            sentence[0] = sentence[0].capitalize()
            sentence[-1] += "."
            said += sentence
        return " ".join(said)

    def paragraph(self, count: int, links: Sequence[Link] = ()) -> Paragraph:
        each = count // (len(links) + 1)
        found: Paragraph = [self.words(each)]
        for link in links:
            found += [" It follows ", link, ". ", self.words(each)]
        return found

    def name(self, parts: int = 2) -> str:
        return " ".join("".join(self.chance.choice(_SYLLABLES) for _ in range(3)).capitalize() for _ in range(parts))

    def people(self) -> list[Record]:
        found = []
        for n in range(PEOPLE):
            given, family = self.name(1), f"{self.name(1)}{'abcdefghijklmnopqrst'[n]}"
            russian = "".join(_LETTERS_OF.get(letter, letter) for letter in f"{given} {family}".lower()).title()
            found.append({
                "id": f"{given}-{family}".lower(), "name": f"{given} {family}", "sort_name": f"{family}, {given}", "basis": "public-role",
                "category": ("unionist", "unionist", "official", "signatory")[n % 4], "names": {"ru": russian},
                "other_names": [f"{given}h {family}", f"{given} {family}ev"],
                "roles": [{"title": "Chair", "organisation": f"union-{n % ORGANISATIONS}", "from": "2015"}],
                "text": [self.paragraph(60)],
            })  # fmt: skip
        return found

    def organisations(self) -> list[Record]:
        return [
            {"id": f"union-{n}", "name": f"{self.name(1)} Union of Workers {n}", "type": "trade-union", "abbreviations": [f"UW{n}X"], "names": {"ru": f"Профсоюз {n}"},
             "text": [self.paragraph(50)]}
            for n in range(ORGANISATIONS)
        ]  # fmt: skip

    def sources(self) -> list[Record]:
        return [
            {"id": f"paper-{n}", "title": f"Report {n}: {self.words(6)}", "publisher": f"The {self.name(1)} Paper {n % 7}", "date": f"{2015 + n % 8}-0{1 + n % 9}-11",
             "url": f"https://paper-{n % 7}.example/reports/{n}", "language": "en", "read": "full", "kind": "press-reprint"}
            for n in range(SOURCES)
        ]  # fmt: skip

    def events(self, people: list[Record], organisations: list[Record], sources: list[Record]) -> list[Record]:
        """Of fifteen people an arrest, a sentence and a release; of five unions a deregistration; ten meetings."""
        plan: list[tuple[str, str, str, date, Record | None]] = []
        for person in people[:15]:
            day = date(2015, 1, 1) + timedelta(self.chance.randrange(2000))
            for offset, kind, what in ((0, "arrest", "is arrested"), (90, "sentence", "is sentenced"), (400, "release", "is released")):
                plan.append((kind, f"{person['name']} {what}", "people", day + timedelta(offset), person))
        for union in organisations[:5]:
            plan.append(("deregistration", f"{union['name']} is closed", "organisations", date(2016, 1, 1) + timedelta(self.chance.randrange(1500)), union))
        for n in range(EVENTS - len(plan)):
            plan.append(("meeting", f"Meeting number {n} on the rights of unions", "", date(2015, 3, 1) + timedelta(self.chance.randrange(2400)), None))
        found = []
        for n, (kind, title, field, day, whom) in enumerate(sorted(plan, key=lambda entry: entry[3])):
            event: Record = {"id": f"{day}-event-{n}", "title": title, "date": f"{day}", "kind": kind, "place": "Inventown", "confidence": ("confirmed", "likely")[n % 2]}
            if whom is not None:
                event[field] = [whom["id"]]
            if kind == "sentence" and whom is not None:
                event["effects"] = {whom["id"]: {"liberty": "imprisoned"}}
            links = [Link("events", found[n // 2]["id"], "an earlier event")] if n else []
            event["sources"] = sorted({sources[n % SOURCES]["id"], sources[(n + 7) % SOURCES]["id"]})
            event["text"] = [self.paragraph(50, links)]
            found.append(event)
        return found

    def demands(self, events: list[Record]) -> list[Record]:
        return [
            {"id": f"demand-{n}", "title": f"Demand {n}: {self.words(8)}", "text": [self.paragraph(40, [Link("events", events[n]["id"], "what happened")])]}
            for n in range(DEMANDS)
        ]  # fmt: skip

    def letters(self, people: list[Record], organisations: list[Record], events: list[Record], demands: list[Record]) -> list[Record]:
        """Every fourth is in Russian; every fifth follows up the one before."""
        found: list[Record] = []
        for n in range(LETTERS):
            day = date(2015, 6, 1) + timedelta(n * 110 + self.chance.randrange(90))
            russian = n % 4 == 3
            links = [Link("events", events[(n * 3 + k) % EVENTS]["id"], "what was reported") for k in range(2)] + [Link("people", people[n]["id"], people[n]["name"])]
            text = [
                [self.words(WORDS // PARAGRAPHS, _CYRILLIC)] if russian else self.paragraph(WORDS // PARAGRAPHS - 3, [links[k]] if k < 3 else [])
                for k in range(PARAGRAPHS)
            ]
            text[-1].append(f" {people[(n + 1) % PEOPLE]['name']} and {organisations[n % ORGANISATIONS]['name']}.")
            letter: Record = {
                "id": f"{day}-letter-{n}", "title": f"Letter {n} of {organisations[n % ORGANISATIONS]['name']}", "date": f"{day}",
                "from": [organisations[n % ORGANISATIONS]["id"]], "to": [people[2 + 4 * (n % 4)]["id"]], "language": "ru" if russian else "en", "place": "Inventown",
                "salutation": "Dear Sir or Madam,", "closing": "Yours sincerely,", "demands": [{"demand": demands[n % DEMANDS]["id"], "paragraph": "p4"}], "text": text,
            }  # fmt: skip
            if n % 5 == 4:
                letter["follows_up"] = [found[-1]["id"]]
            found.append(letter)
        return found
