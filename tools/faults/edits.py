"""Files that change while a build reads them: the site holds the text before or after, and the next build the last."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support import project
from tools.faults.site_pair import EPOCH, Outcome

_EDIT = """
import os
import shutil
import sys
left = [{number}]
def watch(event, arguments):
    if event == "open" and left[0] > 0 and str(arguments[0]).startswith({sources!r}):
        left[0] -= 1
        if not left[0]:
            shutil.copyfile({source!r}, {target!r})
sys.addaudithook(watch)
import atexit
atexit.register(lambda: left[0] < 0 or open({count!r}, "w").write(str(left[0])))
"""
"""A module that Python loads first of all: it changes a file when a certain source of the corner is opened."""
_NEVER = 1 << 30

EDITS: Mapping[str, Callable[[str], str]] = {
    "news/releases/2024/new-lens.en.md": lambda text: text + "\nA sentence that was added.\n",
    "news/releases/2024/plan.pdf": lambda text: text + "more",
    "news/topics.yml": lambda text: text.replace("Crews", "All crews"),
    "docs/keepers-home.en.md": lambda text: text + "\nA sentence that was added.\n",
    "mkdocs.yml": lambda text: text.replace("site_name: Lighthouse Bulletin", "site_name: The Bulletin"),
}
"""How each of some files changes."""


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A corner that was not built yet, and one file of it that changes during the build."""

    name: str
    root: Path
    changed: Path
    """The changed file."""
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    opened: int
    """How many sources of the corner a build opens."""

    def edit_at(self, number: int) -> Outcome:
        """Change the file when a build opens its source of that number."""
        root = self.root.with_name("tried")
        shutil.copytree(self.root, root)
        try:
            _build_edited(root, self.name, self.changed, number)
            left = project.contents(root / "site") if (root / "site").exists() else {}
            wrong = [
                f"{name} is neither old nor new"
                for name, data in left.items()
                if data not in (self.before.get(name), self.after.get(name))
            ]
            again = project.build(root, epoch=EPOCH)
            differing = project.differing(project.contents(root / "site"), dict(self.after))
            wrong += [again.output] if again.code else []
            wrong += [f"after the next build, {name} is not as if built from nothing" for name in sorted(differing)[:3]]
        finally:
            shutil.rmtree(root)
            shutil.rmtree(root.with_name("tried.tmp"), ignore_errors=True)
        state = "the old text" if left == self.before else "the new text" if left == self.after else "both"
        return Outcome(f"{self.name} changes during a build", state if left else "not built", tuple(wrong))


def prepare_edit(folder: Path, name: str, write: Callable[[Path], object]) -> EditedFile:
    """Return a corner that `write` makes in `folder`, with the change of one of its files.

    Args:
        folder: an empty folder, or none.
        name: one of `EDITS`.
        write: makes the corner.
    """
    root = folder / "corner"
    root.mkdir(parents=True)
    write(root)
    changed = folder / "changed"
    text = (root / name).read_text("utf-8")
    changed.write_text(EDITS[name](text), "utf-8")
    assert changed.read_text("utf-8") != text
    sites = []
    for copy in ("old", "new"):
        shutil.copytree(root, folder / copy)
        if copy == "new":
            shutil.copyfile(changed, folder / copy / name)
        assert project.build(folder / copy, epoch=EPOCH).code == 0
        sites.append(project.contents(folder / copy / "site"))
    counted = folder / "counted"
    shutil.copytree(root, counted)
    _build_edited(counted, name, changed, _NEVER)
    opened = _NEVER - int((counted / "count").read_text("utf-8"))
    return EditedFile(name, root, changed, sites[0], sites[1], opened)


def _build_edited(root: Path, name: str, changed: Path, number: int) -> None:
    first = root.with_name("first")
    first.mkdir(exist_ok=True)
    sources = tuple(str(root / source) for source in ("docs", "mkdocs.yml", "news"))
    values: dict[str, object] = {
        "sources": sources,
        "source": str(changed),
        "target": str(root / name),
        "count": str(root / "count"),
    }
    (first / "sitecustomize.py").write_text(_EDIT.format(number=number, **values), "utf-8")
    path = os.pathsep.join([str(first), str(project.hooks(root))])
    project.build(root, epoch=EPOCH, PYTHONPATH=path)
