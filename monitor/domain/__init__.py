"""Frozen types of each stage of life, and the error tree. Standard library only; imports nothing of ours."""
