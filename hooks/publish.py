"""Hands MkDocs' events to `corner.mkdocs.events`, in the order in which they fire."""

from __future__ import annotations

from corner.mkdocs.events import SiteBuilder

builder = SiteBuilder()

on_startup = builder.on_startup
on_shutdown = builder.on_shutdown
on_serve = builder.on_serve
on_config = builder.on_config
on_files = builder.on_files
on_nav = builder.on_nav
on_env = builder.on_env
on_page_content = builder.on_page_content
on_page_context = builder.on_page_context
on_post_page = builder.on_post_page
on_post_build = builder.on_post_build
on_build_error = builder.on_build_error
