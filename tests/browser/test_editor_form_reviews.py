"""The form for editors on GitHub: what is saved is a pull request that others review, and no commit to the main branch."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import editor_form
from tests.support.browsing import serving
from tests.support.corners import FAIR, FAIR_ZH
from tests.support.github_stand_in import GitHubStandIn


def _sign_in(form: Page, url: str) -> None:
    form.goto(f"{url}/admin/")
    form.get_by_role("button", name="Token").click()
    dialog = form.get_by_role("alertdialog")
    dialog.get_by_role("textbox").fill("ghp_example")
    dialog.get_by_role("button", name="Sign In").click()
    form.wait_for_url("**/admin/#/collections/**")


def _save_fair(form: Page, *, is_reviewed: bool) -> None:
    form.evaluate("location.hash = '#/collections/releases-en/entries/2021/fair'")
    form.get_by_role("textbox", name="Title").first.fill("A spring fair")
    save = form.get_by_role("button", name="Save").first
    expect(save).to_be_enabled()
    save.click()
    if is_reviewed:
        form.get_by_role("button", name="Later").click()  # than now, to send it for review
    form.wait_for_url("**/admin/#/collections/releases-en")


@pytest.mark.full
@pytest.mark.parametrize(("mode", "branch"), [("", "cms/releases-en/2021%2Ffair"), (", publish_mode: simple", "main")])
def test_a_change_is_reviewed_unless_the_settings_say_otherwise(
    browser: Browser, tmp_path: Path, mode: str, branch: str
) -> None:
    root = editor_form.publish(tmp_path, f"backend: github, repo: harbour/corner{mode}")
    with serving(root / "site") as url, browser.new_context(locale="en-GB") as context:
        form = context.new_page()
        github = GitHubStandIn(form, editor_form.files(root))
        _sign_in(form, url)
        _save_fair(form, is_reviewed=not mode)

        ((committed, files),) = github.commits
        assert committed == branch
        assert "title: A spring fair\n" in files[FAIR]
        if mode:
            assert (github.branches, github.pulls, github.labels) == ([], [], [])
            return
        assert FAIR_ZH in files
        assert github.branches == [f"refs/heads/{branch}"]
        (pull,) = github.pulls
        assert (pull["head"], pull["base"], pull["draft"]) == (branch, "main", True)
        assert github.labels == ["sveltia-cms/draft"]
        form.evaluate("location.hash = '#/workflow'")
        expect(form.get_by_text("A spring fair")).to_be_visible()
