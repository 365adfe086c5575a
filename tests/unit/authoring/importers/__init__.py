"""Tests of `corner.authoring.importers`."""
