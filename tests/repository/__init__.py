"""Tests of the repository as a whole: its rules, papers, pipelines and own news."""
