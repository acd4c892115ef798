"""The world -> Article: files and pages as they are found, every character of the text kept."""
