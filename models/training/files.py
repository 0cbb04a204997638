"""Arrays as files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def letters(words: Iterable[str]) -> NDArray[np.uint8]:
    """Words, none of which holds a line feed, as one array of UTF-8."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def lines(array: NDArray[np.uint8]) -> list[str]:
    """The words of ``letters``."""
    return array.tobytes().decode().split("\n")


def write_arrays(arrays: Mapping[str, NDArray[Any]], path: Path) -> str:
    """An npz with fixed time stamps, so that the same arrays give the same bytes; the SHA-256 of the file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, buffer.getvalue(), compresslevel=9)
    return hashlib.sha256(path.read_bytes()).hexdigest()
