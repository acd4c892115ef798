"""What the words are: tags, names and word lists of Persian."""
