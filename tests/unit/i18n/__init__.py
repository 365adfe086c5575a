"""Tests of `corner.i18n`."""
