"""Tests of `corner.sources`."""
