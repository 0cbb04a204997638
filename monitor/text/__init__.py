"""Pure helpers on text: normalise, sentences, numbers, dates, addresses, markup, fingerprints."""
