"""Tests of `corner.mkdocs`."""
