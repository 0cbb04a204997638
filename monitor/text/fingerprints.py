"""Fingerprints of texts: shingles, MinHash digests.

A digest is 128 MinHash values of the text's word 3-shingles, as little-endian uint32. ``DIGEST_VERSION`` names the way it was made:
digests of different versions are never compared.
"""

from __future__ import annotations

import re

import numpy as np
import rensa

PERMUTATIONS = 128
_SHINGLE = 3
_SEED = 20201127
DIGEST_VERSION = f"w{_SHINGLE}p{PERMUTATIONS}-r{rensa.RMinHash.ALGORITHM_VERSION}"
_WORD = re.compile(r"[^\W_]+")


def shingles(text: str) -> set[str]:
    """Word 3-shingles of the lower-cased text; a text of fewer words is one shingle; an empty text has none."""
    words = [w.lower() for w in _WORD.findall(text)]
    if len(words) < _SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def minhash(text: str) -> bytes:
    """The digest of ``text``: 512 bytes, or b"" for a text without words."""
    tokens = shingles(text)
    if not tokens:
        return b""
    sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(tokens))
    return np.asarray(sketch.digest(), dtype="<u4").tobytes()


def resemblance(a: bytes, b: bytes) -> float:
    """Estimated Jaccard similarity of two digests of one version (standard error about 0.04 at 128 values); 0.0 when one is empty."""
    if not a or not b or len(a) != len(b):
        return 0.0
    return float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))
