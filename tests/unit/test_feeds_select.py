"""Identity of entries, and what of a feed is new."""

from __future__ import annotations

import datetime as dt

from monitor.domain.feed import ParsedEntry
from monitor.feeds.identity import guid_for
from monitor.feeds.select import guids_of, select_entries
from tests.feed_samples import NOW, entry, feed, parsed

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def guids(*entries: ParsedEntry) -> list[str]:
    return guids_of(parsed(*entries))


# --- identity ----------------------------------------------------------------------------------------------------


def test_the_guid_then_the_link_then_the_text_identify() -> None:
    assert guid_for(entry("g", "http://x.org/a")) == "g"
    assert guid_for(entry("", "http://www.x.org/a?utm_source=rss")) == guid_for(entry("", "https://x.org/a")) == "url:x.org/a"
    assert guid_for(entry("", None, "t", "c")) == guid_for(entry("", None, "t", "c")) != guid_for(entry("", None, "t", "d"))


def test_no_guid_is_empty_or_long() -> None:
    assert guid_for(ParsedEntry("", None, "", "", "", None, ""))
    assert len(guid_for(entry("g" * 100_000))) < 512
    assert guid_for(entry("g" * 1000 + "a")) != guid_for(entry("g" * 1000 + "b"))


def test_one_guid_on_different_entries_is_told_apart_by_link() -> None:
    a, b = entry("same", "http://x.org/a"), entry("same", "http://x.org/b")
    assert len(set(guids(a, b))) == 2


def test_their_identity_does_not_depend_on_order_or_neighbours() -> None:
    a, b, c = (entry("same", f"http://x.org/{n}") for n in "abc")
    assert set(guids(a, b)) == set(guids(b, a))
    assert set(guids(c, a, b)) > set(guids(a, b))


def test_one_guid_and_link_on_different_titles_is_told_apart_by_title() -> None:
    assert len(set(guids(entry("same", "http://x.org/live", "First"), entry("same", "http://x.org/live", "Second")))) == 2


def test_links_shared_without_guids_are_told_apart_too() -> None:
    assert len(set(guids(entry("", "http://x.org/live", "First"), entry("", "http://x.org/live", "Second")))) == 2


# --- selection ---------------------------------------------------------------------------------------------------


def test_known_entries_are_not_new() -> None:
    found = select_entries(parsed(entry("a"), entry("b")), {"a"}, NOW, feed=feed())
    assert [e.guid for e in found.new] == ["b"] and found.known == 1
    assert found.new[0].first_seen_at == NOW and not found.new[0].backfill


def test_the_first_poll_is_history() -> None:
    found = select_entries(parsed(entry("a", published_at=NOW)), set(), NOW, feed=feed(backfilled=False, last_ok_at=None))
    assert [e.backfill for e in found.new] == [True]


def test_a_repeated_entry_is_stored_once_and_told() -> None:
    found = select_entries(parsed(entry("a"), entry("a")), set(), NOW, feed=feed())
    assert len(found.new) == 1 and found.rejected == ("entry 2: the same guid, link and title as another",)


def test_a_shrunken_feed_that_grows_again_brings_nothing_new() -> None:
    everything = [entry(str(n)) for n in range(100)]
    known = {str(n) for n in range(100)}
    assert select_entries(parsed(everything[0]), known, NOW, feed=feed()).new == ()
    assert select_entries(parsed(*everything), known, NOW, feed=feed()).new == ()


def test_a_republished_archive_is_history() -> None:
    old = [entry(f"new-{n}", published_at=NOW - n * DAY) for n in range(1, 201)]
    found = select_entries(parsed(*old), set(), NOW, feed=feed())
    assert all(e.backfill for e in found.new) and len(found.new) == 200
    assert found.notes == ("mass re-publication: 200 of 200 new entries are taken for history",)


def test_a_republished_archive_without_dates_is_history() -> None:
    found = select_entries(parsed(*[entry(f"new-{n}") for n in range(50)]), set(), NOW, feed=feed())
    assert all(e.backfill for e in found.new)


def test_news_among_a_republished_archive_is_news() -> None:
    old = [entry(f"new-{n}", published_at=NOW - n * DAY) for n in range(1, 100)]
    found = select_entries(parsed(entry("fresh", published_at=NOW - dt.timedelta(minutes=2)), *old), set(), NOW, feed=feed())
    assert [e.guid for e in found.new if not e.backfill] == ["fresh"]


def test_after_an_outage_all_that_was_missed_is_news() -> None:
    missed = [entry(str(n), published_at=NOW - n * HOUR) for n in range(40)]
    found = select_entries(parsed(*missed), set(), NOW, feed=feed(last_ok_at=NOW - 2 * DAY))
    assert not any(e.backfill for e in found.new) and found.notes == ()


def test_thresholds_of_mass_republication() -> None:
    def backfilled(new: int, of: int) -> bool:
        entries = [entry(str(n)) for n in range(of)]
        known = {str(n) for n in range(new, of)}
        return any(e.backfill for e in select_entries(parsed(*entries), known, NOW, feed=feed()).new)

    assert not backfilled(20, 20)  # not over twenty
    assert backfilled(21, 30)
    assert not backfilled(60, 100)  # not over sixty per cent
    assert backfilled(61, 100)


def test_absurd_dates_are_unknown_but_kept_as_written() -> None:
    dates = {"future": NOW + DAY + HOUR, "epoch": dt.datetime(1970, 1, 1, tzinfo=dt.UTC), "year one": dt.datetime(1, 1, 1, tzinfo=dt.UTC)}
    found = select_entries(parsed(*[entry(k, published_at=v) for k, v in dates.items()]), set(), NOW, feed=feed())
    assert [e.published_at for e in found.new] == [None, None, None]
    assert [e.published_raw for e in found.new] == [v.isoformat() for v in dates.values()]
    assert not any(e.backfill for e in found.new)


def test_a_date_a_little_ahead_is_believed() -> None:
    found = select_entries(parsed(entry("a", published_at=NOW + 2 * HOUR)), set(), NOW, feed=feed())
    assert found.new[0].published_at == NOW + 2 * HOUR


def test_more_new_entries_than_the_limit_are_left_for_later() -> None:
    found = select_entries(parsed(*[entry(str(n)) for n in range(10)]), set(), NOW, feed=feed(), max_new=3)
    assert [e.guid for e in found.new] == ["0", "1", "2"] and "7 new entries over the limit" in found.notes[0]
