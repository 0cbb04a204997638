from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from monitor.stories.bands import bands


def digest(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def test_a_digest_of_128_values_has_32_bands_numbered_in_order() -> None:
    assert [number for number, _ in bands(digest(*range(128)), "v1")] == list(range(32))


def test_equal_rows_share_exactly_their_band() -> None:
    one, other = bands(digest(1, 2, 3, 4, 5, 6, 7, 8), "v1"), bands(digest(1, 2, 3, 4, 5, 6, 7, 9), "v1")
    assert one[0] == other[0]
    assert one[1] != other[1]


def test_the_same_rows_in_another_band_or_version_do_not_meet() -> None:
    (_, first), (_, second) = bands(digest(1, 2, 3, 4, 1, 2, 3, 4), "v1")
    ((_, other), _) = bands(digest(1, 2, 3, 4, 1, 2, 3, 4), "v2")
    assert len({first, second, other}) == 3


def test_a_text_without_shingles_has_no_bands() -> None:
    assert bands(b"\xff" * 512, "v1") == []
    assert bands(b"", "v1") == []


def test_a_rest_shorter_than_a_band_is_left_out() -> None:
    assert bands(digest(1, 2, 3, 4, 5), "v1") == bands(digest(1, 2, 3, 4), "v1")


@given(st.binary(max_size=600), st.text(st.characters(), max_size=5))
def test_values_always_fit_a_signed_64_bit_column(raw: bytes, version: str) -> None:
    assert all(0 <= value < 2**63 for _, value in bands(raw, version))
