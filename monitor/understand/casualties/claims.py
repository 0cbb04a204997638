"""From an article's sentences to its casualty claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set

from monitor.text.numbers import find_numbers
from monitor.text.sentences import Sentence
from monitor.understand.acts import LONGEST_SENTENCE
from monitor.understand.casualties.claim import RawClaim, without_repeats
from monitor.understand.casualties.denials import with_denials
from monitor.understand.casualties.frame import Frame
from monitor.understand.casualties.likely import Guesser
from monitor.understand.casualties.parties import Parties, SideNames
from monitor.understand.casualties.reading import SentenceReader, SourceOf
from monitor.understand.casualties.scene import TELLING, has_number, may_tell_casualties, words_in
from monitor.understand.tokens import Words, words_of

_MOST_TEXT = 25_000  # characters read closely in one article: far more than news has, and a bound on what hostile text costs
_MOST_CLAIMS = 200  # likewise
_LEANS_ON = 5  # sentences from a figure to one that leans on it


def find_claims(
    text: str,
    sentences: Sequence[Sentence],
    attributor: SourceOf,
    published_at: dt.date | None,
    sides: SideNames,
    left_out: Set[int] | None = None,
    words: Words | None = None,
    guesser: Guesser | None = None,
) -> list[RawClaim]:
    """The casualty claims of an article, in order of the text, repeats left out.

    ``left_out`` are the numbers of the sentences that are page furniture, ``words`` those of the text, where the caller has found them; else
    they are found here. ``guesser`` reads the figures that no wording of the grammar governs.
    """
    words = words or words_of(text, ())
    frame: Frame | None = None
    parties = Parties(text, sentences, sides)
    claims: list[RawClaim] = []
    read: set[str] = set()
    length = 0
    for index, span in enumerate(sentences):
        if span.end - span.start > LONGEST_SENTENCE:
            continue
        leaning = claims and index - claims[-1].sentence <= _LEANS_ON
        if not leaning and not words.may_hold(TELLING, *words.within(span)):
            continue
        sentence = text[span.start : span.end]
        distinct = words_in(sentence)
        if not may_tell_casualties(sentence, distinct) and not (
            leaning and has_number(sentence, distinct) and find_numbers(text, span.start, span.end)
        ):
            continue
        if sentence in read:
            continue
        read.add(sentence)
        length += len(sentence)
        if length > _MOST_TEXT or len(claims) > _MOST_CLAIMS:
            break
        frame = frame or Frame(text, sentences, published_at, left_out)
        if not frame.vetoed(index, distinct):
            claims.extend(SentenceReader(text, index, span, attributor, frame, sides, parties, claims, guesser).read())
    return without_repeats(text, with_denials(text, sentences, words, attributor, claims))
