"""The benchmark: this site's build beside Hugo's, on one generated corpus, in one run (`python -m tools.bench`)."""
