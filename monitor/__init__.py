"""Contactline: watch the news for escalation along the world's disputed lines.

Importing this package does nothing; ``monitor.bootstrap`` wires the parts, ``monitor.cli`` is the command.
"""
