"""How each version of the schema came from the one before."""
