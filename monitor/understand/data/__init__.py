"""Data files a person can edit; read through ``importlib.resources``."""
