"""The outside world behind the ports: http, store, notify, clock, artefacts, killable children."""
