"""The pictures of the papers and the tutorial, taken from the real thing."""
