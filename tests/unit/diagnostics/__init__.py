"""Tests of `corner.diagnostics`."""
