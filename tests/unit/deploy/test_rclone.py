"""The real rclone with a remote that is a folder: it uploads, lists, reads and deletes, and its errors are one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corner.deploy.errors import DeployError
from corner.deploy.object_store import ObjectStore
from corner.deploy.rclone import Remote
from corner.deploy.site_files import read_site
from tests.unit.deploy import sites


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that rclone knows as `store:`."""
    folder = tmp_path / "bucket"
    folder.mkdir()
    monkeypatch.setenv("RCLONE_CONFIG", "")
    monkeypatch.setenv("RCLONE_CONFIG_STORE_TYPE", "alias")
    monkeypatch.setenv("RCLONE_CONFIG_STORE_REMOTE", str(folder))
    return folder


def test_a_site_is_uploaded_and_changed(bucket: Path, tmp_path: Path) -> None:
    site = sites.write(tmp_path / "site", {"index.html": "<p>home", "feeds/all.xml": "<rss>", "news/[1] é.html": "<p>"})
    store = ObjectStore(Remote("store:www"))
    for text in ("<p>home", "<p>another home"):
        sites.write(site, {"index.html": text, "feeds/all.xml": "<rss>" if text == "<p>home" else None})
        plan = store.plan(read_site(site), sites.ORIGIN, 5)
        assert plan
        store.publish(site, plan)
        paths = {path.relative_to(bucket / "www").as_posix() for path in bucket.rglob("*") if path.is_file()}
        expected = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        assert paths == expected | {".well-known/corner-manifest.json", "release.json"}
        assert (bucket / "www/index.html").read_text("utf-8") == text
    assert plan
    assert (plan.uploads, plan.gone) == (("index.html",), ("feeds/all.xml",))


@pytest.mark.usefixtures("bucket")
def test_a_remote_that_rclone_does_not_know_is_one_line() -> None:
    with pytest.raises(DeployError) as caught:
        Remote("stoer:www").list_files()
    assert str(caught.value) == (
        "stoer:www: expected rclone to list what is there, found: "
        'Failed to create file system for "stoer:www": didn\'t find section in config file'
    )


@pytest.mark.parametrize(
    ("name", "remote"), [(":s3,env_auth=true:bucket/www", ":s3,env_auth=true:"), ("store:www", "store:")]
)
def test_a_remote_is_asked_whether_it_lists_digests(
    name: str, remote: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "rclone"
    program.write_text(
        f"""#!/bin/sh
echo "$@" >> {tmp_path}/calls
case "$1 $3" in
"backend {remote}") echo '{{"Hashes": ["md5"], "Features": {{"SlowHash": false}}}}';;
lsjson*) echo '[{{"Path": "a", "Size": 1, "Hashes": {{"md5": "0cc1"}}}}]';;
*) exit 1;;
esac
""",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert Remote(name).list_files()["a"].md5 == "0cc1"
    assert "--hash --hash-type MD5" in (tmp_path / "calls").read_text("utf-8")


def test_without_rclone_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeployError) as caught:
        Remote("store:").list_files()
    assert str(caught.value) == (
        "rclone: expected this program, found none; install it (on Debian and Ubuntu: apt install rclone)"
    )
