"""The benchmark measures what it says: its corpus, its sites and its meter."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from corner.content import mkdocs_yml
from corner.site.load import load
from tools.bench import corpus, edit, hugo_site, measure, memory, output, own_site, records

SOME = list(corpus.releases(60))
CJK = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"\w")


@pytest.fixture
def _without_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile no hooks, which nothing here runs."""
    monkeypatch.setattr(own_site, "compile_hooks", lambda _root: None)


def test_the_same_seed_gives_the_same_corpus_and_another_one_another() -> None:
    assert list(corpus.releases(60)) == SOME
    assert list(corpus.releases(60, seed=1)) != SOME


def test_every_text_is_as_long_as_the_benchmark_says() -> None:
    for release in SOME:
        assert 200 <= _english_words(release.english.body) <= 600
        assert 350 <= len(CJK.findall(release.chinese.body)) <= 900
        assert len(release.english.description) <= 200
        assert len(release.chinese.description) <= 100


def test_lengths_reach_both_ends_of_their_range() -> None:
    lengths = [_english_words(release.english.body) for release in SOME]
    assert min(lengths) < 250
    assert max(lengths) > 550


def test_each_release_has_one_to_three_topics_and_bodies_and_all_are_used() -> None:
    for name in ("topics", "bodies"):
        used = [release.facts[name] for release in SOME]
        assert all(isinstance(keys, list) and 1 <= len(keys) <= 3 for keys in used)
        assert {key for keys in used for key in keys} == set(corpus.vocabulary(name))  # type: ignore[attr-defined]


def test_some_releases_have_tables_lists_headings_and_links_and_some_have_not() -> None:
    for mark in ("| --- |", "\n- ", "\n## ", "]("):
        having = [mark in release.english.body for release in SOME]
        assert having == [mark in release.chinese.body for release in SOME]
        assert 0 < sum(having) < len(SOME)


def test_the_newest_release_has_its_day_to_itself_before_the_clock_of_the_builds() -> None:
    days = [release.issued for release in SOME]
    assert days == sorted(days)
    assert days.count(days[-1]) == 1
    assert days[-1] < corpus.NOW.date()
    assert {day.year for day in days} >= {2007, 2026}


def test_keys_are_addresses_and_stand_once() -> None:
    keys = [release.key for release in SOME]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"releases/\d{4}/[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


def test_the_original_carries_the_facts_and_the_translation_only_words(tmp_path: Path) -> None:
    newest = corpus.write(SOME, tmp_path / "news")
    assert newest == tmp_path / "news" / f"{SOME[-1].key}.en.md"
    assert len(list((tmp_path / "news").rglob("*.md"))) == 2 * len(SOME)
    for release in SOME:
        original = _front(tmp_path / "news" / release.path("en"))
        translation = _front(tmp_path / "news" / release.path("zh-Hant"))
        assert {"title", "description", "issued", "topics", "source"} <= original.keys()
        assert translation.keys() == {"title", "description", "labels"}
        assert ("event" in original) == ("event.venue" in translation["labels"])


def test_hugo_gets_the_same_texts_with_the_facts_in_both(tmp_path: Path) -> None:
    hugo_site.write(SOME, tmp_path / "hugo")
    for release in SOME:
        place = release.key.replace("releases/", "news/")
        english = tmp_path / "hugo" / "content" / "en" / f"{place}.md"
        chinese = tmp_path / "hugo" / "content" / "zh-Hant" / f"{place}.md"
        assert english.read_text(encoding="utf-8").endswith(f"---\n{release.english.body}")
        assert chinese.read_text(encoding="utf-8").endswith(f"---\n{release.chinese.body}")
        assert _front(english)["topics"] == _front(chinese)["topics"] == release.facts["topics"]
        assert _front(chinese)["source"]["name"] == release.chinese.labels["source.name"]


def test_topics_have_their_years_on_hugos_side_and_all_but_the_newest_an_archive(tmp_path: Path) -> None:
    hugo_site.write(SOME, tmp_path / "hugo")
    for topic in corpus.vocabulary("topics"):
        having = {release.issued.year for release in SOME if topic in hugo_site.topics(release)}
        folder = tmp_path / "hugo" / "content" / "zh-Hant" / "topics" / topic
        files = {int(file.stem): _front(file) for file in folder.glob("[0-9]*.md")}
        assert files.keys() == having
        archives = {year for year, front in files.items() if "atom" in front.get("outputs", [])}
        assert archives == having - {max(having)}


def test_only_events_that_were_ahead_have_a_calendar_on_hugos_side(tmp_path: Path) -> None:
    hugo_site.write(SOME, tmp_path / "hugo")
    for release in SOME:
        file = tmp_path / "hugo" / "content" / "en" / f"{release.key.replace('releases/', 'news/')}.md"
        event: Any = release.facts.get("event")
        ahead = bool(event) and event.get("end", event["start"]) >= release.issued
        outputs = _front(file)["outputs"]
        assert ("calendar" in outputs) is ahead
        assert {"html", "markdown"} <= set(outputs)


def test_hugos_lean_site_has_eighteen_feeds_and_nothing_but_pages_and_lists(tmp_path: Path) -> None:
    root = tmp_path / "hugo"
    hugo_site.write(SOME, root, is_lean=True)
    config = yaml.safe_load((root / "hugo.yaml").read_text(encoding="utf-8"))
    assert config["taxonomies"] == {"topic": "topics", "body": "bodies"}
    assert config["outputs"] == {"home": ["html", "rss"], "section": ["html"], "taxonomy": ["html"], "term": ["html"]}
    fronts = {file.relative_to(root / "content"): _front(file) for file in (root / "content").rglob("*.md")}
    fed = {path for path, front in fronts.items() if "rss" in front.get("outputs", [])}
    topics = {
        Path(locale, "topics", key, "_index.md") for locale in ("en", "zh-Hant") for key in corpus.vocabulary("topics")
    }
    assert fed == topics
    # The two home pages have a feed each.
    assert len(fed) + 2 == 18
    assert {path for path, front in fronts.items() if "outputs" in front} == fed
    lists = {path.parent.parts[1] for path in fronts if path.name == "_index.md"}
    assert lists == {"news", "topics", "bodies"}
    releases = [path for path in fronts if path.parts[1] == "news" and path.name != "_index.md"]
    assert len(releases) == 2 * len(SOME)


@pytest.mark.parametrize("extras", [(), ("search",), ("parity", "cards"), ("converted",)])
@pytest.mark.usefixtures("_without_bytecode")
def test_a_project_makes_of_what_hugo_lacks_only_what_is_asked_for(extras: tuple[str, ...], tmp_path: Path) -> None:
    root = own_site.write(SOME[:1], tmp_path / "project", extras=extras).root
    read, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    assert read is not None, problems
    found = {"search": read.search, "parity": read.parity, "cards": read.cards, "converted": bool(read.converted)}
    assert {name for name, made in found.items() if made} == set(extras)


@pytest.mark.usefixtures("_without_bytecode")
def test_a_copied_project_has_the_same_news_and_its_own_settings(tmp_path: Path) -> None:
    plain = own_site.write(SOME[:2], tmp_path / "plain")
    copied = own_site.write_copy(plain, tmp_path / "copied", extras=own_site.EVERYTHING)
    assert copied.newest == tmp_path / "copied" / plain.newest.relative_to(plain.root)
    texts = [
        {file.relative_to(root): file.read_bytes() for file in (root / "news").rglob("*.*")}
        for root in (plain.root, copied.root)
    ]
    assert texts[0] == texts[1]
    read, problems = mkdocs_yml.read_settings(copied.root / "mkdocs.yml")
    assert read is not None, problems
    assert read.search
    assert read.parity
    assert read.cards
    assert read.converted


def test_pages_and_feeds_are_counted(tmp_path: Path) -> None:
    for name in (
        "index.html",
        "feeds/all.xml",
        "feeds/all.atom",
        "a/event.ics",
        "sitemap.xml",
        "en/sitemap.xml",
        "x.css",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("12345", encoding="utf-8")
    assert output.volume(tmp_path) == output.Volume(files=7, bytes=35, pages=1, feeds=3)


def test_hugos_feeds_are_made_as_long_as_ours(tmp_path: Path) -> None:
    hugo_site.write([], tmp_path / "hugo")
    hugo_site.set_feed_size(tmp_path / "hugo", 7)
    config = yaml.safe_load((tmp_path / "hugo" / "hugo.yaml").read_text(encoding="utf-8"))
    assert config["services"]["rss"]["limit"] == 7


def test_an_edit_changes_title_and_text_and_is_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "release.en.md"
    before = corpus.document({"title": "Old", "type": "notice"}, "Text.\n")
    file.write_text(before, encoding="utf-8")
    with edit.editing(file) as change:
        change("New")
        assert _front(file) == {"title": "New Old", "type": "notice"}
        assert file.read_text(encoding="utf-8").endswith("---\nNew Text.\n")
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.usefixtures("_without_bytecode")
def test_records_are_a_register_without_a_fault_in_two_languages(tmp_path: Path) -> None:
    assert list(records.records(20)) == list(records.records(20))
    root = own_site.write([], tmp_path / "project").root
    newest = records.write(60, root / "news")
    loaded = load(root, corpus.NOW)
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    found = loaded.catalogue.contents[records.NAME]
    assert found.keys() == {f"rules/rule-{number}" for number in range(60)}
    assert all(record.texts.keys() >= {"en", "zh-Hant"} for record in found.values())
    assert {"current", "ended", "replaced"} == {record.state(corpus.NOW.date()) for record in found.values()}  # type: ignore[attr-defined]
    first = next(iter(yaml.safe_load(newest.read_text(encoding="utf-8"))))
    with edit.editing(newest, edit.edited_record) as change:
        change("Edited")
        edited = load(root, corpus.NOW).catalogue
        assert edited is not None
        names = {key: record.texts["en"].title for key, record in found.items()}
        assert {key: record.texts["en"].title for key, record in edited.contents[records.NAME].items()} == {
            **names,
            f"rules/{first}": f"Edited {names[f'rules/{first}']}",
        }


def test_releases_in_one_language_have_no_translation(tmp_path: Path) -> None:
    corpus.write(SOME, tmp_path / "news", locales=("en",))
    assert {file.name.split(".")[1] for file in (tmp_path / "news").rglob("*.md")} == {"en"}


def test_a_measurement_counts_the_time_and_memory_of_children(tmp_path: Path) -> None:
    work = "import time\ndata = bytearray(200_000_000)\nwhile time.process_time() < 0.2: pass"
    parent = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {work!r}], check=True)"
    usage = measure.run([sys.executable, "-c", parent], cwd=tmp_path)
    assert usage.cpu >= 0.2
    assert usage.wall > 0
    assert usage.peak >= 200_000_000


def test_a_measurement_leaves_out_the_children_of_earlier_ones(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.4: pass"
    measure.run([sys.executable, "-c", busy], cwd=tmp_path)
    assert measure.run([sys.executable, "-S", "-E", "-c", ""], cwd=tmp_path).cpu < 0.4


def test_the_memory_of_a_tree_is_that_of_all_its_processes() -> None:
    hold = "data = bytearray(60_000_000); print('held', flush=True); input()"
    parent = f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', {hold!r}])\n{hold}\nchild.wait()"
    command = [sys.executable, "-c", parent]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["held\n", "held\n"]
        pids = list(memory.iter_tree(process.pid))
        sizes = [memory.read_memory(pid) for pid in pids]
        process.stdin.write("\n\n")
    assert len(pids) == 2
    assert all(60_000_000 < size < 100_000_000 for size in sizes)
    # It has ended.
    assert memory.read_memory(process.pid) == 0
    assert list(memory.iter_tree(process.pid)) == [process.pid]


def test_a_tree_is_sampled_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "SECONDS", 0.01)
    hold = "import time\ndata = bytearray(50_000_000)\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', {hold!r}])\n{hold}\nchild.wait()"
    with subprocess.Popen([sys.executable, "-c", parent]) as process, memory.TreeMemory(process.pid) as sampled:
        process.wait()
    assert sampled.peak is not None
    assert 100_000_000 < sampled.peak < 200_000_000


def test_what_runs_shorter_than_a_sample_has_no_memory_of_a_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "SECONDS", 60)
    assert measure.run([sys.executable, "-S", "-E", "-c", ""], cwd=tmp_path).tree is None


def test_a_failing_command_is_told_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(measure.CommandError, match=r"(?s)ended with 3:.*what went wrong"):
        measure.run([sys.executable, "-c", "print('what went wrong'); exit(3)"], cwd=tmp_path)


def test_medians_are_taken_of_each_cost_and_totals_add_up() -> None:
    costs = ((3, 1, 20, 50), (1, 9, 30, None), (2, 5, 10, 40))
    runs = [measure.Usage(wall=wall, cpu=cpu, peak=peak, tree=tree) for wall, cpu, peak, tree in costs]
    assert measure.median(runs) == measure.Usage(wall=2, cpu=5, peak=20, tree=45)
    assert measure.total(runs) == measure.Usage(wall=6, cpu=15, peak=30, tree=50)
    assert measure.median(runs[1:2]).tree is measure.total(runs[1:2]).tree is None


def _rewrite(folder: Path) -> None:
    (folder / "kept").write_text("kept", encoding="utf-8")


def _replace(folder: Path) -> None:
    (folder / "new").write_text("kept", encoding="utf-8")
    (folder / "new").rename(folder / "kept")


def _add(folder: Path) -> None:
    (folder / "added").touch()


def _remove(folder: Path) -> None:
    (folder / "kept").unlink()


@pytest.mark.parametrize("change", [_rewrite, _replace, _add, _remove])
def test_every_way_of_touching_a_file_is_seen(change: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    before = output.snapshot(tmp_path)
    assert output.touched(before, output.snapshot(tmp_path)) == 0
    change(tmp_path)
    assert output.touched(before, output.snapshot(tmp_path)) == 1


def test_outputs_are_set_aside_one_by_one(tmp_path: Path) -> None:
    for _ in range(2):
        (tmp_path / "site").mkdir()
        output.set_aside(tmp_path / "site", tmp_path / "attic")
    output.set_aside(tmp_path / "site", tmp_path / "attic")
    assert sorted(path.name for path in (tmp_path / "attic").iterdir()) == ["0", "1"]


def test_without_an_attic_outputs_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "site" / "news").mkdir(parents=True)
    for _ in range(2):
        output.set_aside(tmp_path / "site", None)
        assert list(tmp_path.iterdir()) == []


def _english_words(body: str) -> int:
    text = re.sub(r"\]\([^)]*\)", "", body)
    return sum(bool(WORD.search(token)) for token in text.split())


def _front(file: Path) -> dict[str, Any]:
    front: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8").split("---\n", 2)[1])
    return front
