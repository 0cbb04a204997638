"""Pages and files to articles: HTML extraction, scraped text, WARC, JSON lines."""
