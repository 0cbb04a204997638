"""Digests of texts: the same for the same words, near for near texts, never compared across versions."""

from __future__ import annotations

import pytest

from monitor.text.fingerprints import DIGEST_VERSION, PERMUTATIONS, minhash, resemblance, shingles
from monitor.text.hashing import content_hash

WORDS = [f"word{i}" for i in range(200)]
TEXT = " ".join(WORDS)


def test_a_digest_depends_on_the_words_only() -> None:
    assert minhash(TEXT) == minhash(TEXT.upper().replace(" ", ",\n"))
    assert len(minhash(TEXT)) == 4 * PERMUTATIONS and str(PERMUTATIONS) in DIGEST_VERSION


@pytest.mark.parametrize("share", [0.9, 0.5, 0.2])
def test_resemblance_estimates_the_share_of_shingles(share: float) -> None:
    kept = WORDS[: int(len(WORDS) * share)] + [f"other{i}" for i in range(int(len(WORDS) * (1 - share)))]
    a, b = shingles(TEXT), shingles(" ".join(kept))
    assert resemblance(minhash(TEXT), minhash(" ".join(kept))) == pytest.approx(len(a & b) / len(a | b), abs=0.15)


def test_texts_without_words_resemble_nothing() -> None:
    assert minhash("") == b"" == minhash("... \u2014 !")
    assert resemblance(b"", b"") == 0.0 == resemblance(minhash("a b"), b"")
    assert shingles("two words") == {"two words"}


def test_a_content_hash_knows_where_its_parts_end() -> None:
    assert content_hash("ab", "c") != content_hash("a", "bc") != content_hash("abc")
    assert content_hash("a", "b") == content_hash("a", "b") and len(content_hash()) == 32
    assert content_hash("\ud800") == content_hash("?")
