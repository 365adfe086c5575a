"""The theme of a build: where its templates are."""

from __future__ import annotations

from pathlib import Path

from corner.build.theming import create_theme_environment
from corner.content.theme_files import theme_folder
from corner.content.types import ContentTypes


def test_templates_of_the_program_have_one_name_in_all_corners(tmp_path: Path) -> None:
    (tmp_path / "hooks").symlink_to(theme_folder().parent)
    environment = create_theme_environment([tmp_path / "hooks/theme"], tmp_path, ContentTypes(()))
    assert environment.get_template("pages/release.html").filename == str(
        theme_folder().resolve() / "pages/release.html"
    )


def test_templates_of_a_corner_have_the_name_that_its_settings_give_them(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.html").write_text("a", "utf-8")
    (tmp_path / "theme").symlink_to("real")
    environment = create_theme_environment([tmp_path / "theme"], tmp_path, ContentTypes(()))
    assert environment.get_template("a.html").filename == str(tmp_path / "theme/a.html")
