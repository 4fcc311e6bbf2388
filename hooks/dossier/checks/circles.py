"""What comes after what -> those of which none can come first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

__all__ = ["circling"]


def circling(after: Mapping[str, Set[str]]) -> set[str]:
    """Those that come, through others, after themselves, and those between two such; `after`: what each comes after.

    >>> sorted(circling({"a": {"b"}, "b": {"a"}, "c": {"a", "d"}, "d": {"e"}}))
    ['a', 'b']
    """
    before: dict[str, set[str]] = defaultdict(set)
    for key, others in after.items():
        for other in others:
            before[other].add(key)
    left = {*after, *before}
    for onwards, back in ((after, before), (before, after)):
        count = {key: len(left.intersection(onwards.get(key, ()))) for key in left}
        waiting = [key for key in left if not count[key]]
        while waiting:
            ended = waiting.pop()
            left.discard(ended)
            for key in left.intersection(back.get(ended, ())):
                count[key] -= 1
                if not count[key]:
                    waiting.append(key)
    return left
