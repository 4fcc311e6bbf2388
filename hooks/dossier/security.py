"""`extra.dossier.security` of mkdocs.yml -> whom to tell of a hole in the site, and `.well-known/security.txt` (RFC 9116)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from .problems import Problem, nearest, quoted

__all__ = ["SECURITY_TXT", "Security", "expiry_problems", "read_security", "security_txt"]

SECURITY_TXT = ".well-known/security.txt"
_ADDRESSES = {"contact": "Contact", "policy": "Policy", "encryption": "Encryption", "acknowledgments": "Acknowledgments"}
_FIELDS = (*_ADDRESSES, "expires")
_ADDRESS = re.compile(r"(?:https://[^\s<>\"]+|mailto:[^\s<>\"@]+@[^\s<>\"@]+|tel:[+0-9().-]+|openpgp4fpr:[0-9A-Fa-f]+|dns:[^\s<>\"]+)", re.ASCII)
_SOON, _LONG = timedelta(days=30), timedelta(days=366)

Say = Callable[[str, str], Problem]


@dataclass(frozen=True, slots=True)
class Security:
    """Whom to tell and until when this holds; `addresses` are (name of the field, address), contacts first."""

    addresses: tuple[tuple[str, str], ...]
    expires: datetime


def read_security(given: Any, say: Say) -> tuple[Security | None, list[Problem]]:
    """The group of settings as written; without a contact and a day, nothing but problems."""
    if not isinstance(given, Mapping):
        return None, [say("security", "is not a group of settings; write contact and expires below it")]
    problems = [say(f"security.{name}", f"is not a setting{nearest(str(name), _FIELDS)}") for name in given if name not in _FIELDS]
    addresses: list[tuple[str, str]] = []
    for name, header in _ADDRESSES.items():
        value = given.get(name)
        for address in value if isinstance(value, list) else () if value is None else (value,):
            if isinstance(address, str) and _ADDRESS.fullmatch(address):
                addresses.append((header, address))
            else:
                problems.append(say(f"security.{name}", f"{quoted(str(address))} is not an address; write mailto:… or https://…"))
    expires = _instant(given.get("expires"))
    if expires is None:
        problems.append(say("security.expires", "is missing or is not an instant; write 2027-06-30T00:00:00Z"))
    if not given.get("contact"):
        problems.append(say("security.contact", "is missing; write mailto:… or https://…"))
    return (None if problems or expires is None else Security(tuple(addresses), expires)), problems


def _instant(value: Any) -> datetime | None:
    """YAML gives an instant, a day or text."""
    try:
        found = value if isinstance(value, date) else datetime.fromisoformat(str(value))
        moment = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day, tzinfo=UTC)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def expiry_problems(security: Security | None, instant: datetime, say: Say) -> list[Problem]:
    """A file that is out of date may not be published; it should be renewed in time, and at least once a year (RFC 9116, 2.5.5)."""
    if security is None:
        return []
    day, left = security.expires.date().isoformat(), security.expires - instant
    if left <= timedelta(0):
        return [say("security.expires", f"has passed ({day}); make sure that the contact still answers, and write a later day")]
    said = f"is soon ({day})" if left < _SOON else f"is more than a year ahead ({day}); readers trust a nearer day more" if left > _LONG else ""
    problem = say("security.expires", said)
    return [Problem(problem.path, problem.line, problem.column, problem.field, said, "note")] if said else []


def security_txt(security: Security, site_url: str, languages: tuple[str, ...]) -> bytes:
    """The file; its own address stands in it where the site knows its own."""
    fields = [*security.addresses, ("Expires", security.expires.strftime("%Y-%m-%dT%H:%M:%SZ"))]
    if languages:
        fields.append(("Preferred-Languages", ", ".join(languages)))
    if site_url.startswith("https://"):
        fields.append(("Canonical", f"{site_url}{SECURITY_TXT}"))
    return "".join(f"{name}: {value}\n" for name, value in fields).encode()
