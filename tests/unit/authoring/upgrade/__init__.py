"""Tests of `corner.authoring.upgrade`."""
