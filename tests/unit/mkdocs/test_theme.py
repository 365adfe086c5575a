"""MkDocs' theme in our own environment: what MkDocs, its plugins and a corner's own templates may ask of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.theme import Theme

from corner.content.theme_files import theme_folder
from corner.content.types import ContentTypes
from corner.mkdocs.theme import create_theme_environment


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A corner's own folder of templates."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(own: Path, tmp_path: Path) -> jinja2.Environment:
    """The environment of a corner with that folder over the theme."""
    theme = Theme("material", custom_dir=str(own))
    theme.dirs.insert(1, str(theme_folder()))
    config: Any = SimpleNamespace(theme=theme)
    return create_theme_environment(config, tmp_path, ContentTypes())


def test_the_filters_of_mkdocs_work(own: Path, environment: jinja2.Environment) -> None:
    (own / "a.html").write_text("{{ 'a.css'|url }} {{ script|script_tag }}", "utf-8")
    script = ExtraScriptValue("a&b.js")
    script.defer = True
    page = SimpleNamespace(url="news/2021/")
    html = environment.get_template("a.html").render(page=page, base_url="../..", script=script)
    assert html == '../../a.css <script src="../../a&amp;b.js" defer></script>'


def test_a_template_of_a_corner_may_mark_text_for_translation(own: Path, environment: jinja2.Environment) -> None:
    (own / "a.html").write_text("{% trans %}Next{% endtrans %} {{ _('Previous') }}", "utf-8")
    assert environment.get_template("a.html").render() == "Next Previous"


def test_a_corners_own_template_hides_that_of_the_theme(own: Path, environment: jinja2.Environment) -> None:
    (own / "partials").mkdir()
    (own / "partials/links.html").write_text("own", "utf-8")
    assert environment.get_template("partials/links.html").render() == "own"
    assert "<svg" in environment.get_template(".icons/material/rss.svg").render()


def test_the_files_that_mkdocs_publishes_are_listed_and_icons_are_not(environment: jinja2.Environment) -> None:
    names = environment.list_templates(filter_func=lambda name: name.endswith((".css", ".svg", ".xml")))
    assert {"assets/corner.css", "assets/favicon.svg", "sitemap.xml"} <= set(names)
    assert [name for name in names if name.startswith(".")] == []


def test_compiled_templates_of_a_corner_are_among_the_caches_of_the_project(
    own: Path, environment: jinja2.Environment, tmp_path: Path
) -> None:
    (own / "a.html").write_text("own", "utf-8")
    environment.get_template("a.html")
    assert len(list((tmp_path / ".cache/corner/templates").iterdir())) == 1
