"""Memory: articles and their readings, kept and searched."""
