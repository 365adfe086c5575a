"""Tests of `corner.cli`."""
