"""New corners build strictly at once, in one language as in several, and the demonstration has nothing that they lack."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import feedparser
import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser

from corner.authoring.starter import texts
from corner.authoring.starter.hosts import HOSTS
from corner.authoring.upgrade.site_diff import read_page_lines
from corner.cli import main, upgrade
from tests.support import new_corners, project
from tests.support.browsing import reading, serving

_EPOCH = int(new_corners.NOW.timestamp())


def _build(root: Path) -> None:
    """Build the corner at `root` strictly, without MkDocs."""
    run = project.run(["corner", "build", "--strict"], root, _EPOCH)
    assert (run.code, run.loud) == (0, []), run.output


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corner in French alone, built."""
    root = new_corners.write(tmp_path_factory.mktemp("french") / "corner", ("fr",))
    _build(root)
    return root


def _list_pages(root: Path) -> list[Path]:
    pages = sorted((root / "site").rglob("*.html"))
    assert len(pages) > 12
    return pages


def test_a_corner_in_one_language_has_no_word_of_others(french: Path) -> None:
    for page in _list_pages(french):
        html = page.read_text("utf-8")
        assert 'class="corner-languages"' not in html, page
        assert set(re.findall(r'\b(?:hreflang|lang)="([^"]*)"', html)) <= {"fr", "x-default"}, page
        assert "en français uniquement" not in html.lower(), page
        assert "all-languages.opml" not in html, page


def test_no_word_of_the_interface_is_english_where_the_language_has_its_own(french: Path) -> None:
    locales = project.ROOT / "hooks/corner/i18n/locales"
    english, own = (yaml.safe_load((locales / f"{tag}.yml").read_text("utf-8")) for tag in ("en", "fr"))
    words = {text for name, text in english.items() if text != own[name] and re.match("[A-Z][^{]{4,}$", text)}
    assert len(words) > 200
    lines = {line for page in _list_pages(french) for line in read_page_lines(page)}
    assert words & lines - set(own.values()) == set()


def test_feeds_and_search_of_one_language_have_the_first_release(french: Path) -> None:
    feed = feedparser.parse((french / "site/feeds/all.xml").read_bytes())
    assert [entry.link for entry in feed.entries] == ["https://corner.example/news/2026/welcome/"]
    assert feed.feed.language == "fr"
    assert (french / "site/search/index.html").exists()
    assert list((french / "site/search").glob("*/fragment/fr_*"))


def test_a_corner_is_upgraded_from_the_version_before(
    french: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "corner"
    shutil.copytree(french, root, ignore=shutil.ignore_patterns(".cache"))
    (root / "requirements.txt").write_text("co-operation-corner==0.1.0\n", "utf-8")
    page = root / "site/about/index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", " in version 0.1.0</h1>"), "utf-8")
    monkeypatch.setattr(upgrade, "read_own_version", lambda: "0.2.0")
    result = CliRunner().invoke(
        main, ["upgrade", "--root", str(root)], env={"CORNER_LANG": "en", "SOURCE_DATE_EPOCH": str(_EPOCH)}
    )
    assert result.exit_code == 0, result.output
    shown = result.stdout.partition("No setting or field has another name.\n")[2]
    title = read_page_lines(french / "site/about/index.html")[0]
    assert shown.splitlines()[:5] == [
        "Files of the site that are new: 0",
        "Files of the site that change: 1 (html 1)",
        "Files of the site that are gone: 0",
        "Pages whose words change: 1",
        "",
    ]
    assert "in version 0.1.0" in shown
    assert title
    assert (root / "requirements.txt").read_text("utf-8") == "co-operation-corner[mkdocs]==0.2.0\n"


@pytest.fixture(scope="module", params=new_corners.COMBINATIONS, ids="+".join)
def combination(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[str]]:
    """A new corner that is built, with its languages."""
    root = new_corners.write(tmp_path_factory.mktemp("new") / "corner", request.param)
    _build(root)
    return root, request.param


@pytest.mark.full
def test_mkdocs_builds_the_same_site_strictly(combination: tuple[Path, Sequence[str]], tmp_path: Path) -> None:
    built, _ = combination
    root = tmp_path / "corner"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("site", ".cache"))
    run = project.build(root, "-f", "mkdocs.yml", "--strict", epoch=_EPOCH)
    assert (run.code, run.loud) == (0, []), run.output
    assert project.differing(project.contents(built / "site"), project.contents(root / "site")) == set()


@pytest.mark.full
def test_a_browser_shows_every_edition(combination: tuple[Path, Sequence[str]], browser: Browser) -> None:
    root, languages = combination
    editions = [*languages, *(["zh-Hans"] if "zh-Hant" in languages else [])]
    with serving(root / "site") as url, reading(browser, url) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("requestfailed", lambda request: errors.append(request.url))
        for locale in editions:
            prefix = "" if locale == languages[0] else f"/{locale}"
            for path in ("/", "/news/2026/welcome/", "/about/", "/follow/", "/accessibility/", "/search/"):
                page.goto(f"{url}{prefix}{path}")
                assert page.locator("html").get_attribute("lang") == locale
                assert page.locator("body").evaluate("body => getComputedStyle(body).direction") == (
                    "rtl" if locale == "ar" else "ltr"
                )
                assert page.locator("h1").count() == 1
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.locator(".corner-languages a").count() == (len(editions) if len(editions) > 1 else 0)
        assert errors == []


def _iter_settings(data: object, path: str = "") -> Iterator[str]:
    """Yield the paths of settings; names that a corner chooses, such as languages, count as one."""
    if isinstance(data, dict):
        for key, value in data.items():
            name = "*" if path in _CHOSEN else key
            yield f"{path}.{name}".lstrip(".")
            yield from _iter_settings(value, f"{path}.{name}".lstrip("."))
    elif isinstance(data, list):
        for value in data:
            if isinstance(value, str) and path in _LISTS:
                yield f"{path}.{value}"
            yield from _iter_settings(value, path)


_CHOSEN = ("extra.corner.converted",)
_LISTS = ("plugins", "markdown_extensions", "validation")
_OF_A_CHECKOUT = {"hooks", "theme.custom_dir", "watch"}
"""Settings of the demonstration that name the program beside it; a new corner names the plugin instead."""
_OF_THE_CONTENT = re.compile(r"extra\.corner\.(data|converted\.\*\.glossary)\b.*")
"""Settings that say something of the content: its sources and licence, and words that convert otherwise."""


def test_the_demonstration_has_no_setting_that_a_new_corner_lacks(tmp_path: Path) -> None:
    root = new_corners.write(tmp_path / "corner", ("en", "zh-Hant"))
    own, new = (
        set(_iter_settings(yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))))
        for folder in (project.ROOT, root)
    )
    assert {name for name in own - new - _OF_A_CHECKOUT if not _OF_THE_CONTENT.fullmatch(name)} == set()
    assert new - own == {"plugins.corner"}


def test_the_demonstration_has_no_kind_of_file_that_a_new_corner_lacks(tmp_path: Path) -> None:
    root = new_corners.write(tmp_path / "corner", ("en", "zh-Hant"))
    for folder, kinds in (("docs", "*.md"), ("news", "*.yml"), (".vscode", "*")):
        own = {path.relative_to(project.ROOT).as_posix() for path in (project.ROOT / folder).glob(kinds)}
        new = {path.relative_to(root).as_posix() for path in (root / folder).glob(kinds)}
        # The database is a page of what this corner's registers hold.
        others = {name for name in own - new if not name.startswith("docs/database.")}
        assert others <= {"news/types.yml", "news/links.yml", "news/redirects.yml"}
    for host, path in (("github", ".github/workflows/corner.yml"), ("gitlab", ".gitlab-ci.yml")):
        assert host in HOSTS
        ours = yaml.safe_load((project.ROOT / path).read_text("utf-8"))
        theirs = yaml.safe_load(texts.read_file({"github": "github.yml", "gitlab": "gitlab-ci.yml"}[host]))
        jobs, other_jobs = (set(data.get("jobs", data)) for data in (ours, theirs))
        # The audit looks at the digests of a checkout, and the other systems test the program.
        assert jobs - other_jobs <= {"audit", ".systems", "windows", "macos"}
        assert _list_commands(ours) - _list_commands(theirs) <= {"mkdocs build", "pip-audit"}


def _list_commands(data: object) -> set[str]:
    """Return the commands of a pipeline, each by its first two words."""
    text = yaml.safe_dump(data, allow_unicode=True)
    return {
        f"{name} {word}" if name != "pip-audit" else name
        for name, word in re.findall(r"\b(corner|mkdocs|pip-audit) ([a-z-]+)", text)
    }
