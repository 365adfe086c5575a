"""`mkdocs serve` shows the site, follows the editor, and goes on showing it while something is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import corner_files, project, second_corner
from tests.support.built import Built
from tests.support.preview import previewing


@pytest.fixture
def corner(own: Built, tmp_path: Path) -> corner_files.Corner:
    """The project's own corner in a copy that a test may change, not built, with the caches of an earlier build."""
    root = project.copy(tmp_path / "corner")
    shutil.copytree(own.root / ".cache", root / ".cache")
    return corner_files.read(root)


@pytest.fixture
def small(second: Built, tmp_path: Path) -> corner_files.Corner:
    """The second corner in a copy that a test may change, not built."""
    root = tmp_path / "corner"
    shutil.copytree(second.root, root, ignore=lambda folder, _: {"site"} if Path(folder) == second.root else set())
    return corner_files.read(root)


def test_a_preview_shows_the_site_and_an_edit_without_another_build_by_mkdocs_and_leaves_nothing_behind(
    small: corner_files.Corner,
) -> None:
    release = next(iter(small.releases.values()))
    address = f"lights/{small.at(release.original, release.address)}"
    index = "lights/search/newest/pagefind-entry.json"
    with previewing(small.root, small.later) as preview:
        assert project.temporary(small.root) != []
        assert preview.shows(address, release.title(release.original))
        assert preview.shows("lights/pt/news/", 'lang="pt"')
        assert preview.media_type(f"{address}index.md") == "text/markdown"
        assert preview.media_type("lights/llms.txt") == "text/plain"
        # An index for readers comes after the pages.
        preview.hear("The index for readers is there.")
        before = preview.get(index)
        assert before is not None
        first = re.search(r'"bundles": \["([^"]+)"', preview.get("lights/search/settings.js") or "")
        assert first
        assert "pagefind" in (preview.get(f"lights/search/{first[1]}/pagefind.js") or "")
        project.append(small.root / "news" / f"{release.key}.{release.original}.md", "\nA sentence that was added.\n")
        preview.hear("Detected file changes")
        preview.wait(lambda: preview.shows(address, "A sentence that was added."))
        assert preview.shows(f"{address}index.md", "A sentence that was added.")
        preview.hear("Reloading browsers")
        preview.hear("The index for readers is there.")
        assert preview.get(index) not in (None, before)
        assert preview.get("lights/search/settings.js") is not None
        # So do the feeds.
        assert preview.shows("lights/feeds/all.xml", "A sentence that was added.")
        log = "".join(preview.said)
        assert "Building documentation" not in log.partition("Detected file changes")[2], log
    assert project.temporary(small.root) == []
    assert not (small.root / "site").exists()


def test_a_preview_shows_and_lists_drafts_marked_and_in_no_list(small: corner_files.Corner) -> None:
    draft = small.root / "news/releases/2025/oil-came.en.md"
    draft.write_text(
        "---\nstatus: draft\ntitle: Oil came\ndescription: By ship.\ntype: notice\nissued: 2025-01-02\n"
        "topics: [lamps]\n---\nIt lasts a year.\n",
        "utf-8",
    )
    name, address, mark = "oil-came", "lights/news/2025/oil-came/", "This is a draft."
    with previewing(small.root, small.later) as preview:
        assert preview.shows(address, mark)
        assert preview.shows(address, 'content="noindex"')
        assert preview.get(f"{address}index.md") is None
        status = preview.get("lights/status/") or ""
        assert f"{name}/" in status
        assert "missing" in status
        assert preview.get("lights/pt/status/") is not None
        lists = ("news/", "news/2025/", "topics/lamps/", "feeds/all.xml", "llms.txt", "sitemap.xml")
        assert [place for place in lists if name in (preview.get(f"lights/{place}") or name)] == []
        project.edit(draft, "status: draft", "publish_at: 2100-01-02 09:30")
        preview.wait(lambda: preview.shows(address, "2100"))
        project.edit(draft, "publish_at: 2100-01-02 09:30\n", "")
        preview.wait(lambda: preview.shows("lights/news/", name))
        assert [place for place in lists[:3] if not preview.shows(f"lights/{place}", name)] == []
        assert not preview.shows(address, mark)
        assert not preview.shows("lights/status/", name)


def test_a_broken_edit_shows_its_mistakes_in_place_of_the_page_until_they_are_corrected_without_loading_by_hand(
    small: corner_files.Corner, browser: Browser
) -> None:
    release = next(iter(small.releases.values()))
    address = f"lights/{small.at(release.original, release.address)}"
    file = small.root / "news" / f"{release.key}.{release.original}.md"
    good = file.read_text("utf-8")
    with previewing(small.root, small.later) as preview, browser.new_context() as context:
        said: list[str] = []
        context.on("console", lambda line: said.append(line.text))
        page = context.new_page()
        page.goto(preview.url + address)
        project.edit(file, "topics: [", "topics: [nosuch, ")
        preview.hear("[unknown-topic]")
        page.get_by_text("found 'nosuch'").wait_for()
        # Other pages say so at their head.
        assert preview.shows("lights/topics/", "found &#x27;nosuch&#x27;")
        assert not preview.shows(address, good.rpartition("---")[2].strip()[:40])
        file.write_text(good + "\nA sentence that was corrected.\n", "utf-8")
        preview.wait(lambda: preview.shows(address, "A sentence that was corrected."))
        page.get_by_text("A sentence that was corrected.").wait_for()
        assert not preview.shows("lights/topics/", "nosuch")
        # The page has a policy, which lets the preview's own script run.
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        assert set(said) == {"Enabled live reload"}


@pytest.mark.full
def test_a_preview_that_can_show_nothing_yet_says_what_is_wrong_until_it_is_corrected(
    small: corner_files.Corner,
) -> None:
    topics = small.root / "news/topics.yml"
    good = topics.read_text("utf-8")
    topics.write_text("[\n", "utf-8")
    with previewing(small.root, small.later, begins="What is wrong is shown at") as preview:
        assert "news/topics.yml:1" in preview.get_error("lights/")
        topics.write_text(good, "utf-8")
        preview.hear("Serving on")
        assert preview.shows("lights/news/", 'lang="en"')
    assert project.temporary(small.root) == []


def test_a_page_deleted_after_a_failed_build_of_the_second_language_is_gone_from_the_preview(
    small: corner_files.Corner,
) -> None:
    index = small.root / "docs/index.pt.md"
    good = index.read_text("utf-8")
    with previewing(small.root, small.later) as preview:
        assert preview.get("lights/keepers-home/") is not None
        project.edit(index, "\ntemplate: home.html\n", "\ntemplate: nosuch.html\n")
        preview.hear("nosuch.html")
        index.write_text(good.replace("[faroleiros](keepers-home.md)", "faroleiros"), "utf-8")
        project.edit(small.root / "docs/index.en.md", "[keepers](keepers-home.md)", "keepers")
        project.edit(small.root / "mkdocs.yml", "  - keepers-home.md\n", "")
        for file in (small.root / "docs").glob("keepers-home.*.md"):
            file.unlink()
        preview.wait(lambda: preview.get("lights/keepers-home/") is None)


@pytest.mark.full
def test_a_preview_has_the_guide_in_each_of_its_languages(corner: corner_files.Corner) -> None:
    with previewing(corner.root, corner.later) as preview:
        assert [line for line in preview.said if "WARNING" in line] == []
        for edition in ("", "zh-Hant/", "zh-Hans/"):
            language = edition.rstrip("/") or "en"
            for address in (f"{edition}guide/", f"{edition}guide/first-release/"):
                assert preview.shows(address, f'<html lang="{language}"'), address
                assert preview.shows(address, '<meta name="robots" content="noindex">'), address
            # The way there is at the foot of every page, and on the page of drafts.
            assert (preview.get(f"{edition}status/") or "").count('guide/">') == 2
            assert preview.shows(f"{edition}about/", 'guide/">')
        assert not preview.shows("sitemap.xml", "guide/")


def test_a_preview_of_a_corner_in_other_languages_has_the_guide_in_english(
    tmp_path: Path,
) -> None:
    root = second_corner.write(tmp_path / "corner")
    project.copy_hooks(root)
    epoch = corner_files.read(root).later
    with previewing(root, epoch) as preview:
        assert [line for line in preview.said if "WARNING" in line] == []
        page = preview.get("lights/guide/") or ""
        assert '<html lang="en"' in page
        # The corner itself has no extensions of Markdown, and this needs one.
        assert preview.shows("lights/guide/first-release/", 'id="send"')
        assert preview.get("lights/pt/guide/") is None
        link = re.search(r'<p>(<a href="[^"]*guide/".*)</p>', preview.get("lights/pt/status/") or "")
        assert link
        assert link[1] == '<a href="../../guide/">Guia para editores</a> <span class="corner-only">Só em inglês</span>'
        preview.hear("The index for readers is there.")
        project.append(root / "hooks/guide/guide.en.md", "\nA sentence that was added.\n")
        preview.wait(lambda: preview.shows("lights/guide/", "A sentence that was added."))
