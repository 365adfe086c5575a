"""The commands that people run, on a copy of the checkout, and what they leave behind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import forked

ROOT = Path(__file__).parents[2]
"""The checkout that is tested."""
GUIDE = ROOT / "hooks/guide"
"""The folder of the editors' guide and the tutorial."""
BIN = Path(sys.executable).parent
_COSTLY = ("cards", "search")
"""The folders of caches with what takes longest: social cards and indexes for readers, by what they show and hold."""
_IN_WRITING = shutil.ignore_patterns("*.tmp")
"""Files that another process may be about to rename."""
_LIMIT = 300
"""Seconds after which a command that hangs is ended."""
_READ_AT_START = ("PYTHONHASHSEED", "PYTHONPROFILEIMPORTTIME", "LANG", "LC_")
"""How variables begin that Python reads when it starts, so that a forked process would not see them."""
_PROBLEM = re.compile(r"(?:ERROR|WARNING) +-  (\S+:\d+: .+)")


@dataclass(frozen=True)
class Run:
    """A command that has ended."""

    code: int
    output: str
    """What it wrote to standard output and standard error."""

    @property
    def problems(self) -> list[str]:
        """The problem lines that a build printed, in order."""
        return [match[1] for line in self.output.splitlines() if (match := _PROBLEM.match(line))]

    @property
    def loud(self) -> list[str]:
        """The lines of a build that are warnings or worse."""
        return [line for line in self.output.splitlines() if not line.startswith(("INFO", "DEBUG"))]


def copy(folder: Path) -> Path:
    """Copy into `folder` what a build of the checkout reads, with a link to the hooks."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    for name in ("docs", "news"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "hooks").symlink_to(ROOT / "hooks")
    return folder


def copy_built(source: Path, root: Path) -> None:
    """Copy the corner at `source`, and its site as links to the same files: builds replace files and never write into them."""
    shutil.copytree(source, root, symlinks=True, ignore=lambda folder, _: {"site"} if Path(folder) == source else set())
    shutil.copytree(source / "site", root / "site", copy_function=os.link)


def copy_costly_caches(source: Path, root: Path) -> None:
    """Give the corner at `root` the social cards and indexes of the one at `source`, and nothing else that a build keeps."""
    for name in _COSTLY:
        shutil.copytree(source / ".cache/corner" / name, root / ".cache/corner" / name)


def delete_cheap_caches(root: Path) -> None:
    """Delete all that builds of the corner at `root` have kept but social cards and indexes."""
    for path in (root / ".cache/corner").iterdir():
        if path.is_file():
            path.unlink()
        elif path.name not in _COSTLY:
            shutil.rmtree(path)


def copy_hooks(root: Path) -> None:
    """Give the corner at `root` a copy of the checkout's hooks, which a test may change, and let it build with them.

    It has their bytecode, which Python makes again for each module that is changed.
    """
    (root / "hooks").unlink(missing_ok=True)
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=_IN_WRITING)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(f"{ROOT}/hooks", "hooks"), "utf-8")


def environment(root: Path, epoch: int | None, **changes: str) -> dict[str, str]:
    """Return the environment of a command: little of ours, and a folder for temporary files beside `root`."""
    temporary = root.with_name(root.name + ".tmp")
    temporary.mkdir(exist_ok=True)
    variables = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    variables |= {"NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary), "PYTHONPATH": str(hooks(root))}
    if epoch is not None:
        variables["SOURCE_DATE_EPOCH"] = str(epoch)
    return variables | changes


def hooks(root: Path) -> Path:
    """Return the hooks that the corner at `root` is built with: its own, or else the checkout's."""
    own = root / "hooks"
    return own if own.is_dir() else ROOT / "hooks"


def temporary(root: Path) -> list[str]:
    """Return the names of the temporary files that commands at `root` have left."""
    return sorted(path.name for path in root.with_name(root.name + ".tmp").iterdir())


def build(root: Path, *options: str, epoch: int | None = None, **changes: str) -> Run:
    """Run `mkdocs build`."""
    return run(["mkdocs", "build", *options], root, epoch, **changes)


def build_standalone(root: Path, *options: str, epoch: int | None = None) -> Run:
    """Run `corner build` where MkDocs, Material and static-i18n are not installed."""
    return run(["tests.support.without_mkdocs:main", "build", *options], root, epoch)


def run(command: Sequence[str], root: Path, epoch: int | None = None, **changes: str) -> Run:
    """Run a command that is installed beside Python, or one of these tests as `forked.run` has them, with its arguments."""
    variables = environment(root, epoch, **changes)
    name, *arguments = command
    if any(name.startswith(_READ_AT_START) for name in changes) or not (name in forked.COMMANDS or ":" in name):
        return _run([str(BIN / name), *arguments], root, variables)
    return Run(*forked.run(command, root, variables, hooks(root), _LIMIT))


def check(root: Path, *options: str, epoch: int | None = None) -> Run:
    """Run `corner check`; its output is what it prints on standard output, the problems."""
    command = ["corner", "check", *options]
    return Run(*forked.run(command, root, environment(root, epoch), hooks(root), _LIMIT, errors=False))


def _run(command: Sequence[str], root: Path, environment: dict[str, str]) -> Run:
    done = subprocess.run(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_LIMIT,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode())


def contents(folder: Path) -> dict[str, bytes]:
    """Return each file below `folder` by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _below(folder) if path.is_file()}


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """Return when each file and folder below `folder` was last written, and which one it is on the disk."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino) for path in _below(folder)
    }


def _below(folder: Path) -> list[Path]:
    return [folder, *sorted(folder.rglob("*"))]


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the paths at which two folders differ."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def append(file: Path, text: str) -> None:
    """Put `text` at the end of a file."""
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def edit(file: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which stands in the file once."""
    text = file.read_text("utf-8")
    if text.count(old) != 1:
        raise ValueError(f"expected {old!r} once in {file}, found it {text.count(old)} times")
    file.write_text(text.replace(old, new), "utf-8")
