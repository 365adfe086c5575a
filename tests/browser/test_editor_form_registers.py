"""The form for editors and registers: what it saves of a record is without fault, and the rest of the file stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from corner.site.load import load
from tests.support import editor_form, project, second_corner
from tests.support.browsing import serving
from tests.support.corners import NOW

RECORDS = second_corner.RECORDS


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corner with a register, whose site has the form."""
    root = second_corner.write(tmp_path_factory.mktemp("form") / "corner")
    project.edit(root / "mkdocs.yml", "    feed_size: 2\n", "    feed_size: 2\n    admin: {backend: test-repo}\n")
    editor_form.build(root)
    return root


@pytest.fixture
def form(browser: Browser, root: Path) -> Iterator[Page]:
    """Yield the form, open at the records of the register."""
    with (
        serving(root / "site") as url,
        browser.new_context(base_url=url, viewport={"width": 1400, "height": 1000}) as context,
    ):
        page = context.new_page()
        editor_form.enter(page, url, editor_form.files(root))
        page.evaluate("location.hash = '#/collections/registers-quotas/entries/records'")
        expect(page.get_by_text("Cod of the northern banks").first).to_be_visible()
        yield page


def test_a_record_is_changed_and_nothing_else(form: Page, root: Path) -> None:
    before = (root / RECORDS).read_text("utf-8")
    form.get_by_role("button", name="Expand").first.click()
    tonnes = form.get_by_role("spinbutton").first
    expect(tonnes).to_have_value("1200")
    tonnes.fill("1300")
    saved = editor_form.save(form, RECORDS, "1300")[RECORDS]

    expected = yaml.safe_load(before)
    expected["cod-2022"]["tonnes"] = 1300
    # Sveltia CMS 0.221 writes what is not ticked, too, and no empty line at the end of a text.
    for record in expected.values():
        record["valid"]["at_latest"] = False
    notes = expected["cod-2022"]["note"]
    notes |= {locale: note.rstrip() for locale, note in notes.items()}
    assert yaml.safe_load(saved) == expected
    assert list(yaml.safe_load(saved)) == list(expected)
    (root / RECORDS).write_text(saved, "utf-8")
    try:
        assert load(root, NOW).problems == ()
    finally:
        (root / RECORDS).write_text(before, "utf-8")
