"""What comes into the world in a text and is no human being, so that its day is nobody's date of birth: a union, a party, an idea."""

from __future__ import annotations

import re

__all__ = ["FOUNDED", "is_birth"]

_WHAT = (
    r"(?:[Uu]nion|(?:[Cc]on)?[Ff]ederation|[Oo]rgani[sz]ation|[Aa]ssociation|[Mm]ovement|[Pp]arty|[Aa]lliance|[Cc]oalition|[Nn]etwork"
    r"|[Cc]ommittee|[Cc]ongress|[Cc]ampaign|[Nn]ewspaper|[Rr]epublic|[Cc]ountry|idea|initiative|project)"
)
_KIND = r"(?:[A-Z][\w'’-]{0,40}|new|free|independent|trade|labour|labor|workers['’]|national|first)"
FOUNDED = (
    r"(?<!\bof )(?<!\bin )(?<!\bfrom )(?<!\bby )(?<!\bat )(?<!\bde )(?<!\w)(?:"
    rf"(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]h(?:is|at)|[Ii]ts?) (?:{_KIND} ){{0,4}}{_WHAT}(?: of(?: the)?(?: (?:[A-Z][\w'’-]{{1,40}}|and|of|the)){{1,6}})?"
    r" (?:was|is) born"
    r"|(?:[Пп]рофсоюз|[Сс]оюз|[Дд]вижение|[Пп]артия|[Оо]рганизация|[Фф]едерация|[Кк]онфедерация|[Аа]ссоциация|[Кк]ампания|[Рр]еспублика|[Ии]дея)"
    r" родил(?:ся|ась|ось)"
    r"|(?:[Ll][ea] |[Ll]['’]|[Uu]ne? )(?:syndicat|confédération|fédération|union|organisation|association|mouvement|parti|république|idée) est née?)"
)
"""Up to the verb. Whose head was born, such as the leader of a union, does not stand here."""
_FOUNDED = re.compile(FOUNDED)


def is_birth(found: str) -> bool:
    """Whether what begins a date of birth is about a human being.

    >>> is_birth("born on 3 May 1980"), is_birth("The union was born on 3 May 1990")
    (True, False)
    """
    return _FOUNDED.match(found) is None
