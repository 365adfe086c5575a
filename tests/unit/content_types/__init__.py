"""Tests of `corner.content_types`."""
