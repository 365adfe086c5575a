"""Tries the targets of `tests/fuzz/` with inputs of Hypothesis and of atheris, for a given time."""
