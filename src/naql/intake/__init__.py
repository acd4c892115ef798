"""The world to articles: text, HTML, JSON lines."""
