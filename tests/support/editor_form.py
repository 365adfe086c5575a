"""The form for editors over a repository in the browser's own store."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from playwright.sync_api import Page

from corner.authoring import cms_bundle
from corner.storage.output_file import FileContent
from tests.support import corners, project

_MATERIAL = Path(sysconfig.get_path("purelib")) / "material/templates/assets/stylesheets"
_STORE = "sveltia-cms-test"
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
_READ_UNTIL = """([store, path, words]) => {
  const walk = async (folder, place, texts) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${place}${name}/`, texts);
      else texts[place + name] = await (await handle.getFile()).text();
    }
    return texts;
  };
  const read = async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(store);
    const texts = await walk(root, "", {}).catch(() => ({}));
    if (texts[path]?.includes(words)) window.savedTexts = texts;
    else requestAnimationFrame(read);
  };
  window.savedTexts = null;
  read();
}"""
"""Reads the store until a file in it has words: it may be there before it is listed, or be replaced while it is read."""


def build(root: Path) -> None:
    """Build the corner at `root`, whose settings switch the form on, with Sveltia of the checkout."""
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache/sveltia").symlink_to(project.ROOT / ".cache/sveltia")
    run = project.build(root, "--strict")
    assert run.code == 0, run.output


def publish(folder: Path, form: str = "backend: test-repo") -> Path:
    """Write the tiny corner into `folder`, with the form and the style sheets of its site; return the folder."""
    settings = corners.MKDOCS.replace("feed_size: 3\n", f"feed_size: 3\n        admin: {{{form}}}\n")
    root = corners.write(folder, {"mkdocs.yml": settings})
    (root / ".cache").mkdir()
    (root / ".cache/sveltia").symlink_to(project.ROOT / ".cache/sveltia")
    sheets = {f"assets/{path.name}": path for path in (project.ROOT / "hooks/theme/assets").glob("corner.*")}
    sheets |= {f"assets/stylesheets/{path.name}": path for path in _MATERIAL.glob("*.min.css")}
    form_files = cms_bundle.iter_form_files(corners.catalogue(root), root, sheets)
    published: dict[str, FileContent] = {"404.html": b"", **sheets, **{path: file.content for path, file in form_files}}
    for path, content in published.items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            (root / "site" / path).symlink_to(content.absolute())
        else:
            assert isinstance(content, bytes)
            (root / "site" / path).write_bytes(content)
    return root


def files(root: Path) -> dict[str, str]:
    """Return the news of a corner by path."""
    news = [path for path in sorted((root / "news").rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in news}


def enter(page: Page, url: str, news: dict[str, str], query: str = "") -> None:
    """Put `news` into the store of a browser and sign in to the form of the site at `url`, with `query` behind it."""
    page.goto(f"{url}/404.html")
    page.evaluate(_PUT, [_STORE, news])
    page.goto(f"{url}/admin/{query}")
    page.get_by_role("button").click()
    page.wait_for_url("**/admin/**#/collections**")


def save(page: Page, path: str, words: str) -> dict[str, str]:
    """Save what is in the form, and return what the store holds by path once `words` stand in the file at `path`."""
    page.get_by_role("button", name="Save").first.click()
    page.evaluate(_READ_UNTIL, [_STORE, path, words])
    # A function that returns a promise is not waited for here.
    texts: dict[str, str] = page.wait_for_function("() => window.savedTexts").json_value()
    return texts
