"""One file a revision. They are frozen: a change of the schema is a new file."""
