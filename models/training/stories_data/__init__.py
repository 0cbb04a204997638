"""Story streams written for the project: articles with the story they belong to, training data for the same-event score."""
