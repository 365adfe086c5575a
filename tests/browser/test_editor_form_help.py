"""What the form for editors has beside Sveltia CMS: the editor's language, a preview, and an Escape key without loss."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support import editor_form
from tests.support.browsing import reading, serving

Open = Callable[..., AbstractContextManager[Page]]
Show = Callable[..., Page]
_FAIR = "#/collections/releases-en/entries/2021/fair"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny corner, in English and Traditional Chinese, with its form."""
    return editor_form.publish(tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module", name="open_form")
def opener(browser: Browser, root: Path) -> Open:
    """Return a function that opens the form in a browser of a language."""

    @contextmanager
    def open_form(locale: str = "en-GB", query: str = "") -> Iterator[Page]:
        with (
            serving(root / "site") as url,
            reading(browser, url, locale=locale, viewport={"width": 1400, "height": 1000}) as context,
        ):
            page = context.new_page()
            editor_form.enter(page, url, editor_form.files(root), query)
            yield page

    return open_form


@pytest.fixture(scope="module")
def show_form(open_form: Open) -> Iterator[Show]:
    """Return a function that shows the form as it is after the sign-in, opened once for the tests that leave nothing to be saved."""
    with ExitStack() as stack:

        @functools.cache
        def enter(locale: str, query: str) -> tuple[Page, str]:
            form = stack.enter_context(open_form(locale, query))
            return form, form.evaluate("location.hash")

        def show_form(locale: str = "en-GB", query: str = "") -> Page:
            form, start = enter(locale, query)
            form.evaluate("(start) => { location.hash = start; }", start)
            return form

        yield show_form


@contextmanager
def _typing(field: Locator, text: str) -> Iterator[None]:
    """Type a text into a field, and put back afterwards what it held, so that nothing is left to be saved."""
    before = field.input_value()
    field.fill(text)
    yield
    field.fill(before)


def _open_fair(form: Page) -> None:
    form.evaluate(f"location.hash = '{_FAIR}'")


def _find_hint(form: Page, locale: str, field: str) -> str:
    """Return the hint of a field in the tab of a language, when it is there."""
    hint = form.locator(f".pane[data-mode=edit][data-locale='{locale}'] [data-key-path='{field}'] .hint").first
    hint.wait_for()
    return hint.inner_text()


@pytest.mark.parametrize(
    ("locale", "query", "news", "title"),
    [
        pytest.param("en-GB", "", "News (English)", "Title", marks=pytest.mark.full),
        pytest.param("fr-FR", "", "News (English)", "Title", marks=pytest.mark.full),
        ("zh-HK", "", "新聞 (繁體中文)", "標題"),
        pytest.param("en-GB", "?lang=zh-Hant", "新聞 (繁體中文)", "標題", marks=pytest.mark.full),
    ],
)
def test_it_speaks_the_language_of_the_browser_or_of_its_address(
    show_form: Show, locale: str, query: str, news: str, title: str
) -> None:
    form = show_form(locale, query)
    expect(form.get_by_text(news).first).to_be_visible()
    _open_fair(form)
    expect(form.get_by_role("textbox", name=title).first).to_have_value("Spring fair")
    save = "儲存" if title == "標題" else "Save"
    expect(form.get_by_role("button", name=save, exact=True).first).to_be_visible()


def test_the_tab_of_a_language_has_hints_in_that_language(show_form: Show) -> None:
    form = show_form()
    _open_fair(form)
    assert _find_hint(form, "en", "title") == "The headline."
    assert _find_hint(form, "en", "issued").endswith("For example: 2026-01-31 or 2026-01-31 16:30")
    form.get_by_role("radio", name="Chinese").first.click()
    hint = form.locator(".pane[data-mode=edit][data-locale='zh-Hant'] [data-key-path=title] .hint").first
    expect(hint).to_have_text("標題。")
    form.get_by_role("radio", name="English").first.click()
    expect(form.locator(".pane[data-locale=en] [data-key-path=title] .hint").first).to_have_text("The headline.")
    form = show_form("zh-HK")
    form.evaluate("location.hash = '#/collections/releases-zh-hant/new'")
    assert _find_hint(form, "zh-Hant", "issued") == "發布日期，可附時間。例如：2026-01-31或2026-01-31 16:30"


@pytest.mark.full
def test_another_language_chosen_in_the_form_is_that_of_its_fields(open_form: Open) -> None:
    with open_form() as form:
        expect(form.get_by_text("News (English)").first).to_be_visible()
        # What the settings of the form do: they store the language, then the page has it.
        form.evaluate("""() => {
          const prefs = JSON.parse(localStorage.getItem('sveltia-cms.prefs'));
          localStorage.setItem('sveltia-cms.prefs', JSON.stringify({ ...prefs, locale: 'zh-TW' }));
          document.documentElement.lang = 'zh-TW';
        }""")
        form.wait_for_url("**/admin/?lang=zh-Hant#/**")
        expect(form.get_by_text("新聞 (繁體中文)").first).to_be_visible()


def test_a_new_text_is_a_draft_and_a_published_one_stays_published(show_form: Show) -> None:
    form = show_form("zh-HK")
    form.get_by_role("button", name="建立新項目").first.click()
    form.wait_for_url("**/new?status=draft")
    status = form.locator("[data-key-path=status]")
    expect(status.get_by_role("radio", name="草稿")).to_be_checked()
    _open_fair(form)
    form.locator("[data-key-path=title]").first.wait_for()
    expect(status.get_by_role("radio", name="發布")).to_be_checked()


def test_the_preview_looks_as_the_page_does(show_form: Show) -> None:
    form = show_form()
    _open_fair(form)
    page = form.frame_locator("iframe.preview").first
    expect(page.locator("[data-key-path=title] p")).to_have_text("Spring fair")
    expect(page.locator("[data-key-path=body] p")).to_have_text("The fair opens on the quay.")
    expect(page.locator("body")).to_have_class("corner-main md-typeset")
    expect(page.locator("[data-key-path=title] p")).to_have_css("font-size", "30px")
    expect(page.locator("body")).to_have_css("color", "rgb(23, 35, 44)")
    # What no page has is not there: neither fields without a value nor how the release is published.
    expect(page.get_by_text("Status")).to_have_count(0)
    expect(page.get_by_text("Bodies")).to_be_hidden()
    with _typing(form.get_by_role("textbox", name="Title").first, "Autumn fair"):
        expect(page.locator("[data-key-path=title] p")).to_have_text("Autumn fair")


@pytest.mark.parametrize(
    ("locale", "title"), [pytest.param("en-GB", "Title", marks=pytest.mark.full), ("zh-HK", "標題")]
)
def test_escape_keeps_what_was_typed(show_form: Show, locale: str, title: str) -> None:
    form = show_form(locale)
    _open_fair(form)
    field = form.get_by_role("textbox", name=title).first
    with _typing(field, "Typed and not saved"):
        for _ in range(2):
            form.keyboard.press("Escape")
        form.locator("body").press("Escape")
        assert form.evaluate("location.hash") == _FAIR
        expect(field).to_have_value("Typed and not saved")
        # A menu is still closed by it.
        form.locator(".pane header [aria-haspopup]").last.click()
        expect(form.get_by_role("menu").first).to_be_visible()
        form.keyboard.press("Escape")
        expect(form.get_by_role("menu")).to_have_count(0)
        expect(field).to_have_value("Typed and not saved")


@pytest.mark.full
def test_escape_closes_no_dialog_with_a_text(browser: Browser, tmp_path: Path) -> None:
    site = editor_form.publish(tmp_path, "backend: github, repo: harbour/corner") / "site"
    with serving(site) as url, browser.new_context(locale="en-GB") as context:
        form = context.new_page()
        form.goto(f"{url}/admin/")
        form.get_by_role("button", name="Token").click()
        dialog = form.get_by_role("alertdialog")
        # On GitHub a change is reviewed before it is published, for which the token needs a right.
        expect(dialog).to_contain_text("Since Editorial Workflow is enabled")
        token = dialog.get_by_role("textbox")
        token.fill("ghp_example")
        for _ in range(2):
            token.press("Escape")
        expect(token).to_have_value("ghp_example")
        token.fill("")
        token.press("Escape")
        expect(dialog).to_have_count(0)
