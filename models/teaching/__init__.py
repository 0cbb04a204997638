"""A teacher for the sentence network: ``python -m models.teaching`` writes the lessons that ``contactline train`` reads (decision 0014).

The only rooms that need the extra ``teach`` (PyTorch and a pretrained encoder, hours of a core): training, tests and the product do not.
"""
