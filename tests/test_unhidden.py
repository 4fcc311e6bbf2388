"""MkDocs publishes the same files of the theme, and templates find those that are hidden, though they are not listed."""

from __future__ import annotations

from dossier.unhidden import without_hidden
from helpers import ROOT
from mkdocs.config import load_config
from mkdocs.structure.files import Files


def test_the_same_files_of_the_theme_are_published() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    before, plain = Files([]), config.theme.get_env()
    before.add_files_from_theme(plain, config)
    without_hidden(config.theme)
    after, env = Files([]), config.theme.get_env()
    after.add_files_from_theme(env, config)
    assert [(file.src_uri, file.abs_src_path) for file in after] == [(file.src_uri, file.abs_src_path) for file in before]
    assert len(before) > 10
    listed = env.list_templates()
    assert [name for name in plain.list_templates() if not any(part.startswith(".") for part in name.split("/"))] == listed
    assert len(listed) < len(plain.list_templates()) / 10
    assert env.get_template(".icons/material/magnify.svg").render().startswith("<svg")
