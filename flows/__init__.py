"""Prefect flows: they start the stages, show how they went and let operators act. The database is the truth, not Prefect's state."""
