"""Trained artefacts: numeric weights with a manifest and a card. Never imported by ``monitor``; an adapter loads the files."""
