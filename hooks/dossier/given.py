"""What a build is told by its environment, and by the repository it is in."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["PREVIEW", "PRIVATE", "commit_time", "read_instant"]

PRIVATE = "DOSSIER_PRIVATE"
"""Names the folder of what must never be published."""
PREVIEW = "DOSSIER_PREVIEW"
"""Set to 1 where what is built is shown to reviewers only, who have no overlay."""


def commit_time(root: Path) -> datetime | None:
    """When HEAD was committed, if `root` is the top of a git repository."""
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603
        return datetime.fromtimestamp(int(done.stdout), UTC)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def read_instant(text: str) -> datetime:
    """`2026-11-24` or `2026-11-24T09:00+00:00`, in UTC. Raises ValueError."""
    instant = datetime.fromisoformat(text)
    try:
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None
