"""The repository's web form, filled in: for people who know no YAML."""

from __future__ import annotations

from urllib.parse import quote

from .settings import Settings

__all__ = ["new_record"]


def new_record(settings: Settings, country: str, folder: str) -> str:
    """The address of the form for a new record of a country, with a template in it; empty without a repository.

    `source_url` has `/edit/` in it, as GitHub and GitLab write it; their forms for a new file have `/new/`.
    """
    if "/edit/" not in settings.source_url:
        return ""
    form = settings.source_url.replace("/edit/", "/new/", 1)
    from .render import environment  # a check renders nothing

    text = environment().get_template(f"new/{folder}.md").render(today="2026-01-31")
    name = quote("2026-01-31-in-a-few-words.md")
    return f"{form}data/{country}/{folder}?filename={name}&value={quote(text)}"
