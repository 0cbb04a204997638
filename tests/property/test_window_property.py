"""The window in memory: packed features score as those they came from, and its decisions are those that ``assign`` makes of plain articles."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from monitor.domain.story import Features, StoryAssignment
from monitor.stories import assign, comparing, keys, postings, table
from monitor.stories.bands import band_hashes, bands
from monitor.stories.index import NAMESAKES, StoryIndex
from monitor.stories.keys import named_keys, person_keys, story_keys
from monitor.stories.packing import compact, id_of, ordinals_of, pack, unpack
from monitor.stories.postings import Postings
from monitor.stories.similarity import copy_likeness, parts_of, score
from monitor.text.fingerprints import minhash
from tests.story_parts import NOW, WEIGHTS, some_features

TEXT = "Shells hit the village of Poonch and 12 soldiers died near Kashmir on Monday while envoys met in Doha 7".split()
WORDS = st.lists(st.sampled_from(TEXT), max_size=40)
NAMED = (
    "cosine cosine_squared top_terms shared_terms title names rare_names rare_names_shared numbers long_numbers_shared actors places days_apart hours"
)
NAMED += " near cosine_hours event_day_differs event_day_same undated ordinal_differs killed_same pair one_relevant language_differs signals lead"
NAMED += " persons persons_late persons_differ"
NAMED += (
    " signals_differ territory_same territory_differs territory_near territory_signals territory_signals_near territory_place territory_places_differ"
)
EVERY = [f"{kind}{name}" for kind in ("", "mixed ", "general ") for name in NAMED.split()]


def some_of(*words: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(words), max_size=4)


@st.composite
def articles(draw: st.DrawFn, number: int = 0) -> Features:
    """An article of any kind; many share what stories are made of."""
    persons = draw(some_of("ana ruiz", "bhim thapa", "line of control"))
    words, title = draw(WORDS), draw(st.lists(st.sampled_from(["Envoys", "meet", "envoys", "Shells", "fall"]), max_size=5))
    return some_features(
        f"a{draw(st.integers(0, 9))}-{number}",
        " ".join(words),
        " ".join(title),
        published_at=NOW + dt.timedelta(minutes=draw(st.integers(0, 30 * 24 * 60))),
        territories=draw(some_of("kashmir", "abyei")),
        places=draw(some_of("Poonch", "Uri")),
        actors=draw(some_of("India", "Pakistan", "China")),
        signals=draw(some_of("strike", "talks")),
        names=draw(some_of("line of control", "Khan", "Islamabad", "Doha", "ana ruiz")) | frozenset(persons),
        numbers=draw(some_of("7", "12", "\u0663", "4,000")),
        event_days=draw(st.frozensets(st.dates(dt.date(1969, 12, 30), dt.date(1970, 1, 3)), max_size=3)),
        killed=tuple(sorted(draw(st.sets(st.sampled_from([0, 4, 12, 2**31]))))),
        language=draw(st.sampled_from(["en", "fr"])),
        relevant=draw(st.booleans()),
        dated=draw(st.integers(0, 4)) > 0,
        extra={
            "roundup": ("yes",) * (draw(st.integers(0, 9)) == 0),
            "explainer": ("yes",) * (draw(st.integers(0, 9)) == 0),
            "ordinals": tuple(draw(st.lists(st.sampled_from(["12th package", "13th package", "second day", "third day"]), max_size=2, unique=True))),
            "persons": tuple(sorted(persons)),
        },
    )


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_packed_features_score_as_the_ones_they_came_from(one: list[str], other: list[str]) -> None:
    a, b = some_features("a", " ".join(one), "Shelling near Poonch kills four"), some_features("b", " ".join(other), "Envoys meet in Doha on Kashmir")
    packed_a, packed_b = unpack(pack(compact(a))), unpack(pack(compact(b)))
    assert (packed_a.article_id, packed_a.published_at, packed_a.words, packed_a.dated) == (a.article_id, a.published_at, a.words, a.dated)
    assert score(parts_of(packed_a, packed_b), WEIGHTS) == pytest.approx(score(parts_of(a, b), WEIGHTS), abs=1e-3)
    assert copy_likeness(packed_a, packed_b) == copy_likeness(a, packed_b) == copy_likeness(a, b)


@given(articles())
@settings(max_examples=100, deadline=None)
def test_what_is_packed_comes_out_again(article: Features) -> None:
    query = compact(article)
    raw = pack(query)
    assert unpack(raw) == replace(query, outlet="", publisher="")
    assert (id_of(raw), ordinals_of(raw), len(raw) % 4) == (article.article_id, article.extra["ordinals"], 0)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_packed_stories_compare_as_plain_ones(data: st.DataObject) -> None:
    article = compact(data.draw(articles()))
    sizes = data.draw(st.lists(st.integers(1, 4), max_size=8))
    stories = [(f"s-{n}", [compact(data.draw(articles(10 * n + m))) for m in range(size)]) for n, size in enumerate(sizes)]
    weights = dict(zip(EVERY, data.draw(st.lists(st.floats(-2, 2), min_size=len(EVERY), max_size=len(EVERY))), strict=True)) | {"bias": -1.0}
    plain = assign.likeliest(article, stories, weights)
    packed = comparing.likeliest(pack(article), [(story, [pack(m) for m in members]) for story, members in stories], weights)
    assert (plain is None) == (packed is None)
    if plain is not None and packed is not None:
        assert packed[0] == pytest.approx(plain[0], abs=1e-9)
        if packed[1] == plain[1]:  # two stories may score the same but for the last bit
            assert packed[2] == pytest.approx({name: value for name, value in plain[2].items() if value}, abs=1e-9)


@given(st.lists(st.sets(st.integers(1, 60), max_size=8), max_size=120), st.integers(1, 5), st.integers(1, 40), st.integers(1, 50))
@settings(max_examples=50, deadline=None)
def test_postings_give_the_newest_bearers_of_each_key(entries: list[set[int]], newest: int, smallest: int, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_SMALLEST", smallest)
        patch.setattr(postings, "_CHUNK", chunk)
        found, truth = Postings(), defaultdict(list)
        for number, some in enumerate(entries):
            found.add(_spread(some), number)
            for key in some:
                truth[key].append(number)
    wanted = _spread(range(1, 62))
    deep = np.array([1 + (newest + n) % 7 for n in range(len(wanted))])
    order = np.argsort(wanted)
    which, bearers = found.find(wanted[order], deep)
    assert list(zip((order[which] + 1).tolist(), bearers.tolist(), strict=True)) == [
        (key, entry) for key, most in zip((order + 1).tolist(), deep.tolist(), strict=True) for entry in truth[key][::-1][:most]
    ]


@given(st.lists(st.sets(st.integers(1, 20), max_size=5), min_size=1, max_size=60), st.data())
@settings(max_examples=50, deadline=None)
def test_postings_forget_and_give_new_numbers(entries: list[set[int]], data: st.DataObject) -> None:
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(entries), max_size=len(entries))))
    numbers = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_SMALLEST", 8)
        found = Postings()
        for number, some in enumerate(entries):
            found.add(_spread(some), number)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_CHUNK", 3)
        found.renumber(numbers)
    for key in range(1, 21):
        _, bearers = found.find(_spread({key}), np.array([60]))
        assert bearers.tolist() == [int(numbers[n]) for n in range(len(entries))[::-1] if key in entries[n] and kept[n]]


@given(st.lists(st.lists(st.sampled_from(TEXT[:6]), max_size=12), min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_hashes_of_bands_meet_where_bands_do(texts: list[list[str]]) -> None:
    digests = [minhash(" ".join(words)) for words in texts]
    for a in digests:
        for b in digests:
            shared = set(bands(a, "v")) & set(bands(b, "v"))
            assert len(set(band_hashes(a, "v").tolist()) & set(band_hashes(b, "v").tolist())) == len(shared)
        assert not set(band_hashes(a, "v").tolist()) & set(band_hashes(a, "w").tolist())


@given(st.lists(articles(), max_size=25), st.sampled_from([1, 2, 3, 24]))
@settings(max_examples=60, deadline=None)
def test_the_window_decides_as_plain_articles_do(some: list[Features], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for limit in ("_OFFERED", "_OFFERED_BY_TERMS", "_BEARERS", "_BEARERS_OF_TERM"):
            patch.setattr(keys, limit, most if "OFFERED" in limit else 2 * most)
        _placed_alike(some)


def _placed_alike(some: list[Features]) -> None:
    index, plain = StoryIndex(WEIGHTS), _Plain()
    for number, article in enumerate(some):
        named = replace(article, article_id=f"{article.article_id}-{number}", url_key=f"x.example/{number % 17}")
        found, wanted = index.place(named), plain.place(named)
        assert (found.story_id, found.reason, found.copy_of) == (wanted.story_id, wanted.reason, wanted.copy_of)
        assert found.score == pytest.approx(wanted.score, abs=1e-4)
        assert found.parts == pytest.approx(wanted.parts, abs=1e-4)


@given(st.lists(st.tuples(articles(), st.integers(0, 5 * 24)), min_size=20, max_size=40))
@settings(max_examples=12, deadline=None)
def test_what_is_forgotten_decides_nothing(some: list[tuple[Features, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        forgetful, whole, at = StoryIndex(WEIGHTS), StoryIndex(WEIGHTS), NOW
        for number, (article, hours) in enumerate(some):
            at += dt.timedelta(hours=hours)
            named = replace(article, article_id=f"{article.article_id}-{number}", url_key=None, published_at=at)
            patch.setattr(table, "_FORGETS", 1)
            patch.setattr(table, "_WORTH", 0.0)
            found = forgetful.place(named)
            patch.setattr(table, "_FORGETS", 1 << 30)
            assert found == whole.place(named)
    assert len(whole) == len(some)
    assert len(forgetful) <= len(whole)


def test_articles_that_left_the_window_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_FORGETS", 8)
    index = StoryIndex(WEIGHTS)
    for day in range(90):
        index.place(some_features(f"a{day}", f"report{day} of{day} things{day}", published_at=NOW + dt.timedelta(days=day), territories=frozenset()))
    assert 15 <= len(index) <= 15 + 8 + 3


class _Plain:
    """The decision without packing, arrays or forgetting: every article is looked at for what it shares."""

    def __init__(self) -> None:
        self._placed: list[tuple[str, Features]] = []

    def place(self, article: Features) -> StoryAssignment:
        since = article.published_at - assign.WINDOW
        near = self._sharing(_marks(article), _marks, 8)
        near_articles = [self._placed[n] for n in sorted(set(near)) if self._placed[n][1].published_at >= since]
        query = compact(article)
        members = {s: [f for of, f in self._placed if of == s][::-1] for s, _ in self._placed}  # the newest first
        found_by = dict.fromkeys([*self._offered(article, since, members), *self._named(article, members)])
        stories = [(s, [compact(f) for f in members[s][: assign.COMPARED]]) for s in found_by]
        found = assign.assign(query, [(s, compact(f)) for s, f in near_articles], stories, WEIGHTS)
        self._placed.append((found.story_id, article))
        return found

    def _offered(self, article: Features, since: dt.datetime, members: Mapping[str, Sequence[Features]]) -> list[str]:
        return self._first(story_keys(article), story_keys, keys.bearers(article), since, members)[: keys.offered(article)]

    def _named(self, article: Features, members: Mapping[str, Sequence[Features]]) -> list[str]:
        """Stories of persons whom the article names."""
        return self._first(named_keys(article), person_keys, 48, article.published_at - assign.LATE, members)[:NAMESAKES]

    def _first(self, wanted: set[str], of: object, newest: int, since: dt.datetime, members: Mapping[str, Sequence[Features]]) -> list[str]:
        shared: Counter[str] = Counter()
        for key in wanted:
            found = [self._placed[n] for n in self._sharing({key}, of, newest)]
            shared.update({story for story, f in found if f.published_at >= since})
        first = list(members)  # in the order in which the stories came
        return sorted(shared, key=lambda s: (-shared[s], -members[s][0].published_at.timestamp(), first.index(s)))

    def _sharing(self, wanted: set[str], of: object, newest: int) -> list[int]:
        assert callable(of)
        return [n for key in wanted for n in [n for n, (_, f) in enumerate(self._placed) if key in of(f)][-newest:]]


def _marks(article: Features) -> set[str]:
    named = {f"u:{article.url_key}"} if article.url_key else set()
    named |= {f"h:{article.title_key}"} if article.title_key else set()
    return named | {f"{band}:{value}" for band, value in bands(article.digest, article.digest_version)}


def _spread(numbers: Iterable[int]) -> NDArray[np.uint64]:
    """Keys as different in their upper halves as hashes are."""
    return np.array(sorted(numbers), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def test_a_window_that_is_full_says_so() -> None:
    with pytest.raises(OverflowError, match="67108864"):
        Postings().add(_spread({1}), 1 << 26)


def test_stories_come_by_the_keys_they_share_each_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_OFFERED_BY_TERMS", 1)
    index, text = StoryIndex(WEIGHTS), {"territory": None, "territories": frozenset()}
    for n in range(3):
        index.add("s-large", some_features(f"l{n}", f"quarry {n}", "", terms={"quarry": 1.0}, url_key=None, **text))
    index.add("s-alike", some_features("a", "strike viaduct", "", terms={"strike": 0.7, "viaduct": 0.7}, url_key=None, **text))
    index.add("s-large", some_features("l3", "quarry 3", "", terms={"quarry": 1.0}, url_key=None, **text))
    asking = some_features("q", "quarry strike viaduct", "", terms={"quarry": 0.6, "strike": 0.6, "viaduct": 0.6}, url_key=None, **text)
    assert [story for story, _ in index.candidates(asking)[1]] == ["s-alike"]
