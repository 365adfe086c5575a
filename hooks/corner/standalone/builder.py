"""A build without MkDocs: from the settings of a corner to its site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corner.build import inputs, theming
from corner.build.build_log import BuildLog
from corner.build.errors import BuildError
from corner.build.failures import explain_failure
from corner.build.inputs import BuildInputs
from corner.build.plan import BuildPlan
from corner.build.project import PACKAGE, Project, check_output_dir, list_theme_folders
from corner.build.session import BuildSession
from corner.content import mkdocs_yml
from corner.content.guide import guide_folder
from corner.content.settings import HostSettings, Settings
from corner.content.theme_files import material_folder, theme_folder
from corner.diagnostics.message import Message
from corner.diagnostics.problem import count_problems, sort_problems
from corner.render.renderer import Theme
from corner.standalone.host import StandaloneHost
from corner.standalone.theme import find_icon, list_folders
from corner.storage.versions import read_own_version

if TYPE_CHECKING:
    from jinja2 import Environment

SETTINGS_FILE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What somebody asks of a build, besides the settings."""

    strict: bool = False
    """Whether it stops on warnings, whatever the settings say."""
    verify: bool = False
    """Whether it compares each published file with what it should hold."""
    site_dir: Path | None = None
    """The folder to publish in, where it is not that of the settings."""
    with_other_steps: bool = False
    """Whether it may leave out what only MkDocs does."""


class StandaloneBuilder:
    """Builds the site of a corner, once or again and again."""

    def __init__(self, root: Path, log: BuildLog, options: BuildOptions, *, in_preview: bool = False) -> None:
        """Build the corner at `root`, and report to `log`; a preview also has what the public may not see."""
        self._root = root.resolve()
        self._log = log
        self._options = options
        self._session = BuildSession(log)
        self._session.in_preview = in_preview
        self._settings: Settings | None = None
        """Those of the last build that could read them."""

    @property
    def base(self) -> str:
        """The path of the site's root on its host, with slashes at both ends."""
        return urlsplit(self._settings.site_url).path if self._settings else "/"

    def list_sources(self) -> list[Path]:
        """Return the files and folders that the site is made from, besides the program."""
        host = self._settings.host if self._settings else HostSettings.model_validate({})
        own = [
            *([host.custom_dir] if host.custom_dir else []),
            *(self._settings.content_types if self._settings else ()),
        ]
        names = [SETTINGS_FILE, "news", host.docs_dir, *own]
        return [*(self._root / name for name in names), theme_folder(), guide_folder()]

    def build(self) -> None:
        """Make the folder of the site hold what the corner has now.

        Raises:
            BuildError: the build failed.
        """
        try:
            self._build(self._read_settings())
        except BuildError as error:
            self._session.note_failure(error, error.problems)
            raise
        except Exception as error:
            if (message := explain_failure(error)) is None:
                raise
            failure = BuildError(message)
            self._session.note_failure(failure)
            raise failure from None
        finally:
            self._session.close()

    @property
    def notice(self) -> bytes:
        """The HTML that the pages of a preview begin with while files have mistakes."""
        return self._session.notice

    def stop(self) -> None:
        """Publish nothing more, and delete what is temporary."""
        self._session.stop()

    def _build(self, settings: Settings) -> None:
        session, self._settings = self._session, settings
        if session.in_preview and session.rebuild_texts(_create_theme):
            return
        run = session.start(self._describe_project(settings))
        if run.is_unchanged:
            self._log.logger.info(
                Message("Nothing has changed since the last build of {folder}.", folder=run.folder.folder)
            )
            return
        plan = session.plan(run)
        if session.publish_saved(run, plan, _create_theme):
            return
        environment = _create_environment(plan)
        host = StandaloneHost(plan, environment, _create_theme(plan, environment), self._log)
        session.save(run, session.publish(run, plan, host))

    def _read_settings(self) -> Settings:
        """Return the settings of a corner that can be built without MkDocs.

        Raises:
            BuildError: the settings have errors, or ask for what only MkDocs does.
        """
        settings, problems = mkdocs_yml.read_settings(self._root / SETTINGS_FILE)
        if settings is None:
            raise BuildError(
                Message("Nothing was built: {count} problem(s) in the news.", count=count_problems(problems)),
                sort_problems(problems),
            )
        steps = settings.host.other_steps
        if steps and self._options.with_other_steps:
            message = Message("The preview lacks what only MkDocs does: {steps}; `mkdocs serve` shows it", steps=steps)
            self._log.logger.warning(message)
        elif steps:
            raise BuildError(
                Message(
                    "Nothing was built: expected settings that `corner build` can follow, found in mkdocs.yml what only "
                    "MkDocs does: {steps}; type `mkdocs build`, or take this out of mkdocs.yml",
                    steps=steps,
                )
            )
        return settings

    def _describe_project(self, settings: Settings) -> Project:
        """Return where the project is read and published.

        Raises:
            BuildError: the folder to publish in holds the project or a part of it, or there are no standing pages.
        """
        root, host = self._root, settings.host
        docs_dir, site_dir = root / host.docs_dir, self._options.site_dir or root / host.site_dir
        if not docs_dir.is_dir():
            raise BuildError(
                Message(
                    "Nothing was built: expected the folder {folder}/ with the standing pages, found none",
                    folder=host.docs_dir,
                )
            )
        check_output_dir(root, site_dir, docs_dir, _own_theme_folders(root, settings))
        # A preview shows what is there; a strict build comes before publication.
        strict = (self._options.strict or host.strict) and not self._session.in_preview
        read = partial(self._read_inputs, settings, strict)
        return Project(root, site_dir, settings.site_url, strict, self._options.verify, read)

    def _read_inputs(self, settings: Settings, strict: bool, with_texts: bool) -> BuildInputs:  # noqa: FBT001 -- see `Project`
        """Return the fingerprints of what the build of the project is made from, as its files are now."""
        text = (self._root / SETTINGS_FILE).read_text(encoding="utf-8")
        folders = [
            self._root / settings.host.docs_dir,
            PACKAGE,
            guide_folder(),
            *_own_theme_folders(self._root, settings),
            material_folder(),
        ]
        values = ("corner", read_own_version(), text, strict)
        return inputs.read_inputs(self._root, folders, values, settings.content_types, with_texts=with_texts)


def _own_theme_folders(root: Path, settings: Settings) -> list[Path]:
    """Return the folders with the theme's files that are not Material's."""
    custom_dir = settings.host.custom_dir
    return list_theme_folders(str(root / custom_dir) if custom_dir else None)


def _create_environment(plan: BuildPlan) -> Environment:
    """Return what renders templates."""
    folders = list_folders(plan.root, plan.catalogue.settings)
    return theming.create_theme_environment(folders, plan.root, plan.catalogue.content_types)


def _create_theme(plan: BuildPlan, environment: Environment | None = None) -> Theme:
    """Return what renders the parts of pages."""
    settings = plan.catalogue.settings
    folders = _own_theme_folders(plan.root, settings)
    return theming.create_theme(environment or _create_environment(plan), folders, plan, find_icon(settings))
