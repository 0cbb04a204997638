"""Feeds, without the network: reading documents, telling what is new, when to poll next, and OPML."""
