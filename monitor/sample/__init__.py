"""A week of invented news on real lines, and the little world that plays it: what ``contactline run --sample`` shows."""
