"""Stories: near-duplicates, one event, the fold that makes a story; candidate keys, publishers and the register of outlets."""
