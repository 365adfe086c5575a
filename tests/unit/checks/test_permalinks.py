"""Addresses that there were at a git revision: each still leads somewhere, or is told of."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corner.cli import main
from tests.support.corners import FAIR, FAIR_ZH, SUMMARY, SUMMARY_ZH, Corner, release, translation

PICTURE = "news/releases/2021/fair-boat trip.png"
FILES = {
    FAIR: release("![Boats](fair-boat%20trip.png)"),
    FAIR_ZH: translation("![船](fair-boat%20trip.png)"),
    PICTURE: "x",
}


def _git(root: Path, *words: str) -> None:
    own = ["-c", "user.name=E", "-c", "user.email=e@corner.example", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(root), *own, *words], check=True, capture_output=True)


def _since(root: Path, revision: str = "HEAD", now: str = "2026-01-01T00:00Z") -> Result:
    return CliRunner().invoke(main, ["check", "--root", str(root), "--since", revision, "--now", now])


@pytest.fixture
def published(corner: Corner) -> Callable[..., Path]:
    """Return what makes a corner that is committed, and gives its root."""

    def make(files: dict[str, str | None] | None = None) -> Path:
        root = corner({**FILES, **(files or {})})
        _git(root, "init", "-q")
        _git(root, "add", "news", "mkdocs.yml")
        _git(root, "commit", "-qm", "News")
        return root

    return make


def _lost(path: str, address: str, expected: str = "the page, or a redirect to it,", found: str = "none") -> str:
    return f"{path}:1: file: expected {expected} at /{address}, found {found} [lost-address]"


def test_nothing_is_lost_while_all_is_there(published: Callable[..., Path]) -> None:
    root = published()
    (root / "news/releases/2021/new.en.md").write_text(release(title="Newer"), "utf-8")
    result = _since(root)
    assert (result.exit_code, result.stdout) == (0, "")


def test_each_page_and_file_that_is_gone_is_told_of(published: Callable[..., Path]) -> None:
    root = published()
    for path in (FAIR, FAIR_ZH, PICTURE, SUMMARY_ZH):
        (root / path).unlink()
    result = _since(root)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        _lost(PICTURE, "news/2021/fair-boat trip.png", "the file"),
        _lost(FAIR, "news/2021/fair/"),
        _lost(FAIR_ZH, "zh-Hant/news/2021/fair/"),
        _lost(SUMMARY_ZH, "zh-Hant/summaries/2020/"),
    ]


def test_what_was_renamed_is_not_lost_in_the_languages_that_it_has(published: Callable[..., Path]) -> None:
    root = published()
    (root / FAIR).rename(root / "news/releases/2021/market.en.md")
    (root / FAIR_ZH).unlink()
    (root / "news/redirects.yml").write_text("releases/2021/fair: releases/2021/market\n", "utf-8")
    assert _since(root).stdout.splitlines() == [_lost(FAIR_ZH, "zh-Hant/news/2021/fair/")]


def test_what_is_withdrawn_is_not_lost(published: Callable[..., Path]) -> None:
    root = published()
    text = (root / FAIR).read_text("utf-8")
    (root / FAIR).write_text(text.replace("topics:", "withdrawn: {date: 2021-04-01, reason: No.}\ntopics:"), "utf-8")
    label = translation("![船](fair-boat%20trip.png)", labels="{withdrawn.reason: 否。}")
    (root / FAIR_ZH).write_text(label, "utf-8")
    assert _since(root).exit_code == 0


@pytest.mark.parametrize("now", ["2026-01-01T00:00Z", "2026-01-01"])
@pytest.mark.parametrize("hiding", ["status: draft", "publish_at: 2026-02-01"])
def test_what_the_public_could_see_and_no_longer_can_is_lost(
    published: Callable[..., Path], hiding: str, now: str
) -> None:
    root = published()
    text = (root / FAIR).read_text("utf-8")
    (root / FAIR).write_text(text.replace("topics:", f"{hiding}\ntopics:"), "utf-8")
    expected = _lost(FAIR, "news/2021/fair/", "the page, or its withdrawal,", "one that is not visible any more")
    assert _since(root, now=now).stdout.splitlines() == [expected]


@pytest.mark.parametrize("hiding", ["status: draft", "publish_at: 2026-02-01"])
def test_what_the_public_could_not_see_may_wait_longer(published: Callable[..., Path], hiding: str) -> None:
    text = FILES[FAIR].replace("topics:", f"{hiding}\ntopics:")
    root = published({FAIR: text})
    (root / FAIR).write_text(text.replace("2026-02", "2026-03"), "utf-8")
    assert _since(root).exit_code == 0


def test_a_draft_that_is_gone_is_told_of_for_its_address_was_given(published: Callable[..., Path]) -> None:
    root = published({"news/releases/2021/plan.en.md": release(status="draft")})
    (root / "news/releases/2021/plan.en.md").unlink()
    assert _since(root).stdout.splitlines() == [_lost("news/releases/2021/plan.en.md", "news/2021/plan/")]


def test_a_file_that_nothing_used_is_no_loss(published: Callable[..., Path]) -> None:
    root = published({"news/releases/2021/left.pdf": "x"})
    (root / "news/releases/2021/left.pdf").unlink()
    assert _since(root).exit_code == 0


def test_what_others_published_after_the_branch_began_is_not_lost(published: Callable[..., Path]) -> None:
    root = published()
    _git(root, "switch", "-qc", "mine")
    _git(root, "switch", "-q", "main")
    (root / "news/releases/2021/theirs.en.md").write_text(release(), "utf-8")
    _git(root, "add", "news")
    _git(root, "commit", "-qm", "Theirs")
    _git(root, "switch", "-q", "mine")
    assert (_since(root, "main").exit_code, _since(root, "main").stdout) == (0, "")
    (root / SUMMARY_ZH).unlink()
    assert _since(root, "main").stdout.splitlines() == [_lost(SUMMARY_ZH, "zh-Hant/summaries/2020/")]


def test_a_revision_without_a_common_past_is_compared_itself(published: Callable[..., Path]) -> None:
    root = published()
    _git(root, "switch", "-q", "--orphan", "apart")
    _git(root, "checkout", "-q", "main", "--", "news", "mkdocs.yml")
    (root / SUMMARY_ZH).unlink()
    _git(root, "add", "news")
    _git(root, "commit", "-qm", "Apart")
    assert _since(root, "main").stdout.splitlines() == [_lost(SUMMARY_ZH, "zh-Hant/summaries/2020/")]


@pytest.mark.parametrize("revision", ["nosuch", "--all", ""])
def test_a_revision_that_is_not_there_exits_with_2(published: Callable[..., Path], revision: str) -> None:
    result = _since(published(), revision)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected a revision of a git checkout" in result.stderr


def test_without_git_it_cannot_run(corner: Corner) -> None:
    assert _since(corner()).exit_code == 2


def test_a_corner_below_the_root_of_a_checkout_is_compared_with_itself(published: Callable[..., Path]) -> None:
    root = published()
    (root / "part").mkdir()
    for name in ("news", "mkdocs.yml"):
        (root / name).rename(root / "part" / name)
    _git(root, "add", "part")
    _git(root, "commit", "-qam", "Below")
    (root / "part" / SUMMARY).unlink()
    (root / "part" / SUMMARY_ZH).unlink()
    told = [line for line in _since(root / "part").stdout.splitlines() if "lost-address" in line]
    assert told == [_lost(SUMMARY, "summaries/2020/"), _lost(SUMMARY_ZH, "zh-Hant/summaries/2020/")]
