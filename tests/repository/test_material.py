"""`hooks/material/`: what the theme needs of Material, as the installed Material has it, with the licences."""

from __future__ import annotations

import re

from tests.support import project
from tools import material

_INCLUDED = re.compile(r'\{% include "(\.icons/[^"]+\.svg)"')


def test_the_copy_is_what_material_has() -> None:
    assert project.contents(material.FOLDER) == material.read_material()


def test_the_copy_says_where_it_is_from_and_has_the_licences() -> None:
    assert "Material for MkDocs" in (material.FOLDER / "README.md").read_text("utf-8")
    assert "Martin Donath" in (material.FOLDER / "LICENSE").read_text("utf-8")
    assert "Apache 2.0" in (material.FOLDER / "LICENSE-icons").read_text("utf-8")


def test_the_copy_has_each_icon_that_the_theme_includes() -> None:
    templates = [path.read_text("utf-8") for path in (project.ROOT / "hooks/theme").rglob("*.html")]
    names = {name for text in templates for name in _INCLUDED.findall(text)}
    assert len(names) > 3
    assert [name for name in names if not (material.FOLDER / "templates" / name).is_file()] == []
