"""Reading one article: territories, actors, signals with realis and attribution, casualty claims, level.

One entry point: ``monitor.understand.reader.ArticleReader``.
"""
