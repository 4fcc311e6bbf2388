"""mkdocs.yml -> the settings of the site that are ours (`extra.dossier`), as one frozen value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from .configured import Speaker, read_config
from .languages import is_language, no_language
from .onion import is_onion
from .problems import Problem, closest, first, nearest, offer, quoted
from .security import Security, read_security

__all__ = ["Settings", "read_settings", "settings_from"]


class Settings(BaseModel):
    """`extra.dossier` of mkdocs.yml.

    `site_url` ends with a slash or is empty. `source_url` is the address under which the repository's
    files can be edited (`https://…/edit/main/`). `files` are patterns of files in docs/ that are
    published besides the pages. `onion` is the address of this site as an onion service, `security` says whom
    to tell of a hole in it. `private` is `required` where nothing is published without the private overlay. `docs` are the top-level names in docs/.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    publisher: str = ""
    contact: str = ""
    licence: str = ""
    default_language: str = "en"
    languages: tuple[str, ...] = ()
    source_url: str = ""
    files: tuple[str, ...] = ()
    onion: str = ""
    search: bool = True
    security: Security | None = None
    private: str = ""
    site_name: str = "Dossier"
    site_url: str = ""
    docs: tuple[str, ...] = ()


_GROUP = "dossier"
_NO_TEXT = "is not text (or, where several are meant, a list of texts)"
_SAID = dict.fromkeys(("bool_type", "bool_parsing"), "is neither true nor false")


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """The settings in `root/mkdocs.yml`; without the file, the defaults."""
    config = read_config(root)
    settings, problems = settings_from(config.values, config.docs)
    return settings, [*config.problems, *problems]


def settings_from(config: Any, docs: Path) -> tuple[Settings, list[Problem]]:
    """The settings in MkDocs' configuration (a mapping) with the top-level names in `docs`.

    The problems' places are looked for in the file `config_file_path`.
    """
    say = Speaker(str(config.get("config_file_path") or ""))
    extra = config.get("extra")
    given = extra.get("dossier") if isinstance(extra, Mapping) else None
    astray = [*say.wrong(), *(say.margin(name, said) for name, said in _astray(config, extra if isinstance(extra, Mapping) else {}))]
    if given is not None and not isinstance(given, Mapping):
        return Settings(), [*astray, say("", "is not a group of settings; write its settings below it")]
    names = sorted({path.stem for path in docs.iterdir() if not path.name.startswith(".")}) if docs.is_dir() else []
    site_url = str(config.get("site_url") or "")
    if site_url and not site_url.endswith("/"):
        site_url += "/"
    ours: dict[str, Any] = {"site_name": str(config.get("site_name") or "Dossier"), "site_url": site_url, "docs": tuple(names)}
    fixed = {str(field): _listed(value) if field in ("languages", "files") else value for field, value in (given or {}).items()}
    problems = [*astray, *first(say(name, _unknown(name)) for name in fixed if name in ours or name not in Settings.model_fields)]
    if config.get("use_directory_urls") is False:
        said = "is true here, since every address ends with '/'; leave it out"
        problems.append(say.margin("use_directory_urls", said))
    if said := _wrong_site_url(site_url):
        problems.append(say.margin("site_url", said))
    if isinstance(source := fixed.get("source_url"), str) and source and not source.startswith(("https://", "http://")):
        problems.append(say("source_url", f"{quoted(source)} is no web address; each page leads there, so write https://…/edit/main/"))
        fixed["source_url"] = ""
    for name in ("default_language", "languages"):
        codes = fixed.get(name) or ()
        for code in (codes,) if isinstance(codes, str) else codes if isinstance(codes, (list, tuple)) else ():
            if isinstance(code, str) and not is_language(code):
                problems.append(say(name, f"{quoted(code)} {no_language(code)}"))
    if fixed.get("security") is not None:
        fixed["security"], wrong = read_security(fixed["security"], say)
        problems += wrong
    if isinstance(onion := fixed.get("onion"), str) and onion and not is_onion(onion):
        problems.append(say("onion", f"{quoted(onion)} is not the address of an onion service; write http://…(56 letters and digits)….onion/"))
        fixed["onion"] = ""
    if fixed.get("private") not in (None, "", "required"):
        problems.append(say("private", "is neither required nor empty"))
        fixed["private"] = "required"
    fixed = {name: value for name, value in fixed.items() if value is not None and name in Settings.model_fields and name not in ours}
    try:
        return Settings.model_validate({**fixed, **ours}), problems
    except ValidationError as error:
        problems += [say(str(detail["loc"][0]), _SAID.get(detail["type"], _NO_TEXT)) for detail in error.errors()]
        return Settings(**ours), problems


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _unknown(name: str) -> str:
    if name in ("site_name", "site_url"):
        return "is a setting of MkDocs; write it at the margin of the file"
    return f"is not a setting{nearest(name, set(Settings.model_fields) - {'site_name', 'site_url', 'docs'})}"


def _astray(config: Any, extra: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Settings of ours that stand where nobody reads them, `private: required` perhaps among them: (where they stand, what would be right)."""
    for name, below in config.items():
        if name == _GROUP:
            yield _GROUP, "stands at the margin; write it below 'extra:'"
        elif name not in ("extra", "hooks", "plugins") and isinstance(below, Mapping) and _GROUP in below:
            yield f"{name}.{_GROUP}", f"stands below '{name}:'; write it below 'extra:'"
    if extra.get(_GROUP) is not None:
        return
    for name in map(str, extra):
        if name != _GROUP and closest(name.casefold(), [_GROUP]):
            yield f"extra.{name}", f"is no group of settings that anything reads{offer(_GROUP)}"
        elif name in Settings.model_fields:
            yield f"extra.{name}", f"stands below 'extra:'; write it below '{_GROUP}:', which stands there"


def _wrong_site_url(given: str) -> str:
    """What is wrong with the address that all others are made from; one that is none at all MkDocs refuses."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return ""
    if not parts.scheme or not parts.netloc:
        return ""
    if parts.scheme not in ("http", "https"):
        return "is no web address; write https://…"
    if parts.query or parts.fragment or "@" in parts.netloc:
        return "all addresses begin with it; write it without '?', '#' and '@'"
    if _NOT_OF_AN_ADDRESS.search(given):
        return f"{quoted(given)} is not as feeds, calendars and sitemaps have addresses (RFC 3986); write {_encoded(*parts[:3])}"
    return ""


_NOT_OF_AN_ADDRESS = re.compile(r"[^!-~]|[\"'<>\\^`{|}]|%(?![0-9A-Fa-f]{2})", re.ASCII)


def _encoded(scheme: str, host: str, path: str) -> str:
    """What to write instead. Python knows IDNA of 2003 only, which takes some names for others (ß for ss): of these none is offered."""
    try:
        named = host.encode("idna").decode("ascii")
        same = named.encode("ascii").decode("idna") == host.lower() and not _NOT_OF_AN_ADDRESS.search(named)
    except UnicodeError:
        same = False
    if not same:
        return "https://xn--….example/%D1%81…/"
    return urlunsplit((scheme, named, _NOT_OF_AN_ADDRESS.sub(lambda found: quote(found[0]), path), "", ""))
