"""Releases in a folder of a server: what is shared, switched, kept, deleted, and what no failure leaves behind."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from corner.deploy.errors import DeployError
from corner.deploy.server_folder import FolderReport, ServerFolder
from corner.deploy.site_files import read_site
from tests.unit.deploy import sites

CSS = "assets/stylesheets/main.0a1b2c3d.min.css"
FRAGMENT = "search/newest/fragment/en_aa11.pf_fragment"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site."""
    return sites.write(tmp_path / "site", sites.FILES)


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    """A folder of a server, which is not there yet."""
    return tmp_path / "srv" / "www"


def publish(site: Path, dest: Path, keep: int = 5) -> FolderReport:
    """Publish as the command does."""
    folder = ServerFolder(dest)
    with folder.lock(lambda: None):
        return folder.publish(site, read_site(site), sites.ORIGIN, keep)


def roll_back(dest: Path, number: int | None = None) -> int:
    """Roll back as the command does."""
    folder = ServerFolder(dest)
    with folder.lock(lambda: None):
        return folder.roll_back(number)


def served(dest: Path) -> dict[str, str]:
    """Return what a server would find behind `current`, without what publishing adds."""
    root = dest / "current"
    paths = (path for path in root.rglob("*") if path.is_file())
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
    return {path: text for path, text in texts.items() if path != "release.json" and ".well-known" not in path}


def releases(dest: Path) -> list[str]:
    """Return all names in the folder of releases, hidden ones too."""
    return sorted(path.name for path in (dest / "releases").iterdir())


def test_the_first_release_is_the_site(site: Path, dest: Path) -> None:
    report = publish(site, dest)
    assert served(dest) == sites.FILES
    assert str((dest / "current").readlink()) == "releases/000001"
    assert (report.number, report.written, report.bytes, report.linked) == (
        1,
        6,
        sum(map(len, sites.FILES.values())),
        0,
    )
    record = json.loads((dest / "current" / "release.json").read_bytes())
    assert (record["number"], record["commit"], record["files"]) == (1, sites.ORIGIN.commit, 6)


def test_what_did_not_change_is_shared_with_the_release_before_and_keeps_its_time(site: Path, dest: Path) -> None:
    publish(site, dest)
    sites.write(site, {"news/index.html": "<p>more news"})
    os.utime(site / "index.html")  # a build of another machine gives all files new times
    report = publish(site, dest)
    assert (report.number, report.written, report.linked) == (2, 1, 5)
    first, second = dest / "releases/000001", dest / "releases/000002"
    assert (first / "index.html").samefile(second / "index.html")
    assert (second / "index.html").stat().st_mtime == sites.TIME
    assert (first / "news/index.html").read_text("utf-8") == "<p>news"
    assert (second / "news/index.html").read_text("utf-8") == "<p>more news"


def test_the_same_site_is_not_published_twice(site: Path, dest: Path) -> None:
    publish(site, dest)
    before = (dest / "current" / "release.json").read_bytes()
    assert not publish(site, dest).is_new
    assert releases(dest) == ["000001"]
    assert (dest / "current" / "release.json").read_bytes() == before


def test_a_file_that_somebody_changed_in_a_release_is_not_shared(site: Path, dest: Path) -> None:
    publish(site, dest)
    sites.write(dest / "current", {"index.html": "<p>hOme"})
    sites.write(site, {"news/index.html": "<p>more news"})
    assert publish(site, dest).written == 2
    assert served(dest)["index.html"] == "<p>home"


def test_assets_stay_for_the_releases_that_are_kept_and_go_with_them(site: Path, dest: Path) -> None:
    publish(site, dest, keep=2)
    sites.write(site, {CSS: None, "assets/stylesheets/main.ffffffff.min.css": "b{}", FRAGMENT: None})
    report = publish(site, dest, keep=2)
    assert report.kept == 2
    assert served(dest) == dict(sites.FILES) | {"assets/stylesheets/main.ffffffff.min.css": "b{}"}
    sites.write(site, {"index.html": "<p>3"})
    assert publish(site, dest, keep=2).kept == 0
    assert CSS not in served(dest)
    assert releases(dest) == ["000002", "000003"]


def test_pages_and_feeds_that_are_gone_do_not_stay(site: Path, dest: Path) -> None:
    publish(site, dest)
    sites.write(site, {"news/2026/fair/index.html": None, "feeds/all.xml": None})
    publish(site, dest)
    assert served(dest).keys() == sites.FILES.keys() - {"news/2026/fair/index.html", "feeds/all.xml"}


def test_a_rollback_serves_the_release_before_with_the_assets_of_open_pages(site: Path, dest: Path) -> None:
    publish(site, dest)
    sites.write(site, {CSS: None, "assets/stylesheets/main.ffffffff.min.css": "b{}", "index.html": "<p>2"})
    publish(site, dest)
    assert roll_back(dest) == 1
    assert served(dest) == dict(sites.FILES) | {"assets/stylesheets/main.ffffffff.min.css": "b{}"}
    assert roll_back(dest, 2) == 2
    assert served(dest)["index.html"] == "<p>2"
    # The next release has the next number, whichever is served.
    roll_back(dest, 1)
    sites.write(site, {"index.html": "<p>3"})
    assert publish(site, dest).number == 3
    assert served(dest)["index.html"] == "<p>3"


def test_a_rollback_names_the_releases_where_there_is_none_to_go_back_to(site: Path, dest: Path) -> None:
    publish(site, dest)
    with pytest.raises(DeployError, match=r"expected an earlier release, found the releases 1$"):
        roll_back(dest)
    with pytest.raises(DeployError, match=r"expected release 7, found the releases 1$"):
        roll_back(dest, 7)


def test_a_release_that_somebody_changed_is_not_rolled_back_to(site: Path, dest: Path) -> None:
    for number in range(3):
        sites.write(site, {"index.html": f"<p>{number}"})
        publish(site, dest)
    (dest / "releases/000002/index.html").unlink()
    (dest / "releases/000000").mkdir()
    with pytest.raises(DeployError, match=r"000002: expected the files that its manifest names, found that somebody"):
        roll_back(dest, 2)
    assert roll_back(dest) == 1
    with pytest.raises(DeployError, match="expected an earlier release"):
        roll_back(dest)


def test_a_served_release_that_somebody_changed_is_published_once_more(site: Path, dest: Path) -> None:
    publish(site, dest)
    (dest / "current/index.html").unlink()
    assert publish(site, dest).number == 2
    assert served(dest) == sites.FILES
    assert not publish(site, dest).is_new


def test_the_release_that_is_served_is_never_deleted(site: Path, dest: Path) -> None:
    for number in range(3):
        sites.write(site, {"index.html": f"<p>{number}"})
        publish(site, dest)
    roll_back(dest, 1)
    folder = ServerFolder(dest)
    assert folder._delete_old(1) == ((2,), "")
    assert releases(dest) == ["000001", "000003"]


def test_a_rollback_lends_only_assets_that_are_whole(site: Path, dest: Path) -> None:
    publish(site, dest)
    sites.write(
        site, {"assets/stylesheets/main.ffffffff.min.css": "b{}", "search/newest/fragment/en_bb22.pf_fragment": "x"}
    )
    publish(site, dest)
    sites.write(dest / "current", {"search/newest/fragment/en_bb22.pf_fragment": None})
    (dest / "current/assets/stylesheets/main.ffffffff.min.css").write_text("c{}", "utf-8")
    assert roll_back(dest) == 1
    assert served(dest) == sites.FILES


def test_an_old_release_that_cannot_be_deleted_is_named_and_holds_nothing_up(
    site: Path, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, dest)
    sites.write(site, {"index.html": "<p>2"})

    def refuse(path: Path, *, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    report = publish(site, dest, keep=1)
    assert (report.number, report.deleted, report.refused) == (
        2,
        (),
        f"{dest}/releases/.000001.new: expected to be able to delete it, found: Permission denied",
    )
    sites.write(site, {"index.html": "<p>3"})
    assert publish(site, dest, keep=5).number == 3
    assert served(dest)["index.html"] == "<p>3"


def test_a_full_disk_leaves_the_release_before_and_nothing_else(
    site: Path, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, dest)
    sites.write(site, {"news/index.html": "<p>more"})

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")

    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(DeployError) as caught:
        publish(site, dest)
    assert str(caught.value) == (
        f"{dest}: expected room for a release, found: No space left on device; readers still see the release before"
    )
    assert served(dest) == sites.FILES
    assert releases(dest) == ["000001"]


def test_what_a_killed_publication_left_is_deleted_by_the_next(site: Path, dest: Path) -> None:
    publish(site, dest)
    sites.write(dest / "releases/.000002.new", {"index.html": "half"})
    (dest / ".current.new").symlink_to("releases/000009")
    sites.write(site, {"news/index.html": "<p>more"})
    assert publish(site, dest).number == 2
    assert releases(dest) == ["000001", "000002"]
    assert sorted(path.name for path in dest.iterdir()) == [".publish.lock", "current", "releases"]
    assert served(dest)["index.html"] == "<p>home"


def test_without_hard_links_files_are_copied(site: Path, dest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site, dest)
    sites.write(site, {"news/index.html": "<p>more"})

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refuse)
    publish(site, dest)
    assert served(dest) == dict(sites.FILES) | {"news/index.html": "<p>more"}
    assert (dest / "current/index.html").stat().st_nlink == 1


def test_the_web_server_can_read_everything_whatever_the_umask(site: Path, dest: Path) -> None:
    before = os.umask(0o077)
    try:
        sites.write(site, {"news/2026/late/index.html": "<p>late"})
        publish(site, dest)
    finally:
        os.umask(before)
    for path in (dest, *dest.rglob("*")):
        if path.name != ".publish.lock":
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


@pytest.mark.parametrize("name", ["", "releases", "current"])
def test_a_file_in_the_way_is_named(site: Path, dest: Path, name: str) -> None:
    path = dest / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", "utf-8")
    with pytest.raises(DeployError, match=f"^{path}: expected "):
        publish(site, dest)
    assert path.read_text("utf-8") == "mine"


def test_a_damaged_manifest_costs_only_the_sharing(site: Path, dest: Path) -> None:
    publish(site, dest)
    (dest / "current/.well-known/corner-manifest.json").write_text("{", "utf-8")
    sites.write(site, {"news/index.html": "<p>more"})
    assert publish(site, dest).written == 6
    assert served(dest)["news/index.html"] == "<p>more"


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_site_with_anything_but_files_is_not_published(site: Path, dest: Path, kind: str) -> None:
    if kind == "link":
        (site / "x.html").symlink_to("/etc/passwd")
    else:
        os.mkfifo(site / "x.html")
    with pytest.raises(DeployError, match=f"^{site}/x.html: expected only files"):
        publish(site, dest)


def test_hidden_names_at_the_root_are_not_published_but_those_of_the_build_are(site: Path, dest: Path) -> None:
    sites.write(site, {".git/config": "secret", ".env": "secret", ".well-known/corner/x.conf": "rule"})
    publish(site, dest)
    assert not (dest / "current/.git").exists()
    assert not (dest / "current/.env").exists()
    assert (dest / "current/.well-known/corner/x.conf").read_text("utf-8") == "rule"


def test_a_name_over_two_lines_is_not_published(site: Path, dest: Path) -> None:
    sites.write(site, {"a\nb.html": "x"})
    with pytest.raises(DeployError, match=r"site: expected paths below the site, found 'a\\nb.html'$"):
        publish(site, dest)
