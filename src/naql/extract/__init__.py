"""What the article says: citations, days, statements, sources, contacts."""
