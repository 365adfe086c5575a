"""A project as MkDocs' settings describe it: what its build is made from, where it may publish, and what else takes part."""

from __future__ import annotations

import os
import uuid
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from corner.build import inputs
from corner.build.inputs import BuildInputs
from corner.build.project import PACKAGE, Project, check_output_dir, list_theme_folders
from corner.content.guide import guide_folder
from corner.content.theme_files import theme_folder
from corner.mkdocs.log import PLATFORM

I18N = "i18n"
"""The name of the plugin static-i18n in the settings."""
PLUGIN = "corner"
"""The name of our plugin in the settings of a corner that has no hook."""


def add_theme_folder(config: MkDocsConfig) -> None:
    """Let MkDocs look for files of the theme in the package, too, after the corner's own `custom_dir`."""
    folder = theme_folder()
    if folder.resolve() not in (Path(path).resolve() for path in config.theme.dirs):
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(folder))


def project_root(config: MkDocsConfig) -> Path:
    """Return the folder of the settings file."""
    return Path(config.config_file_path).parent


def i18n_plugin(config: MkDocsConfig) -> Any:
    """Return static-i18n's plugin, of whose private protocol we use `building` and `current_language`."""
    return config.plugins[I18N]


def has_other_extensions(config: MkDocsConfig) -> bool:
    """Return whether plugins besides static-i18n and ours, or hooks besides ours, wait for MkDocs' events."""
    own_hooks = 0 if PLUGIN in config.plugins else 1
    # MkDocs lists hooks among the plugins, too.
    return len(config.hooks) > own_hooks or bool(config.plugins.keys() - {I18N, PLUGIN, *config.hooks})


def describe_project(config: MkDocsConfig) -> Project:
    """Return what MkDocs' settings say of a project.

    Raises:
        BuildError: the folder to publish in holds the project or a part of it, or lies in one.
    """
    root, site_dir = project_root(config), Path(config.site_dir)
    check_output_dir(root, site_dir, Path(config.docs_dir), theme_folders(config))
    return Project(root, site_dir, config.site_url or "", config.strict, must_verify(), partial(read_inputs, config))


def read_inputs(config: MkDocsConfig, with_texts: bool) -> BuildInputs:  # noqa: FBT001 -- see `Project`
    """Return the fingerprints of what the build of a project is made from, as its files are now."""
    root = project_root(config)
    settings = Path(config.config_file_path).read_text(encoding="utf-8")
    # A setting may come from any variable of the environment, or from another file, which is not followed.
    variables = sorted(os.environ.items()) if "!ENV" in settings else []
    inherited = uuid.uuid4().hex if "INHERIT" in settings else ""
    platform = (PLATFORM, version(PLATFORM))
    values = (platform, settings, variables, inherited, config.site_url, config.strict)
    hooks = [root / name for name in config.hooks]
    folders = [Path(config.docs_dir), PACKAGE, guide_folder(), *theme_folders(config), *hooks]
    own_types = (config.extra.get("corner") or {}).get("content_types") or ()
    return inputs.read_inputs(root, folders, values, own_types, with_texts=with_texts)


def theme_folders(config: MkDocsConfig) -> list[Path]:
    """Return the folders with the theme's files that are not Material's."""
    return list_theme_folders(config.theme.custom_dir)


def must_verify() -> bool:
    """Return whether the build compares each published file with what it should hold: MkDocs has no option for that."""
    return bool(os.environ.get("CORNER_VERIFY"))
