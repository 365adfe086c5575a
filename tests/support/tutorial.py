"""The tutorial, followed to the letter: what it says to type and to write is done, in a clone of the project.

It is read from top to bottom. What stands in `sh` is typed, and the `text` after it must be the answer. What stands in `yaml` are
fields of the file that was named last, each in the place of the one of its name; what stands in `markdown` is the text of that file.
A picture is where the camera is called. The host of the repository is played by a bare one on this machine, which checks what
is pushed, merges it and builds the site, as the files for GitHub and GitLab say.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.support import corner_files, project, warm_commands
from tests.support.preview import Preview, previewing

TUTORIALS = {locale: project.GUIDE / f"first-release.{locale}.md" for locale in ("en", "zh-Hant")}
ADDRESS = "https://git.example/corner.git"
"""The repository that the tutorial clones."""
_HOST_ADDS = re.compile(
    r"make|\.venv/bin/|Visible releases: [0-9]+; summaries: [0-9]+(?:; [a-z-]+: [0-9]+)*\.$|公眾可見：|$"
)
"""How lines begin that `make` and the check say of themselves."""
STEP = re.compile(
    r"^```(?P<kind>\w+)\n(?P<block>.*?)^```$"
    r"|^!\[(?P<alt>[^\]]*)\]\((?P<picture>[^)]+)\)\{ width=(?P<width>\d+) height=(?P<height>\d+) loading=lazy \}$"
    r"|`(?P<file>news/[^`]+\.md)`"
    r"|(?:remove the line |刪去)`(?P<line>[^`]+)`",
    re.MULTILINE | re.DOTALL,
)


class Picture(NamedTuple):
    """A picture, as the tutorial shows it."""

    name: str
    """Its file, from the guide's folder."""
    alternative: str
    width: int
    """In pixels of CSS."""
    height: int


def pictures(text: str) -> Iterator[Picture]:
    """Yield the pictures of a tutorial in order."""
    for step in STEP.finditer(text):
        if step["picture"]:
            yield Picture(step["picture"], step["alt"], int(step["width"]), int(step["height"]))


class Story:
    """A reader at their desk, with a clone of the project, and the host of the repository."""

    def __init__(self, home: Path, caches: Path | None = None, language: str = "en") -> None:
        """Set up the host's repository below `home`, an empty folder.

        Args:
            home: where all that happens stays.
            caches: the caches of an earlier build of the project, which clones begin with.
            language: the language of the reader's computer.
        """
        self.home = home
        self._caches = caches
        self._language = language
        self.root = home / "desk"
        """Where the reader is: their folder, and then the project in it."""
        self.preview: Preview | None = None
        """The preview while it runs."""
        self.answer = ""
        """What the last command said."""
        self.typed: list[str] = []
        """The commands so far."""
        self._open = ExitStack()
        source = project.copy(home / "source")
        for name in ("Makefile", "pyproject.toml", "constraints.txt", ".gitignore"):
            shutil.copy2(project.ROOT / name, source)
        shutil.copytree(project.ROOT / "requirements", source / "requirements")
        (source / "tools").mkdir()
        shutil.copy2(project.ROOT / "tools/font", source / "tools")
        self.epoch = corner_files.read(source).later
        self._host = home / "host"
        self._bin = home / "bin"
        self.root.mkdir()
        (home / "home").mkdir()
        self._git(source, "init", "--quiet", "--initial-branch", "main")
        self._git(source, "add", ".")
        self._git(
            source, "-c", "user.name=Host", "-c", "user.email=host@git.example", "commit", "--quiet", "-m", "Begin"
        )
        self._git(home, "clone", "--quiet", "--bare", str(source), str(home / "origin.git"))

    @property
    def published(self) -> Path:
        """The site that the host has published."""
        return self._host / "site"

    def follow(self, text: str, camera: Callable[[Picture, Story], None]) -> None:
        """Do what a tutorial says.

        Args:
            text: the tutorial.
            camera: called at each picture.

        Raises:
            AssertionError: a command failed or said something else.
        """
        file, settled = "", True
        with warm_commands.serving(self._bin), self._open:
            for step in STEP.finditer(text):
                kind, block = step["kind"], step["block"]
                if kind == "text":
                    assert self._own_words() == block, f"{self.typed[-1]} said:\n{self.answer}"
                    settled = True
                    continue
                if step["picture"]:
                    camera(Picture(step["picture"], step["alt"], int(step["width"]), int(step["height"])), self)
                    continue
                assert settled, f"{self.typed[-1]} failed:\n{self.answer}"
                if step["file"]:
                    file = step["file"]
                elif step["line"]:
                    project.edit(self.root / file, f"{step['line']}\n", "")
                elif kind == "sh":
                    for line in block.splitlines():
                        assert settled, f"{self.typed[-1]} failed:\n{self.answer}"
                        settled = self._type(line)
                elif kind == "yaml":
                    _fill(self.root / file, block.splitlines())
                else:
                    assert kind == "markdown", f"expected sh, text, yaml or markdown, found {kind}"
                    _write_text(self.root / file, block)
            assert settled, f"{self.typed[-1]} failed:\n{self.answer}"

    def _type(self, line: str) -> bool:
        """Type a command; return whether it ended well and the check had nothing to say."""
        self.typed.append(line)
        if self.preview:
            self._open.pop_all().close()
            self.preview = None
        if line.startswith("cd "):
            self.root = self.root / line.removeprefix("cd ")
            return True
        if line == "make serve":
            self.preview = self._open.enter_context(previewing(self.root, self.epoch))
            return True
        done = self._run(["bash", "-c", line], self.root)
        self.answer = done.stdout
        if line.startswith("git clone "):
            self._install(self.root / Path(line).stem)
        elif line.startswith("git push ") and done.returncode == 0:
            self._publish(line.rpartition(" ")[2])
        return done.returncode == 0 and not ("check" in line and self._own_words())

    def _own_words(self) -> str:
        """Return the last answer without what `make` and the check say of themselves."""
        return "".join(f"{line}\n" for line in self.answer.splitlines() if not _HOST_ADDS.match(line))

    def _install(self, clone: Path) -> None:
        """Give a clone the commands of these tests, where `make site` would fetch them."""
        (clone / ".venv").mkdir()
        (clone / ".venv/bin").symlink_to(self._bin)
        (clone / ".venv/.site").touch()
        self._add_caches(clone)

    def _add_caches(self, clone: Path) -> None:
        if self._caches:
            shutil.copytree(self._caches, clone / ".cache")

    def _publish(self, branch: str) -> None:
        """Check a branch as a merge request, merge it, and build the site."""
        if not self._host.exists():
            self._git(self.home, "clone", "--quiet", str(self.home / "origin.git"), str(self._host))
            self._add_caches(self._host)
        self._git(self._host, "fetch", "--quiet")
        self._git(self._host, "switch", "--quiet", "--detach", f"origin/{branch}")
        # What is built of the branch is built of the same files once they are merged.
        done = self._run([str(self._bin / "corner"), "check", "--strict", "--since", "origin/main"], self._host)
        assert done.returncode == 0, done.stdout
        self._git(self._host, "switch", "--quiet", "main")
        self._git(self._host, "merge", "--quiet", "--no-ff", "--no-edit", f"origin/{branch}")
        self._git(self._host, "push", "--quiet")
        done = self._run([str(self._bin / "mkdocs"), "build", "--strict"], self._host)
        assert done.returncode == 0, done.stdout

    def _git(self, folder: Path, *words: str) -> None:
        done = self._run(["git", *words], folder)
        assert done.returncode == 0, done.stdout

    def _run(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        changes = {
            "HOME": str(self.home / "home"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.home / 'origin.git'}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS,
            "LC_ALL": "C.UTF-8",
        }
        environment = {**project.environment(folder, self.epoch, CORNER_LANG=self._language), **changes}
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )


def _fill(file: Path, lines: list[str]) -> None:
    """Write each field in the place of the one of its name, also where that is a comment."""
    text = file.read_text("utf-8")
    for line in lines:
        name = re.split("[:：]", line)[0]
        places = [re.compile(rf"^{start}{name}[:：].*$", re.MULTILINE) for start in ("", "# ")]
        place = next((found for each in places if (found := each.search(text))), None)
        assert place, f"expected '{name}' in {file}"
        text = text[: place.start()] + line + text[place.end() :]
    file.write_text(text, "utf-8")


def _write_text(file: Path, words: str) -> None:
    """Write the text below the front matter."""
    _, front, _ = file.read_text("utf-8").split("---\n", 2)
    file.write_text(f"---\n{front}---\n{words}", "utf-8")
