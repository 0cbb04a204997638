"""How the artefacts are made: labelled sentences written for the project, and the code that turns them into weights."""
