"""The build: gather everything, then write what changed. `build` is `corner.build.pipeline.build_site`."""

from corner.build.pipeline import build_site as build

__all__ = ["build"]
