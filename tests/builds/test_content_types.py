"""A content type from outside the package, one module and one template: checked, shown, searched, listed and fed."""

from __future__ import annotations

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import lxml.etree
import pytest
from click.testing import CliRunner

from corner.cli import main
from tests.support import project, second_corner

NOW = datetime(2026, 1, 1, tzinfo=UTC)
VACANCIES = """\
lamp-keeper:
  name: {en: Keeper of the zanzibar lamp, pt: Faroleiro de quixote}
  posted: 2025-05-01
clerk:
  name: {en: Clerk, pt: Escriturária}
  posted: 2025-04-01
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second corner with vacancies."""
    root = second_corner.write(tmp_path_factory.mktemp("vacancies") / "corner")
    shutil.copytree(project.ROOT / "tests/support/vacancies", root / "types")
    project.edit(
        root / "mkdocs.yml", "    page_size: 2\n", "    page_size: 2\n    content_types: [types/vacancies.py]\n"
    )
    (root / "news/vacancies.yml").write_text(VACANCIES, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    """Its site."""
    run = project.build(root, "--strict", epoch=int(NOW.timestamp()))
    assert run.code == 0, run.output
    return root / "site"


@pytest.mark.parametrize(
    ("locale", "folder", "title", "posted"),
    [
        ("en", "", "Keeper of the zanzibar lamp", "May 1, 2025"),
        ("pt", "pt/", "Faroleiro de quixote", "1 de maio de 2025"),
    ],
)
def test_each_vacancy_has_a_page_in_each_edition(site: Path, locale: str, folder: str, title: str, posted: str) -> None:
    html = (site / folder / "vacancies/lamp-keeper/index.html").read_text("utf-8")
    assert f'<html lang="{locale}"' in html
    assert f"<h1>{title}</h1>\n  <p>{posted}</p>" in html
    assert '"@type":"JobPosting","title":"' + title in html
    index = (site / folder / "vacancies/index.html").read_text("utf-8")
    assert index.index(f">{title}</a>") < index.index(">Clerk</a>" if locale == "en" else ">Escriturária</a>")


@pytest.mark.parametrize(
    ("locale", "folder", "other", "title"),
    [("en", "", "pt/", "Keeper of the zanzibar lamp"), ("pt", "pt/", "", "Faroleiro de quixote")],
)
def test_each_vacancy_is_there_as_markdown(site: Path, locale: str, folder: str, other: str, title: str) -> None:
    base = "https://bulletin.example/lights/"
    assert (site / folder / "vacancies/lamp-keeper/index.md").read_text("utf-8") == (
        f'---\ntitle: "{title}"\ndescription: "{title}"\nurl: "{base}{folder}vacancies/lamp-keeper/"\n'
        f'language: "{locale}"\n'
        + ('original_language: "en"\n' if locale != "en" else "")
        + f'translations:\n  - {{"language":"{"en" if other == "" else "pt"}","url":"{base}{other}vacancies/lamp-keeper/"}}\n'
        f'issued: "2025-05-01"\n---\n\n# {title}\n\n{title}\n'
    )
    html = (site / folder / "vacancies/lamp-keeper/index.html").read_text("utf-8")
    assert f'type="text/markdown" href="{base}{folder}vacancies/lamp-keeper/index.md"' in html
    line = f"\n- [{title}]({base}{folder}vacancies/lamp-keeper/index.md): 2025-05-01 · {title}\n"
    assert f"\n## Vacancies\n{line}" in (site / folder / "llms.txt").read_text("utf-8")


def test_the_language_switch_leads_from_one_page_to_the_other(site: Path) -> None:
    html = (site / "vacancies/lamp-keeper/index.html").read_text("utf-8")
    assert 'hreflang="pt" href="https://bulletin.example/lights/pt/vacancies/lamp-keeper/"' in html


@pytest.mark.parametrize(("folder", "word"), [("search", "zanzibar"), ("pt/search", "quixote")])
def test_a_vacancy_is_searched_in_its_edition(site: Path, folder: str, word: str) -> None:
    fragments = (gzip.decompress(path.read_bytes()) for path in (site / folder).rglob("*.pf_fragment"))
    assert [word.encode() in fragment for fragment in fragments].count(True) == 1
    assert '["vacancy", "Vacancy", ""]' in (site / folder / "settings.js").read_text("utf-8")


def test_the_sitemap_has_each_page_with_its_translations_and_day(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = lxml.etree.parse(str(site / "sitemap.xml")).findall("s:url", names)
    days = {url.findtext("s:loc", namespaces=names): url.findtext("s:lastmod", namespaces=names) for url in urls}
    base = "https://bulletin.example/lights/"
    assert days[f"{base}vacancies/lamp-keeper/"] == days[f"{base}pt/vacancies/lamp-keeper/"] == "2025-05-01"
    assert {f"{base}vacancies/", f"{base}pt/vacancies/clerk/"} <= days.keys()


@pytest.mark.parametrize("ending", ["xml", "atom"])
def test_a_vacancy_is_in_the_feed_of_all_news(site: Path, ending: str) -> None:
    feed = feedparser.parse((site / f"pt/feeds/all.{ending}").read_bytes())
    (entry,) = (entry for entry in feed.entries if entry.title == "Faroleiro de quixote")
    assert entry.id == "tag:bulletin.example,2024:vacancies/lamp-keeper"
    assert entry.link == "https://bulletin.example/lights/pt/vacancies/lamp-keeper/"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "lamp-keeper:\n  name: {en: Keeper, pt: Faroleiro}\n  posted: 2025-02-30\n",
            "news/vacancies.yml:3: lamp-keeper.posted: expected a day of the calendar, found 2025-02-30 [wrong-date]\n",
        ),
        (
            "lamp-keeper:\n  name: {en: Keeper}\n  posted: 2025-02-03\n  salery: 3\n",
            "news/vacancies.yml:4: lamp-keeper.salery: expected a known field, found 'salery' [unknown-key]\n",
        ),
        (
            "lamp-keeper:\n  posted: 2025-02-03\n  name: {en: Keeper}\n",
            "news/vacancies.yml:3: lamp-keeper.name: expected a name in 'pt', found none [missing-language]\n",
        ),
        ("- x\n", "news/vacancies.yml:1: file: expected 'key: fields' entries, found something else [wrong-yaml]\n"),
        (
            "a: {name: {en: A, pt: A}, posted: 2025-02-03}\na: 1\n",
            "news/vacancies.yml:2: file: expected each key once, found 'a' again [duplicate-key]\n",
        ),
    ],
)
def test_a_mistake_is_reported_on_its_line(root: Path, tmp_path: Path, text: str, problems: str) -> None:
    copy = tmp_path / "corner"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    (copy / "news/vacancies.yml").write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["check", "--root", str(copy), "--now", NOW.isoformat()])
    assert (result.exit_code, result.stdout) == (1, problems)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("", "AttributeError: module"),
        ("CONTENT_TYPE = 1\n", "TypeError: CONTENT_TYPE is a int, not a ContentType"),
        ("import nothing_of_this_name\n", "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
    ],
)
def test_a_module_that_holds_no_content_type_is_reported_in_a_line(
    root: Path, tmp_path: Path, module: str, message: str
) -> None:
    copy = tmp_path / "corner"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    (copy / "types/vacancies.py").write_text(module, "utf-8")
    result = CliRunner().invoke(main, ["check", "--root", str(copy), "--now", NOW.isoformat()])
    assert result.exit_code == 1
    assert f"found in 'types/vacancies.py': {message}" in result.stdout
    assert "Traceback" not in result.output


_READING = "    entries, problems = read_entries(data_file)\n"
_LISTING = '    contents = edition.catalogue.contents["vacancies"].values()\n'


@pytest.mark.parametrize(
    ("command", "place", "found", "fault", "reason"),
    [
        (["mkdocs", "build"], _READING, 54, "1 / 0", "ZeroDivisionError: division by zero"),
        (["mkdocs", "build"], _LISTING, 98, "raise SystemExit(3)", "SystemExit: 3"),
        (["corner", "build", "--jobs", "1"], _READING, 54, "raise SystemExit(3)", "SystemExit: 3"),
        (["corner", "build", "--jobs", "1"], _LISTING, 98, "raise SystemExit(3)", "SystemExit: 3"),
        (["corner", "build", "--jobs", "2"], _LISTING, 98, "raise SystemExit(3)", "SystemExit: 3"),
    ],
    ids=lambda value: value.strip() if isinstance(value, str) else "",
)
def test_an_error_of_a_module_is_one_line_whoever_meets_it_and_the_site_stays(
    site: Path, tmp_path: Path, command: list[str], place: str, found: int, fault: str, reason: str
) -> None:
    copy = tmp_path / "corner"
    project.copy_built(site.parent, copy)
    before = project.times(copy / "site")
    project.edit(copy / "types/vacancies.py", place, f"    {fault}\n{place}")
    run = project.run(command, copy, epoch=int(NOW.timestamp()))
    line = f"Nothing was published: {copy}/types/vacancies.py:{found}: expected code that can be used here, found: {reason}"
    assert run.code == 1
    assert [said.partition(" ")[2].lstrip(" -") for said in run.loud if said.strip()] == [line]
    assert project.times(copy / "site") == before


def test_a_check_says_of_an_error_of_a_module_where_it_is(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "corner"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    project.edit(copy / "types/vacancies.py", _READING, f"    1 / 0\n{_READING}")
    result = CliRunner().invoke(main, ["check", "--root", str(copy), "--now", NOW.isoformat()])
    where = f"{copy}/types/vacancies.py:54"
    assert result.exit_code == 2
    assert (
        result.stderr == f"{where}: expected code that can be used here, found: ZeroDivisionError: division by zero\n"
    )


def test_a_changed_module_renders_its_pages_again(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "corner"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    shutil.move(copy / "types/pages", copy / "templates/pages")
    project.edit(copy / "types/vacancies.py", "Path(__file__).parent,", 'Path(__file__).parents[1] / "templates",')
    epoch = int(NOW.timestamp())
    assert project.build(copy, "--strict", epoch=epoch).code == 0
    project.edit(copy / "types/vacancies.py", '"JobPosting"', '"Thing"')
    assert project.build(copy, "--strict", epoch=epoch).code == 0
    assert '"@type":"Thing"' in (copy / "site/vacancies/clerk/index.html").read_text("utf-8")
