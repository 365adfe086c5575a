"""The form for editors, in a browser whose own store is the repository: what it saves is without fault."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from corner.site.load import load
from tests.support import editor_form, nginx, project, second_corner
from tests.support.built import Built
from tests.support.corners import NOW


@pytest.fixture(scope="module")
def root(second: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corner with a register, whose site has the form."""
    root = tmp_path_factory.mktemp("form") / "corner"
    project.copy_built(second.root, root)
    project.edit(root / "mkdocs.yml", "    feed_size: 2\n", "    feed_size: 2\n    admin: {backend: test-repo}\n")
    # Another release of the same name, in another year.
    for locale in ("en", "pt"):
        lens = (root / f"news/releases/2024/new-lens.{locale}.md").read_text("utf-8")
        for old, new in (
            ("2024-05-03", "2025-05-03"),
            (" lens", " lamp"),
            ("keepers-", "../2024/keepers-"),
            ("(light", "(../2024/light"),
        ):
            lens = lens.replace(old, new)
        lens = re.sub(r"attachments:\n.*\n.*\n|  attachments\..*\n", "", lens)
        (root / f"news/releases/2025/new-lens.{locale}.md").write_text(lens, "utf-8")
    editor_form.build(root)
    return root


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Return where the browser has asked."""
    return []


@pytest.fixture(scope="module", name="form")
def opened(browser: Browser, root: Path, asked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Yield the form, open over a repository that holds the corner's news, for tests that save each a file of their own."""
    # The server sends the form with its own policy, at the path of the site's URL.
    site = tmp_path_factory.mktemp("host")
    shutil.copytree(root / "site/.well-known", site / ".well-known")
    (site / "lights").symlink_to(root / "site")
    refused: list[str] = []
    with (
        nginx.serving(site, tmp_path_factory.mktemp("server")) as host,
        browser.new_context(viewport={"width": 1400, "height": 1000}) as context,
    ):
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda line: refused.append(line.text) if "Security Policy" in line.text else None)
        page = context.new_page()
        editor_form.enter(page, f"{host}lights", editor_form.files(root))
        expect(page.get_by_text("News (English)").first).to_be_visible()
        yield page
        assert refused == []


def _save(form: Page, root: Path, copy: Path, path: str, words: str) -> None:
    """Save what is in the form, and write the browser's store, which has words in a file then, over a copy of the corner."""
    shutil.copytree(root / "news", copy / "news")
    shutil.copytree(root / "docs", copy / "docs")
    shutil.copy(root / "mkdocs.yml", copy)
    for name, text in editor_form.save(form, path, words).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, "utf-8")


def test_it_lists_each_release_where_its_original_is(form: Page) -> None:
    for collection, titles, other in (
        ("en", ["A new lamp for the northern light", "Fog signal silent for a week"], "Reunião dos faroleiros"),
        ("pt", ["Reunião dos faroleiros na ilha"], "Uma lente nova"),
    ):
        form.evaluate(f"location.hash = '#/collections/releases-{collection}'")
        for title in titles:
            expect(form.get_by_text(title).first).to_be_visible()
        expect(form.get_by_text(other)).to_have_count(0)


def test_what_it_saves_in_both_languages_is_without_fault(form: Page, root: Path, tmp_path: Path) -> None:
    form.evaluate("location.hash = '#/collections/releases-en/entries/2024/new-lens'")
    form.get_by_role("textbox", name="Title").first.fill("A new lens for the southern light")
    form.get_by_role("radio", name="Portuguese").first.click()
    expect(form.get_by_role("textbox", name="Title").first).to_have_value("Uma lente nova para o farol do norte")
    form.get_by_role("textbox", name="Title").first.fill("Uma lente nova para o farol do sul")
    _save(form, root, tmp_path, "news/releases/2024/new-lens.pt.md", "farol do sul")

    original = (tmp_path / "news/releases/2024/new-lens.en.md").read_text("utf-8")
    assert "title: A new lens for the southern light\n" in original
    assert "issued: 2024-05-03 23:30\n" in original
    assert "status:" not in original
    assert load(tmp_path, NOW).problems == ()


def test_a_new_release_is_put_into_the_folder_of_its_year(form: Page, root: Path, tmp_path: Path) -> None:
    form.evaluate("location.hash = '#/collections/releases-en/new'")
    form.get_by_role("textbox", name="Title").first.fill("Ferry stopped")
    form.locator("input:visible").last.fill("ferry-stopped")
    form.get_by_role("textbox", name="Description").first.fill("No ferry runs.")
    form.get_by_role("radio", name="Notice").first.click()
    form.get_by_role("textbox", name="Issued").first.fill("2025-02-01")
    form.get_by_role("checkbox", name="Crews").first.click()
    form.mouse.move(300, 600)
    text = (
        form.get_by_role("group", name="Text").locator("textarea:visible").or_(form.locator("textarea:visible").nth(1))
    )
    for _ in range(100):  # fields are made as they come into view
        if text.count():
            break
        form.mouse.wheel(0, 300)
    text.last.fill("It will run again on Monday.")
    _save(form, root, tmp_path, "news/releases/2025/ferry-stopped.en.md", "run again on Monday")

    assert "status: draft\n" in (tmp_path / "news/releases/2025/ferry-stopped.en.md").read_text("utf-8")
    assert load(tmp_path, NOW).problems == ()


def test_an_original_in_another_language_keeps_its_facts(form: Page, root: Path, tmp_path: Path) -> None:
    form.evaluate("location.hash = '#/collections/releases-pt/entries/2024/keepers-meeting'")
    form.get_by_role("textbox", name="Title").first.fill("Reunião dos faroleiros na ilha menor")
    _save(form, root, tmp_path, "news/releases/2024/keepers-meeting.pt.md", "ilha menor")

    assert not (tmp_path / "news/releases/2024/keepers-meeting.en.md").exists()
    assert "issued: 2024-06-01\n" in (tmp_path / "news/releases/2024/keepers-meeting.pt.md").read_text("utf-8")
    assert load(tmp_path, NOW).problems == ()


def test_a_record_of_a_register_is_changed_and_nothing_else(form: Page, root: Path, tmp_path: Path) -> None:
    form.evaluate("location.hash = '#/collections/registers-quotas/entries/records'")
    expect(form.get_by_text("Cod of the northern banks").first).to_be_visible()
    form.get_by_role("button", name="Expand").first.click()
    tonnes = form.get_by_role("spinbutton").first
    expect(tonnes).to_have_value("1200")
    tonnes.fill("1300")
    _save(form, root, tmp_path, second_corner.RECORDS, "1300")

    expected = yaml.safe_load((root / second_corner.RECORDS).read_text("utf-8"))
    expected["cod-2022"]["tonnes"] = 1300
    # Sveltia CMS 0.221 writes what is not ticked, too, and no empty line at the end of a text.
    for record in expected.values():
        record["valid"]["at_latest"] = False
    notes = expected["cod-2022"]["note"]
    notes |= {locale: note.rstrip() for locale, note in notes.items()}
    saved = yaml.safe_load((tmp_path / second_corner.RECORDS).read_text("utf-8"))
    assert saved == expected
    assert list(saved) == list(expected)
    assert load(tmp_path, NOW).problems == ()


def test_it_asks_no_other_host(form: Page, asked: list[str]) -> None:
    form.evaluate("location.hash = '#/collections/releases-en/entries/2024/new-lens'")
    expect(form.get_by_role("textbox", name="Title").first).to_be_visible()
    form.wait_for_function("document.fonts.check('24px \"Material Symbols Outlined\"')")

    own = form.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((f"{own}/", f"blob:{own}/", "data:"))] == []
    assert f"{own}/lights/admin/fonts/material-symbols-outlined.woff2" in asked


def test_without_its_program_a_build_says_what_to_do(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    project.edit(root / "mkdocs.yml", "    feed_size: 2\n", "    feed_size: 2\n    admin: {backend: test-repo}\n")
    run = project.build(root)

    assert run.code == 1
    assert "expected Sveltia CMS" in run.output
    assert "'make admin' puts it, found none [missing-file]" in run.output
    assert not (root / "site").exists()


def test_a_corner_has_no_form_unless_it_asks_for_one(second: Built) -> None:
    assert not (second.root / "site/admin").exists()
