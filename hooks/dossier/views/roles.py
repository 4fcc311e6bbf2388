"""The roles of a person -> which of them a list or a card says, and in what order: nobody is shown by an office that they have left."""

from __future__ import annotations

from ..model import Person, Role
from ..phrases import office, spanned
from .base import Viewer

__all__ = ["LISTED", "in_order", "listed_roles", "role_parts"]

LISTED = 3
"""So many roles of a person stand in a list; the page of the person has all."""


def in_order(person: Person) -> tuple[list[Role], list[Role]]:
    """The roles of which no end was on record when the person was last checked, as the editor orders them; and those that ended, the latest first."""
    over = [role for role in person.roles if _is_over(person, role)]
    return [role for role in person.roles if role not in over], sorted(over, key=lambda role: role.until.order if role.until else (), reverse=True)


def listed_roles(viewer: Viewer, person: Person) -> tuple[tuple[str, ...], ...]:
    """What a list says of the roles of a person, each in parts: those without an end on record, else the one that ended last; and how many more."""
    going_on, over = in_order(person)
    said = going_on or over[:1]
    more = (f"{len(said) - LISTED} more",) if len(said) > LISTED else ()
    return (*(role_parts(viewer, role) for role in said[:LISTED]), *((more,) if more else ()))


def role_parts(viewer: Viewer, role: Role) -> tuple[str, ...]:
    """A role that is on record, where, and when: whether it is still held, a list does not say."""
    title, where = role.title.say(viewer.language), viewer.link(role.organisation.key).text if role.organisation else ""
    return tuple(filter(None, (office(title, where), where, spanned(role.from_, role.until))))


def _is_over(person: Person, role: Role) -> bool:
    """Whether the end of a role had come when the person was last checked; without a day of that, whether it has one."""
    return role.until is not None and not (person.checked and role.until.latest > person.checked.latest)
