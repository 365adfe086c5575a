"""Tests of `corner.search`."""
