"""A corner's other plugins and hooks keep all their events, however little a build has to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import project, second_corner
from tests.support.preview import previewing
from tests.support.recording_events import EVENTS_OF_BUILDS, EVENTS_OF_REBUILDS, Recorder

_EPOCH = 1_800_000_000
_RELEASE = "news/releases/2025/fog-signal.en.md"


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    """The plugin and the hook, which no corner uses yet."""
    return Recorder(tmp_path / "recorder")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The second corner with a template of its own, which MkDocs finds in the first language only; not built."""
    root = second_corner.write(tmp_path / "corner")
    (root / "docs/robots.txt").write_text("User-agent: *\n", "utf-8")
    project.edit(root / "mkdocs.yml", "nav:\n", "extra_templates: [robots.txt]\nnav:\n")
    return root


def _use(root: Path, recorder: Recorder, extension: str) -> None:
    """Add the plugin or the hook to the settings of the corner."""
    settings = root / "mkdocs.yml"
    if extension == "plugin":
        project.edit(settings, "plugins:\n", "plugins:\n  - recorder\n")
    else:
        project.edit(settings, "hooks:\n", f"hooks:\n  - {recorder.hook}\n")


def _python_path(root: Path, recorder: Recorder, extension: str) -> str:
    """Return where the extension is looked for: a hook is named by its file."""
    return os.pathsep.join([str(project.hooks(root)), *([str(recorder.hook.parent)] if extension == "plugin" else [])])


@pytest.mark.parametrize("extension", ["plugin", pytest.param("hook", marks=pytest.mark.full)])
def test_all_events_fire_in_cold_and_warm_builds(root: Path, recorder: Recorder, extension: str) -> None:
    _use(root, recorder, extension)
    path = _python_path(root, recorder, extension)
    for state in ("cold", "unchanged", "with another text"):
        if state == "with another text":
            project.append(root / _RELEASE, "\nIt *howls*.\n")
        recorder.forget()
        run = project.build(root, epoch=_EPOCH, PYTHONPATH=path)
        assert run.code == 0, run.output
        assert recorder.fired(extension) == EVENTS_OF_BUILDS, state
    assert "howls" in (root / "site/news/2025/fog-signal/index.html").read_text("utf-8")


def test_builds_with_and_without_other_extensions_are_equal(root: Path, recorder: Recorder) -> None:
    assert project.build(root, epoch=_EPOCH).code == 0
    alone = project.contents(root / "site")
    _use(root, recorder, "plugin")
    _use(root, recorder, "hook")
    assert project.build(root, epoch=_EPOCH, PYTHONPATH=_python_path(root, recorder, "plugin")).code == 0
    assert project.differing(alone, project.contents(root / "site")) == set()


@pytest.mark.parametrize("extension", [pytest.param("plugin", marks=pytest.mark.full), "hook"])
def test_all_events_fire_when_a_preview_shows_an_edit(root: Path, recorder: Recorder, extension: str) -> None:
    _use(root, recorder, extension)
    with previewing(root, _EPOCH, PYTHONPATH=_python_path(root, recorder, extension)) as preview:
        assert recorder.fired(extension) == EVENTS_OF_REBUILDS | {"startup", "serve"}
        recorder.forget()
        project.append(root / _RELEASE, "\nIt *howls*.\n")
        preview.wait(lambda: preview.shows("lights/news/2025/fog-signal/", "howls"))
        assert recorder.fired(extension) == EVENTS_OF_REBUILDS
    assert recorder.fired(extension) == EVENTS_OF_REBUILDS | {"shutdown"}
    assert project.temporary(root) == []
