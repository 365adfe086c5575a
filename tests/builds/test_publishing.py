"""A build writes what changed and nothing else, and one that fails writes nothing at all."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support import crawl, project
from tests.support.built import Built
from tests.support.corner_files import Told

# Each is wrong in another way, and none can be published.
_BAD = {
    "unknown-topic.en.md": b"---\ntitle: A\ndescription: B.\ntype: notice\nissued: 2021-01-01\ntopics: [nosuch]\n---\nC.\n",
    "no-title.en.md": b"---\ndescription: B.\ntype: notice\nissued: 2021-01-01\ntopics: [lamps]\n---\nC.\n",
    "no-such-day.en.md": b"---\ntitle: A\ndescription: B.\ntype: notice\nissued: 2021-02-30\ntopics: [lamps]\n---\nC.\n",
    "no-fence.en.md": b"---\ntitle: A\n",
    "latin-1.en.md": b"---\ntitle: Caf\xe9\n---\nC.\n",
    "wrong-yaml.pt.md": "---\ntitle: [甲\n---\n乙。\n".encode(),
    "markup.en.md": b"---\ntitle: A\ndescription: B.\ntype: notice\nissued: 2021-01-01\ntopics: [lamps]\n---\n<b>C</b>\n",
    "dead-link.en.md": b"---\ntitle: A\ndescription: B.\ntype: notice\nissued: 2021-01-01\ntopics: [lamps]\n---\n[C](no.en.md)\n",
}


@pytest.fixture
def small(second: Built, tmp_path: Path) -> Built:
    """A copy of the second corner and its built site, which a test may change."""
    root = tmp_path / "corner"
    shutil.copytree(second.root, root)
    return Built(root, second.corner, crawl.Site(root / "site", second.site.url), second.run)


@dataclass(frozen=True)
class Failed:
    """A build of bad releases, and a check of the same."""

    run: project.Run
    checked: project.Run
    before: dict[str, tuple[int, int]]
    after: dict[str, tuple[int, int]]
    left: list[str]


@pytest.fixture(scope="module")
def failed(second: Built, tmp_path_factory: pytest.TempPathFactory) -> Failed:
    root = tmp_path_factory.mktemp("failed") / "corner"
    shutil.copytree(second.root, root)
    (root / "news/releases/2021").mkdir()
    for name, content in _BAD.items():
        (root / "news/releases/2021" / name).write_bytes(content)
    # This would change the site if the build got that far.
    project.append(root / "docs/keepers-home.en.md", "\nA sentence that was added.\n")
    before = project.times(root / "site")
    run = project.build(root, epoch=second.corner.later)
    after = project.times(root / "site")
    return Failed(run, project.check(root, epoch=second.corner.later), before, after, project.temporary(root))


def test_a_build_prints_the_problem_lines_that_corner_check_prints(failed: Failed) -> None:
    assert failed.run.problems == failed.checked.output.splitlines()
    assert (failed.run.code, failed.checked.code) == (1, 1)


def test_every_bad_file_is_named_in_one_run_and_no_traceback_is_shown(failed: Failed) -> None:
    named = {line.split(":")[0] for line in failed.run.problems}
    assert named == {f"news/releases/2021/{name}" for name in _BAD}
    assert "Traceback" not in failed.run.output


def test_a_build_with_a_bad_release_leaves_the_last_good_site_untouched(failed: Failed) -> None:
    assert failed.run.code != 0
    assert failed.after == failed.before
    assert failed.left == []


@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_strict_build_with_a_warning_in_one_language_leaves_the_site_untouched(small: Built, language: str) -> None:
    before = project.times(small.root / "site")
    page = small.root / f"docs/keepers-home.{language}.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    run = project.build(small.root, "--strict", epoch=small.corner.later)
    assert run.code != 0
    assert "nowhere.md" in run.output
    assert "Traceback" not in run.output
    assert project.times(small.root / "site") == before
    assert project.temporary(small.root) == []


def test_a_warning_in_the_news_stops_a_strict_build_only(small: Built) -> None:
    (small.root / "news/releases/2024/unused.pdf").write_bytes(b"%PDF-1.4\n")
    project.append(small.root / "docs/keepers-home.en.md", "\nA sentence that was added.\n")
    before = project.times(small.root / "site")
    strict = project.build(small.root, "--strict", epoch=small.corner.later)
    assert strict.code != 0
    assert project.times(small.root / "site") == before
    checked = project.check(small.root, "--strict", epoch=small.corner.later)
    assert checked.code == 1
    assert strict.problems == checked.output.splitlines() != []
    lenient = project.build(small.root, epoch=small.corner.later)
    assert lenient.code == project.check(small.root, epoch=small.corner.later).code == 0
    assert lenient.problems == strict.problems
    assert project.times(small.root / "site") != before


def test_warnings_are_shown_again_by_a_second_build_of_the_same(small: Built) -> None:
    (small.root / "news/releases/2024/unused.pdf").write_bytes(b"%PDF-1.4\n")
    lenient = [project.build(small.root, epoch=small.corner.later) for _ in range(2)]
    assert [run.problems for run in lenient] == [lenient[0].problems] * 2 != [[], []]
    (small.root / "news/releases/2024/unused.pdf").unlink()
    project.append(small.root / "docs/keepers-home.pt.md", "\n[nowhere](nowhere.md)\n")
    lenient = [project.build(small.root, epoch=small.corner.later) for _ in range(2)]
    assert ["nowhere.md" in run.output for run in lenient] == [True, True]
    assert project.build(small.root, "--strict", epoch=small.corner.later).code != 0


_VERSIONED = {f"{prefix}data/index.html" for prefix in ("", "zh-Hant/", "zh-Hans/")} | {
    "data/datapackage.json",
    "data/dcat.jsonld",
}
"""The files with the version of the data, which follows all content."""


def _besides(names: set[str]) -> set[str]:
    """Return the names of files but those of the English edition's index for readers."""
    return {name for name in names if not name.startswith(("search/newest/", "search/others/"))}


def test_two_builds_at_once_both_end_well_and_leave_one_whole_site(small: Built) -> None:
    file = small.root / "docs/keepers-home.en.md"
    before = project.contents(small.root / "site")
    project.append(file, "\nA sentence that was added.\n")
    with ThreadPoolExecutor(2) as both:
        runs = list(both.map(lambda _: project.build(small.root, epoch=small.corner.later), range(2)))
    assert [run.code for run in runs] == [0, 0], [run.output for run in runs]
    assert _besides(project.differing(before, project.contents(small.root / "site"))) == {"keepers-home/index.html"}


def test_settings_that_are_wrong_are_a_problem_and_leave_the_site_untouched(small: Built) -> None:
    before = project.times(small.root / "site")
    project.append(small.root / "docs/keepers-home.en.md", "\nA sentence that was added.\n")
    project.edit(small.root / "mkdocs.yml", "time_zone: Atlantic/Azores", "time_zone: Asia/Atlantis")
    run = project.build(small.root, epoch=small.corner.later)
    (problem,) = run.problems
    assert problem.startswith("mkdocs.yml:")
    assert "Asia/Atlantis" in problem
    assert "Traceback" not in run.output
    assert project.times(small.root / "site") == before


def test_a_second_build_of_the_same_writes_nothing(small: Built) -> None:
    before = project.times(small.root / "site")
    run = project.build(small.root, "--strict", epoch=small.corner.later, TZ="Pacific/Apia")
    assert run.code == 0, run.output
    assert project.times(small.root / "site") == before


@pytest.fixture
def newest(editable: Built) -> Told:
    """The newest release that is in all languages."""
    whole = [told for told in editable.corner.releases.values() if len(told.fronts) == len(editable.corner.locales)]
    return whole[0]


def test_an_edit_of_a_body_changes_its_page_and_the_feeds_that_hold_it_and_no_other_file(
    editable: Built, newest: Told
) -> None:
    before = project.contents(editable.root / "site")
    times = project.times(editable.root / "site")
    file = editable.root / "news" / f"{newest.key}.en.md"
    file.write_text(file.read_text("utf-8").rstrip().removesuffix(".") + ", as it says.\n", "utf-8")
    run = project.build(editable.root, "--strict", epoch=editable.corner.later)
    assert run.code == 0, run.output
    after = project.contents(editable.root / "site")
    facts = newest.facts
    stems = ["all", f"types/{facts['type']}"]
    stems += [f"{kind}/{key}" for kind in ("topics", "bodies") for key in facts[kind]]
    feeds = {f"feeds/{stem}.{ending}" for stem in stems for ending in ("xml", "atom", "json")}
    expected = {f"{newest.address}index.html", f"{newest.address}index.md"} | feeds | _VERSIONED
    assert _besides(project.differing(before, after)) == expected
    again = project.times(editable.root / "site")
    rewritten = {name for name, time in again.items() if times.get(name) != time and name in after}
    assert _besides(rewritten) == expected


def test_an_edit_of_a_title_changes_the_files_that_show_it_and_no_other(editable: Built, newest: Told) -> None:
    before = project.contents(editable.root / "site")
    title = newest.title("en")
    assert not set(title) & set("&<>\"'\u00a0")
    file = editable.root / "news" / f"{newest.key}.en.md"
    project.edit(file, f"title: {title}\n", f"title: {title} (new title)\n")
    run = project.build(editable.root, "--strict", epoch=editable.corner.later)
    assert run.code == 0, run.output
    after = project.contents(editable.root / "site")
    shown = {name for name, content in before.items() if title.encode() in content}
    card = f"cards/{newest.address.rstrip('/')}.png"
    assert _besides(project.differing(before, after)) == shown | {card} | _VERSIONED
    assert {f"{newest.address}index.html", "index.html", "news/index.html", "feeds/all.xml"} <= shown
    assert {f"{newest.address}index.md", "llms.txt", f"news/{newest.key.split('/')[1]}/llms.txt"} <= shown
    assert not any(name.startswith(("zh-Hant/", "about/")) for name in shown)


def test_a_release_that_is_taken_away_leaves_no_file_no_link_and_no_empty_folder(small: Built) -> None:
    # It is alone in its year.
    original, translation = (small.root / f"news/releases/2019/old-lamp.{locale}.md" for locale in ("en", "pt"))
    original.parent.mkdir()
    original.write_text(
        "---\ntitle: Old\ndescription: Old.\ntype: notice\nissued: 2019-01-01\ntopics: [lamps]\n---\nOld.\n", "utf-8"
    )
    translation.write_text("---\ntitle: Velha\ndescription: Velha.\n---\nVelha.\n", "utf-8")
    assert project.build(small.root, "--strict", epoch=small.corner.later).code == 0
    site = small.root / "site"
    folders = [site / "news/2019", site / "pt/news/2019"]
    assert [folder.exists() for folder in folders] == [True, True]
    assert len(_list_naming(site, "news/2019/")) > 20
    original.unlink()
    translation.unlink()
    run = project.build(small.root, "--strict", epoch=small.corner.later)
    assert run.code == 0, run.output
    assert [folder.exists() for folder in folders] == [False, False]
    assert _list_naming(site, "news/2019/") + _list_naming(site, "old-lamp") == []


def _list_naming(site: Path, words: str) -> list[str]:
    return [name for name, content in project.contents(site).items() if words.encode() in content]


def test_a_file_in_the_site_that_no_build_made_is_removed(small: Built) -> None:
    stray = small.root / "site/old/page/index.html"
    stray.parent.mkdir(parents=True)
    stray.write_text("old", "utf-8")
    assert project.build(small.root, epoch=small.corner.later).code == 0
    assert not (small.root / "site/old").exists()


def test_a_release_shows_from_its_moment_on_and_not_before(small: Built) -> None:
    release = small.root / "news/releases/2031/future.en.md"
    release.parent.mkdir()
    release.write_text(
        "---\ntitle: From the future\ndescription: B.\ntype: notice\nissued: 2031-01-01 09:00\n"
        "topics: [lamps]\n---\nC.\n",
        "utf-8",
    )
    moment = int(datetime(2031, 1, 1, 10, tzinfo=UTC).timestamp())  # nine o'clock on the Azores
    release.rename(small.root / "future.en.md")
    assert project.build(small.root, epoch=moment - 1).code == 0
    before = project.contents(small.root / "site")
    (small.root / "future.en.md").rename(release)
    assert project.build(small.root, epoch=moment - 1).code == 0
    assert project.differing(before, project.contents(small.root / "site")) == set()
    assert project.build(small.root, epoch=moment).code == 0
    site = crawl.Site(small.root / "site", small.corner.site_url)
    assert "news/2031/future/" in site.pages
    assert project.build(small.root, epoch=moment - 1).code == 0
    assert project.differing(before, project.contents(small.root / "site")) == set()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("docs/topics.en.md", "topics/index.html"),
        *(
            # These are among all that are reported at once, below.
            pytest.param(written, address, marks=pytest.mark.full)
            for written, address in (
                ("docs/news/2024/new-lens.en.md", "news/2024/new-lens/index.html"),
                ("docs/news/2024/new-lens.pt.md", "pt/news/2024/new-lens/index.html"),
                ("docs/calendars/all.ics", "calendars/all.ics"),
            )
        ),
    ],
)
def test_a_file_of_docs_at_an_address_of_the_news_is_a_problem(small: Built, written: str, address: str) -> None:
    before = project.times(small.root / "site")
    file = small.root / written
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("---\ntitle: In the way\n---\nText.\n", "utf-8")
    run = project.build(small.root, epoch=small.corner.later)
    assert run.code == 1, run.output
    problems = [line for line in run.problems if line.endswith("[duplicate-address]")]
    assert len(problems) == 1, run.output
    assert problems[0].startswith(f"{written}:1: ")
    assert f"/{address}" in problems[0] or f"/{address.removesuffix('index.html')}" in problems[0]
    assert "Traceback" not in run.output
    assert project.times(small.root / "site") == before
    assert project.temporary(small.root) == []


def test_all_files_at_an_address_of_another_are_reported_at_once(small: Built) -> None:
    before = project.times(small.root / "site")
    written = {
        "docs/news/2024/new-lens.en.md": "/news/2024/new-lens/index.html",
        "docs/news/2024/new-lens.pt.md": "/pt/news/2024/new-lens/index.html",
        "docs/calendars/all.ics": "/calendars/all.ics",
        "docs/data/releases.csv": "/data/releases.csv",
    }
    for name in written:
        file = small.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\ntitle: In the way\n---\nText.\n", "utf-8")
    run = project.build(small.root, epoch=small.corner.later)
    assert run.code == 1, run.output
    problems = [line for line in run.problems if line.endswith("[duplicate-address]")]
    assert len(problems) == len(written), run.output
    for address in written.values():
        assert [line for line in problems if f"address {address}, found" in line], address
    assert project.times(small.root / "site") == before
