"""`corner build`, where MkDocs is not installed, gives the bytes that `mkdocs build` gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import corners, project, second_corner
from tests.support.built import Built

_EPOCH = 1_800_000_000
_NOTHING_CHANGED = "files: 0 new, 0 changed, 0 gone"
_PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def test_the_own_site_is_the_same_down_to_each_file(editable: Built) -> None:
    """The skeletons are made again; pages are rendered where those differ."""
    before = project.contents(editable.root / "site")
    (editable.root / ".cache/corner/frames").unlink()
    (editable.root / ".cache/corner/last.json").unlink()
    run = project.build_standalone(editable.root, "--strict", epoch=editable.corner.later)
    assert (run.code, _NOTHING_CHANGED in run.output) == (0, True), run.output
    assert project.differing(before, project.contents(editable.root / "site")) == set()


@pytest.mark.full
def test_the_own_site_is_the_same_with_the_guide_and_built_from_nothing(with_guide: Built, tmp_path: Path) -> None:
    root = project.copy(tmp_path / "corner")
    (root / "mkdocs.yml").write_bytes((with_guide.root / "mkdocs.yml").read_bytes())
    run = project.build_standalone(root, "--strict", epoch=with_guide.corner.later)
    assert run.code == 0, run.output
    assert project.differing(project.contents(with_guide.root / "site"), project.contents(root / "site")) == set()


def test_a_second_corner_is_the_same_built_from_nothing(second: Built, tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    run = project.build_standalone(root, "--strict", epoch=second.corner.later)
    assert run.code == 0, run.output
    assert project.differing(project.contents(second.root / "site"), project.contents(root / "site")) == set()


_DOCS: corners.Files = {
    "mkdocs.yml": corners.MKDOCS.replace(
        "            - {locale: zh-Hant, name: 繁體中文,",
        "            - {locale: zh-Hant, name: 繁體中文, nav_translations: {Rules: 規則},",
    )
    + """markdown_extensions:
      - attr_list
      - footnotes
      - admonition
      - toc: {permalink: true}
    nav:
      - index.md
      - Help:
          - Rules: rules/index.md
          - rules/boats.md
          - Elsewhere: https://harbour.example/
      - plain-name_of.md
    """,
    "docs/index.en.md": """\
        ---
        title: 2026
        template: home.html
        description: The harbour's
          corner.
        updated: 2026-01-02
        ---
        See [the rules](rules/index.md#of-boats), [boats](rules/boats.md) and ![light](light.svg).
        Write to <mail@harbour.example>.
        """,
    "docs/index.zh-Hant.md": "# 港口[專欄](rules/index.md)\n\n![燈](light.svg)見[船](rules/boats.md)及[壹](plain-name_of.md)。\n",
    "docs/rules/index.en.md": """\
        # Rules & *duties*[^1] ![of](../light.svg "x") all

        ## Of boats

        Back [home](../index.md), [up](../../news/), [here](#of-boats), [there](boats.md?x=1#top).

        | a | b |
        | - | :-: |
        | 1 March 2021 | 2 |

        !!! note "N"
            Text.

        [^1]: A note.
        """,
    "docs/rules/index.zh-Hant.md": "# 規則\n\n[船](boats.md)\n",
    "docs/rules/boats.en.md": "menu: footer\ntitle: Boats\n\n<script>x()</script>\n\n# Boats &amp; oars {#top}\n\nText.\n",
    "docs/rules/boats.zh-Hant.md": "---\nmenu: footer\n---\n# 船\n",
    "docs/plain-name_of.md": "No heading, but [a page](rules/boats.md).\n",
    "docs/plain-name_of.zh-Hant.md": "沒有標題。\n",
    "docs/light.svg": _PIXEL,
    "docs/light.zh-Hant.svg": _PIXEL.replace(b"1 1", b"2 2"),
    "docs/assets/paper.pdf": b"%PDF-1.4\n",
}


@pytest.fixture
def unusual(tmp_path: Path) -> Path:
    """A corner whose pages of `docs/` use what MkDocs and static-i18n know."""
    return corners.write(tmp_path, _DOCS)


def test_pages_are_the_same_whatever_markdown_links_and_menus_they_use(unusual: Path) -> None:
    run = project.build(unusual, epoch=_EPOCH)
    assert run.code == 0, run.output
    expected = project.contents(unusual / "site")
    assert b"\xe8\xa6\x8f\xe5\x89\x87" in expected["zh-Hant/index.html"]
    (unusual / ".cache/corner/frames").unlink(missing_ok=True)
    (unusual / ".cache/corner/last.json").unlink(missing_ok=True)
    run = project.build_standalone(unusual, epoch=_EPOCH)
    assert run.code == 0, run.output
    actual = project.contents(unusual / "site")
    assert project.differing(expected, actual) == set()


def test_a_corner_with_plugins_of_its_own_is_told_what_only_mkdocs_does(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    project.edit(root / "mkdocs.yml", "plugins:\n", "plugins:\n  - search\n  - blog\n")
    run = project.build_standalone(root, epoch=_EPOCH)
    assert run.code == 1
    assert run.output == (
        "ERROR   -  Nothing was built: expected settings that `corner build` can follow, found in mkdocs.yml what only "
        "MkDocs does: plugins: search, plugins: blog; type `mkdocs build`, or take this out of mkdocs.yml\n"
    )
    assert not (root / "site").exists()


def test_a_link_that_leads_nowhere_stops_a_strict_build(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    project.append(root / "docs/index.pt.md", "\n[x](nosuch.md)\n")
    run = project.build_standalone(root, "--strict", epoch=_EPOCH)
    assert run.code == 1
    assert run.problems == [
        "docs/index.pt.md:8: warning: body: expected the path of a page or file in docs/, found 'nosuch.md' [unknown-link]"
    ]
    assert not (root / "site").exists()
