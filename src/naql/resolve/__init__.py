"""The same person, office and statement across articles."""
