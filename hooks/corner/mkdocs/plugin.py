"""The plugin `corner`, for corners that hold content only: what `hooks/publish.py` is in a checkout of this project."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from corner.mkdocs.events import SiteBuilder


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`: none, for all settings are below `extra.corner`."""


class CornerPlugin(SiteBuilder, BasePlugin[PluginOptions]):  # type: ignore[misc, no-untyped-call]
    """Builds the site of a corner while MkDocs' events fire."""
