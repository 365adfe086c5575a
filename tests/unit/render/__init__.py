"""Tests of `corner.render`."""
