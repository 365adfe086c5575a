"""Uploads to object storage: what is sent in which order, deleted, and finished later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from corner.deploy.errors import DeployError
from corner.deploy.headers import Headers, headers_for
from corner.deploy.object_store import ObjectStore, UploadPlan
from corner.deploy.rclone import Remote, RemoteFile
from corner.deploy.site_files import read_site
from tests.unit.deploy import sites

MARK, MANIFEST, RECORD = ".well-known/corner-upload.json", ".well-known/corner-manifest.json", "release.json"
CSS = "assets/stylesheets/main.0a1b2c3d.min.css"


class FolderRemote(Remote):
    """A remote that is a folder of the test, with a record of what is uploaded and deleted; it fails where a test says so."""

    def __init__(self, bucket: Path, fails_at: str = "") -> None:
        super().__init__("store:")
        self.bucket = bucket
        self.fails_at = fails_at
        self.steps: list[tuple[str, ...]] = []

    def list_files(self) -> dict[str, RemoteFile]:
        return {path: RemoteFile(len(text.encode()), "") for path, text in stored(self.bucket).items()}

    def read(self, path: str, limit: int) -> bytes:
        return (self.bucket / path).read_bytes()[:limit]

    def upload(self, folder: Path, paths: Iterable[str], headers: Headers) -> None:
        paths = tuple(paths)
        assert {headers_for(path) for path in paths} == {headers}
        if self.fails_at in paths:
            raise DeployError("the cable is cut")
        self.steps.append(paths)
        for path in paths:
            (self.bucket / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / path, self.bucket / path)

    def delete(self, paths: Iterable[str]) -> None:
        paths = tuple(paths)
        if self.fails_at in paths:
            raise DeployError("the cable is cut")
        self.steps.append(("deleted", *paths))
        for path in paths:
            (self.bucket / path).unlink(missing_ok=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site."""
    return sites.write(tmp_path / "site", sites.FILES)


@pytest.fixture
def bucket(tmp_path: Path) -> Path:
    """The folder that is the storage."""
    folder = tmp_path / "bucket"
    folder.mkdir()
    return folder


def publish(site: Path, remote: Remote, keep: int = 5) -> UploadPlan | None:
    """Publish as the command does."""
    store = ObjectStore(remote)
    plan = store.plan(read_site(site), sites.ORIGIN, keep)
    if plan:
        store.publish(site, plan)
    return plan


def stored(bucket: Path) -> dict[str, str]:
    """Return what the storage holds."""
    paths = (path for path in bucket.rglob("*") if path.is_file())
    return {path.relative_to(bucket).as_posix(): path.read_text("utf-8") for path in paths}


def stored_site(bucket: Path) -> dict[str, str]:
    """Return what the storage holds without what publishing adds."""
    return {path: text for path, text in stored(bucket).items() if path not in (MANIFEST, RECORD)}


def test_a_first_upload_has_assets_pages_listings_and_feeds_in_this_order(site: Path, bucket: Path) -> None:
    remote = FolderRemote(bucket)
    publish(site, remote)
    assert remote.steps == [
        (MARK,),
        ("search/newest/fragment/en_aa11.pf_fragment",),
        (CSS,),
        ("news/2026/fair/index.html",),
        ("index.html", "news/index.html"),
        ("feeds/all.xml",),
        (MANIFEST, RECORD),
        ("deleted", MARK),
    ]
    assert stored_site(bucket) == sites.FILES


def test_an_edit_sends_what_changed_new_pages_before_those_that_lead_to_them(site: Path, bucket: Path) -> None:
    publish(site, FolderRemote(bucket))
    sites.write(bucket, {"googlea1.html": "not ours"})
    sites.write(site, {"news/2026/new/index.html": "<p>new", "about/index.html": "<p>about", "feeds/all.xml": None})
    sites.write(site, {"news/2026/fair/index.html": "<p>fair, with a link", "news/index.html": "<p>more news"})
    remote = FolderRemote(bucket)
    plan = publish(site, remote)
    assert remote.steps[1:-1] == [
        ("about/index.html", "news/2026/new/index.html"),
        ("news/2026/fair/index.html",),
        ("news/index.html",),
        (MANIFEST, RECORD),
        ("deleted", "feeds/all.xml"),
    ]
    assert plan
    assert (plan.release.manifest.number, plan.unchanged) == (2, 3)
    assert stored(bucket)["googlea1.html"] == "not ours"
    assert publish(site, remote) is None


def test_assets_of_earlier_releases_stay_as_long_as_these_are_kept(site: Path, bucket: Path) -> None:
    publish(site, FolderRemote(bucket), keep=2)
    sites.write(site, {CSS: None})
    plan = publish(site, FolderRemote(bucket), keep=2)
    assert plan
    assert plan.kept == 1
    assert CSS in stored(bucket)
    sites.write(site, {"index.html": "<p>3"})
    publish(site, FolderRemote(bucket), keep=2)
    assert CSS not in stored(bucket)


def test_an_upload_that_failed_is_marked_and_the_next_one_finishes_it(site: Path, bucket: Path) -> None:
    publish(site, FolderRemote(bucket))
    sites.write(
        site, {"news/2026/new/index.html": "<p>new", "feeds/all.xml": "<rss/>", "news/2026/fair/index.html": None}
    )
    with pytest.raises(DeployError, match="the cable is cut"):
        publish(site, FolderRemote(bucket, fails_at="feeds/all.xml"))
    mark = json.loads(stored(bucket)[MARK])
    assert mark["uploads"] == ["news/2026/new/index.html", "feeds/all.xml"]
    assert json.loads(stored(bucket)[MANIFEST])["number"] == 1
    # The editor withdraws the new page meanwhile.
    sites.write(site, {"news/2026/new/index.html": None})
    plan = publish(site, FolderRemote(bucket))
    assert plan
    assert plan.finishes
    expected = dict(sites.FILES) | {"feeds/all.xml": "<rss/>"}
    del expected["news/2026/fair/index.html"]
    assert stored_site(bucket) == expected


def test_what_an_upload_that_failed_may_have_changed_is_sent_although_the_edit_was_taken_back(
    site: Path, bucket: Path
) -> None:
    publish(site, FolderRemote(bucket))
    sites.write(site, {"news/2026/fair/index.html": "<p>fAIR", "feeds/all.xml": "<RSS>"})
    with pytest.raises(DeployError, match="the cable is cut"):
        publish(site, FolderRemote(bucket, fails_at="feeds/all.xml"))
    sites.write(site, sites.FILES)
    publish(site, FolderRemote(bucket))
    assert stored_site(bucket) == sites.FILES


def test_what_was_not_deleted_at_the_end_of_an_upload_is_deleted_by_the_next(site: Path, bucket: Path) -> None:
    publish(site, FolderRemote(bucket))
    sites.write(site, {"feeds/all.xml": None})
    with pytest.raises(DeployError, match="the cable is cut"):
        publish(site, FolderRemote(bucket, fails_at="feeds/all.xml"))
    assert json.loads(stored(bucket)[MANIFEST])["number"] == 2
    plan = publish(site, FolderRemote(bucket))
    assert plan
    assert (plan.finishes, plan.uploads, plan.gone) == (True, (), ("feeds/all.xml",))
    assert stored_site(bucket).keys() == sites.FILES.keys() - {"feeds/all.xml"}


def test_a_file_that_is_lost_or_cut_in_the_storage_is_sent_again(site: Path, bucket: Path) -> None:
    publish(site, FolderRemote(bucket))
    sites.write(bucket, {"index.html": None, "feeds/all.xml": "<rs"})
    plan = publish(site, FolderRemote(bucket))
    assert plan
    assert plan.uploads == ("index.html", "feeds/all.xml")
    assert stored_site(bucket) == sites.FILES


def test_where_two_uploads_meet_the_first_one_stops(site: Path, bucket: Path) -> None:
    class Overtaken(FolderRemote):
        def upload(self, folder: Path, paths: Iterable[str], headers: Headers) -> None:
            super().upload(folder, paths, headers)
            if "index.html" in self.steps[-1]:
                sites.write(bucket, {MARK: '{"number":1,"moment":"","token":"other","uploads":[],"gone":[]}'})

    with pytest.raises(DeployError, match="expected no other upload meanwhile, found one, which finishes this"):
        publish(site, Overtaken(bucket))
    assert MANIFEST not in stored(bucket)
    assert MARK in stored(bucket)


def test_files_with_other_headers_than_todays_are_all_sent(site: Path, bucket: Path) -> None:
    publish(site, FolderRemote(bucket))
    record = stored(bucket)[RECORD]
    sites.write(bucket, {RECORD: record.replace('"headers": "', '"headers": "x')})
    plan = publish(site, FolderRemote(bucket))
    assert plan
    assert sorted(plan.uploads) == sorted(sites.FILES)
