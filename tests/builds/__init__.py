"""Whole builds: what stands in `site/` after `mkdocs build`, judged from outside.

These tests run the commands that people run, on copies of the checkout, and read what comes out with
other tools than the project's. What should stand there is told by the files of `news/` and `docs/`.
"""
