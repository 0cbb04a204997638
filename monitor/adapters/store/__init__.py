"""The store: every repository of ``monitor.ports`` over SQLAlchemy, on SQLite or PostgreSQL. Begin with ``store.open_store``."""
