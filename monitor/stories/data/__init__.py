"""Data files a person can edit: the register of outlets, background word shares."""
