"""A plugin and a hook that another author might add to a corner: each writes down which of its events fire."""

from __future__ import annotations

from pathlib import Path

EVENTS = (
    "startup",
    "shutdown",
    "serve",
    "config",
    "pre_build",
    "files",
    "nav",
    "env",
    "post_build",
    "pre_template",
    "template_context",
    "post_template",
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)
"""The events of a build and of a preview, but for the one of a build that fails."""
EVENTS_OF_BUILDS = frozenset(EVENTS) - {"serve"}
"""Those that fire in each build by `mkdocs build`."""
EVENTS_OF_REBUILDS = EVENTS_OF_BUILDS - {"startup", "shutdown"}
"""Those that fire in each build of a preview."""

_RECORD = """\
from pathlib import Path

from mkdocs.plugins import BasePlugin


def record(name):
    with Path({log!r}).open("a", encoding="utf-8") as file:
        file.write(name + "\\n")
"""
_PLUGIN_EVENT = """
    def on_{event}(self, *arguments, **options):
        record("plugin {event}")
"""
_HOOK_EVENT = """
def on_{event}(*arguments, **options):
    record("hook {event}")
"""


class Recorder:
    """The plugin and the hook in a folder of their own, and what they have written down."""

    def __init__(self, folder: Path) -> None:
        """Write both into `folder`, which is to be on Python's path: there, the plugin counts as installed."""
        self._log = folder / "events.txt"
        self.hook = folder / "recording_hook.py"
        folder.mkdir()
        record = _RECORD.format(log=str(self._log))
        plugin = "".join(_PLUGIN_EVENT.format(event=event) for event in EVENTS)
        (folder / "recording_plugin.py").write_text(
            f"{record}\n\nclass RecordingPlugin(BasePlugin):\n{plugin}", "utf-8"
        )
        self.hook.write_text(record + "".join(_HOOK_EVENT.format(event=event) for event in EVENTS), "utf-8")
        distribution = folder / "recording_plugin-1.0.dist-info"
        distribution.mkdir()
        (distribution / "METADATA").write_text("Metadata-Version: 2.1\nName: recording-plugin\nVersion: 1.0\n", "utf-8")
        entry_points = "[mkdocs.plugins]\nrecorder = recording_plugin:RecordingPlugin\n"
        (distribution / "entry_points.txt").write_text(entry_points, "utf-8")

    def fired(self, recorder: str) -> set[str]:
        """Return the events that `plugin` or `hook` has seen since they were last forgotten."""
        lines = self._log.read_text("utf-8").splitlines() if self._log.exists() else []
        return {line.split()[1] for line in lines if line.split()[0] == recorder}

    def forget(self) -> None:
        """Forget the events until now."""
        self._log.unlink(missing_ok=True)
