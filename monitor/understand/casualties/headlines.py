"""People without number and article, as headlines and pairs name them: "Teen shot dead", "Man killed, woman hurt", "Twin sisters died"."""

from __future__ import annotations

from dataclasses import replace

from monitor.understand.casualties.lexicon import noun_of
from monitor.understand.casualties.people import Group
from monitor.understand.casualties.phrases import AGE, SINGLE, STOP, NounPhrases

_BEFALLS = frozenset(  # what may follow a noun without its article in a headline
    "killed shot martyred wounded injured hurt dead dies died stabbed gunned abducted kidnapped missing slain murdered executed captured".split()
)
_OPENS = frozenset({",", ":", ";", "|", "-", "\u2013", "\u2014"})


class HeadlineReader(NounPhrases):
    """Reads the groups that begin at a token where a clause opens, or at a twin."""

    def openings(self) -> list[int]:
        """The tokens that a group may begin at: twins, and words behind a mark that opens a clause and before a word of what befell somebody."""
        befalls = [i for i, token in enumerate(self._tokens) if token.low in _BEFALLS]
        last = befalls[-1] if befalls else -1
        before = ","
        out: list[int] = []
        for i, token in enumerate(self._tokens):
            if ((before in _OPENS and (i < last or token.low == "twins")) or token.low == "twin") and token.text[0].isalpha():
                out.append(i)
            before = token.text
        return out

    def groups_at(self, i: int) -> list[Group]:
        """The groups that begin at token ``i``, one of ``openings``."""
        return self._twins(i) if self._tokens[i].low in {"twin", "twins"} else self._bare_noun(i)

    def _twins(self, i: int) -> list[Group]:
        k = i + 1 if self._low(i) == "twin" else i
        noun = noun_of(self._low(k))
        if noun is None or not noun.plural or (i and self._tokens[i - 1].low in {"of", "with", "the"}):
            return []
        return [replace(self._one(i, k + 1, "person", noun.lemma, noun.victims, "", counted=True), low=2, high=2)]

    def _bare_noun(self, i: int) -> list[Group]:
        """The noun phrases from token ``i``, if what befell them follows at once."""
        out: list[Group] = []
        at = i
        while True:
            if self._low(at) in STOP or self._low(at) in SINGLE:
                return []
            head = next(
                (
                    k
                    for k in range(at, min(at + 4, len(self._tokens)))
                    if self._low(k) in _BEFALLS or self._low(k) in {"and", ","} or k == len(self._tokens)
                ),
                None,
            )
            if head is not None and self._low(head) == "," and AGE.fullmatch(self._low(head + 1)) and self._low(head + 2) == ",":
                befalls = self._low(head + 3) in _BEFALLS  # "Boy, 13, shot dead"
            else:
                befalls = head is not None and self._low(head) in _BEFALLS
            if head is None or head == at:
                return []
            modifiers = [t.low for t in self._tokens[at : head - 1]]
            noun = noun_of(self._low(head - 1))
            if noun is None or noun.plural or noun.lemma in {"one", "hand", "fellow"} or any(w in STOP or not w[0].isalpha() for w in modifiers):
                return []
            group = self._one(at, head, "person", noun.lemma, self._class(noun, modifiers, head - 1), "", counted=True)
            out.append(replace(group, low=2, high=2) if noun.lemma == "couple" else group)
            if befalls:
                return out
            if self._low(head) == ",":
                return []
            at = head + 1
