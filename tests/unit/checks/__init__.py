"""Tests of `corner.checks`."""
