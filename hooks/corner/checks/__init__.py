"""Checks: from sources to content, with a problem for everything that is wrong."""
