"""The form for editors over a repository in the browser's own store."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.support import project

STORE = "sveltia-cms-test"
_PUT = """async ([store, files]) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(store, { create: true });
  for (const [path, text] of Object.entries(files)) {
    const steps = path.split("/"), name = steps.pop();
    let folder = root;
    for (const step of steps) folder = await folder.getDirectoryHandle(step, { create: true });
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""


def build(root: Path) -> None:
    """Build the corner at `root`, whose settings switch the form on, with Sveltia of the checkout."""
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache/sveltia").symlink_to(project.ROOT / ".cache/sveltia")
    run = project.build(root, "--strict")
    assert run.code == 0, run.output


def files(root: Path) -> dict[str, str]:
    """Return the news of a corner by path."""
    news = [path for path in sorted((root / "news").rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in news}


def enter(page: Page, url: str, news: dict[str, str]) -> None:
    """Put `news` into the store of a browser and sign in to the form of the site at `url`."""
    page.goto(f"{url}/404.html")
    page.evaluate(_PUT, [STORE, news])
    page.goto(f"{url}/admin/")
    page.get_by_role("button").click()
    page.wait_for_url("**/admin/#/collections**")
