"""Hostile corners: what a person who can commit files may try, as data, and a runner with limits."""
