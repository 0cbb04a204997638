"""Which language a text is in: a feed's word for it comes first; this is for texts that come without one."""

from __future__ import annotations

import re

READ = frozenset({"en"})  # languages whose sentences are read for signals and claims; in others only names are found

_ENGLISH = frozenset(
    """the of and to in is that for on was with as by at from it be are this have has were said not an which his but they their will would been
    a over after""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 25  # words under which a text in plain Latin letters is taken for English: a headline has too few words to tell


def detect(text: str) -> str:
    """ISO 639-1 code; English by its commonest words, anything else by py3langid (loaded at first need: it costs 0.1 s)."""
    words = [w.lower() for w in _WORD.findall(text[:1500])]
    if not words:
        return "und"
    if sum(w in _ENGLISH for w in words) >= 0.12 * len(words) or (len(words) < _FEW and all(w.isascii() for w in words)):
        return "en"
    import py3langid

    return str(py3langid.classify(text[:1500])[0])
