"""Tools of the developers: the benchmark, Lighthouse and the pictures of the tutorial."""
