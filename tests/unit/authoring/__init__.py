"""Tests of `corner.authoring`."""
