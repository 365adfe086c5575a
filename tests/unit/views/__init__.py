"""Tests of `corner.views`."""
