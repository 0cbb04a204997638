"""How common English words are: see ``README.md`` beside this file for where the counts come from and their licence."""
