"""The one error tree.

    ContactlineError
     +- ConfigError          a wrong key or value: file, key, what was expected
     +- InputError           a file or line that cannot be read; names it
     +- StoreError           the database: unreachable, locked, full, wrong schema
     |   +- StoreBusy          retry can help
     |   +- SchemaMismatch     code and schema differ; says which way
     +- ModelError           a model file missing, changed or of another feature version
     +- NotFound             an id that nothing has
     +- LeaseLost            another worker took the work over (fencing token stale)
     +- ChildFailed          a guarded child process timed out, ran out of memory or died

Expected failures of the outside world (404, bad XML, a refused address) are values (see ``feeds`` and ``delivery``), not exceptions.
"""

from __future__ import annotations


class ContactlineError(Exception):
    """A failure that the product explains in one line; ``retryable`` says whether trying again can help."""

    retryable = False


class ConfigError(ContactlineError):
    """A wrong configuration key or value. Message form: ``FILE: KEY: expected WHAT``."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")
        self.file, self.key, self.expected = file, key, expected


class InputError(ContactlineError):
    """A given file, line or argument cannot be read."""


class StoreError(ContactlineError):
    """The database cannot do what was asked; the message names the database (without its password) and the cause."""


class StoreBusy(StoreError):
    """The database is locked or briefly unavailable."""

    retryable = True


class SchemaMismatch(StoreError):
    """The database's schema is older or newer than this code."""


class ModelError(ContactlineError):
    """A model artefact is missing, changed or made for another feature version."""


class NotFound(ContactlineError):
    """No such alert, story, feed or delivery."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"no {what} {key!r}")
        self.what, self.key = what, key


class LeaseLost(ContactlineError):
    """The lease on ``what`` passed to another worker; nothing of ours may be stored for it."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"lease on {what} {key!r} was taken over")
        self.what, self.key = what, key


class ChildFailed(ContactlineError):
    """A guarded child process ran over its time or memory, or died. ``reason`` is ``timeout``, ``memory``, ``crash`` or ``error``."""

    def __init__(self, task: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{task}: {reason}" + (f" ({detail})" if detail else ""))
        self.task, self.reason, self.detail = task, reason, detail
