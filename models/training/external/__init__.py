"""Measuring on data made by others, for other purposes: found by file name, mapped onto our terms, never trained on."""
