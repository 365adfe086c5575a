"""Tests of `corner.feeds`."""
