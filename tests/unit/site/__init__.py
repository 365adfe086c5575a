"""Tests of `corner.site`."""
