"""Measures the comparison of languages on pairs of texts: what it says of them as they are, and of differences planted into them."""
