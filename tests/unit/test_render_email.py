"""What a reader woken at night gets to see."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from monitor.alerting.render import EmailContent, render_email
from monitor.domain.alert import AlertUpdate, NotifyReason, UpdateKind
from monitor.domain.reading import LEVEL_NAMES
from tests.deliveries import NOW, SENDER, a_figure, an_article, an_update


def rendered(update: AlertUpdate | None = None, **more: Any) -> EmailContent:
    arguments: dict[str, Any] = {"delivery_id": "d-1", "sender": SENDER, "recipient": "desk@example.org"} | more
    return render_email(update or an_update(), **arguments)


class Page(HTMLParser):
    """An HTML part as a mail program takes it in: tags with attributes, and the text that shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []
        self._hidden = 0
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.shown).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.shown.append(data)

    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.tags if tag == "a"]


def both(content: EmailContent) -> tuple[str, str]:
    return " ".join(content.text.split()), Page(content.html).text


def test_subject_of_an_opening_names_level_territory_and_headline() -> None:
    update = an_update({"level": 4, "previous_level": 0, "territory_name": "Kashmir", "headline": "Shots fired"}, kind=UpdateKind.OPENED)
    assert rendered(update).subject == "[4 limited violence] Kashmir: Shots fired"


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (UpdateKind.UPDATED, "Re: [5 sustained fighting] Nagorno-Karabakh: Heavy fighting enters a second day"),
        (UpdateKind.RESOLVED, "Re: [resolved] Nagorno-Karabakh: Heavy fighting enters a second day"),
        (UpdateKind.RETRACTED, "Re: [withdrawn] Nagorno-Karabakh: Heavy fighting enters a second day"),
    ],
)
def test_subject_of_what_follows_is_an_answer(kind: UpdateKind, subject: str) -> None:
    assert rendered(an_update(kind=kind)).subject == subject


def test_subject_stays_under_120_characters() -> None:
    subject = rendered(an_update({"headline": "Very " * 100})).subject
    assert len(subject) < 120
    assert subject.endswith("…")


def test_both_parts_tell_all_there_is_to_tell() -> None:
    for part in both(rendered()):
        for said in (
            "Raised from level 4 limited violence to level 5 sustained fighting; First deaths reported",
            "Heavy fighting enters a second day",
            "Observed: independent publishers, or both parties, report it",
            "Claimed by: Armenia, Azerbaijan",
            "Defence Ministry in Stepanakert: 28 killed",
            "side: Nagorno-Karabakh, as of 28 Sep 2020, 16:00 UTC, carried by Outlet 1",
            "“Artillery fire was exchanged overnight.”",
            "“Reports of strikes on the city are false.”",
            "told as past: armed clash",
            "2 publishers, copies not counted",
            "state-owned by Azerbaijan, a party to this dispute",
            "contactline explain a-0123456789abcdef",
            "opened 27 Sep 2020, 05:10 UTC",
        ):
            assert said.casefold() in part.casefold()


def test_evidence_is_told_as_somebodys_report() -> None:
    text, page = both(rendered())
    assert "Outlet 1 reports, citing the ministry: “Artillery fire was exchanged overnight.” (armed clash)" in text
    assert "Outlet 1 reports, citing the ministry : armed clash “Artillery fire" in page
    assert "Outlet 2 reports that Baku denies: “Reports of strikes on the city are false.” (strike)" in text
    assert "Outlet 2 reports that Baku denies: strike “Reports of strikes" in page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (a_figure(28, 28, claimed_by="Yerevan"), "Yerevan: 28 killed"),
        (a_figure(30, None, claimed_by="Yerevan"), "Yerevan: at least 30 killed"),
        (a_figure(12, 15, claimed_by="Yerevan"), "Yerevan: 12 to 15 killed"),
        (a_figure(1200, 1200, claimed_by="Yerevan", effect="displaced"), "Yerevan: 1,200 displaced"),
        (a_figure(5, 5), "Outlet 1 (own account): 5 killed"),
        (a_figure(5, 5, outlet=""), "Unattributed: 5 killed"),
        (a_figure(5, 5, claimed_by="Baku", denied=True), "Baku: rejects the figure of 5 killed"),
        (a_figure(5, 5, claimed_by="Baku", realis="denied"), "Baku: rejects the figure of 5 killed"),
        (a_figure(5, 5, claimed_by="Baku", cumulative=True), "Baku: 5 killed (running total"),
    ],
)
def test_toll_is_told_by_claimant(row: dict[str, Any], said: str) -> None:
    assert said in rendered(an_update(story={"toll": [row]})).text


def test_toll_shows_each_claimants_latest_figure_and_averages_nothing() -> None:
    toll = [
        a_figure(10, 10, claimed_by="Baku", as_of="2020-09-28T08:00:00Z"),
        a_figure(16, 16, claimed_by="Yerevan", as_of="2020-09-28T10:00:00Z"),
        a_figure(24, 24, claimed_by="Baku", as_of="2020-09-28T12:00:00Z"),
    ]
    text = rendered(an_update(story={"toll": toll})).text
    assert [line for line in text.splitlines() if " killed" in line] == [
        "- Baku: 24 killed (as of 28 Sep 2020, 12:00 UTC, carried by Outlet 1)",
        "- Yerevan: 16 killed (as of 28 Sep 2020, 10:00 UTC, carried by Outlet 1)",
    ]


def test_what_is_planned_or_feared_is_kept_apart_from_what_happened() -> None:
    signals = [
        {"signal": "talks", "realis": "planned", "attributed_to": None, "text": "Talks are set for Friday.", "outlet": "Outlet 3"},
        {"signal": "strike", "realis": "hypothetical", "attributed_to": "an analyst", "text": "Strikes may follow.", "outlet": "Outlet 4"},
        {"signal": "armed_clash", "realis": "historical", "attributed_to": None, "text": "They fought in 1994.", "outlet": "Outlet 5"},
    ]
    text = rendered(an_update(story={"signals": signals})).text
    reported, feared = text.index("AS REPORTED"), text.index("SAID TO BE PLANNED OR FEARED (has not happened)")
    background, published = text.index("OLD BACKGROUND"), text.index("PUBLISHED BY")
    assert reported < feared < text.index("Talks are set for Friday.") < text.index("Strikes may follow.") < background
    assert background < text.index("They fought in 1994.") < published


def test_a_text_that_is_a_denial_is_not_shown_as_a_report_too() -> None:
    quote = {"signal": "strike", "realis": "actual", "text": "Reports of strikes on the city are false.", "attributed_to": "Baku"}
    text = rendered(an_update(story={"articles": [an_article(1, quotes=[quote])]})).text
    assert text.count("Reports of strikes on the city are false.") == 1
    assert "AS REPORTED" not in text


def test_copies_come_after_originals_and_say_so() -> None:
    articles = [an_article(1), an_article(2, copy_of="article-1"), an_article(3)]
    text = rendered(an_update(story={"articles": articles})).text
    assert text.index("Outlet 3:") < text.index("Outlet 1:") < text.index("Outlet 2:")
    assert "Outlet 2: Report number 2, 28 Sep 2020, 02:00 UTC [copy of another report]" in text


def test_many_articles_are_counted_not_dropped_in_silence() -> None:
    for part in both(rendered(an_update(story={"articles": [an_article(n) for n in range(1, 31)]}))):
        assert "and 18 more" in part


@pytest.mark.parametrize("level", range(7))
def test_level_bar_is_filled_up_to_the_level(level: int) -> None:
    content = rendered(an_update({"level": level}))
    cells = re.findall(r'<td align="center"( class="cl-off")? style="[^"]*">(<b>)?(\d)', content.html)
    assert [int(n) for _, _, n in cells] == list(range(7))
    assert [int(n) for off, _, n in cells if not off] == list(range(level + 1))
    assert [int(n) for _, bold, n in cells if bold] == [level]
    assert f"level {level} {LEVEL_NAMES[level]} (of 0 to 6)" in content.text


@pytest.mark.parametrize("level", [None, -1, 7, "5", True, 4.5, [4]])
def test_a_level_that_is_none_is_never_shown_as_quiet(level: object) -> None:
    content = rendered(an_update({"level": level}))
    assert "level unknown" in content.subject
    assert "quiet" not in content.text + content.html + content.subject


def test_only_http_links_are_followed_and_each_shows_its_host() -> None:
    bad = [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https://user:pw@evil.example/",
        "mailto:a@b.example",
        "http://",
    ]
    articles = [an_article(9, url=url) for url in bad] + [an_article(1)]
    page = Page(rendered(an_update({"url": "javascript:alert(2)"}, {"articles": articles}), hub_url="javascript:alert(3)").html)
    assert page.links() == ["https://news1.example.org/story?id=1"]
    assert "(news1.example.org)" in page.text


def test_a_look_alike_host_is_shown_in_ascii() -> None:
    content = rendered(an_update(story={"articles": [an_article(1, url="https://ехаmple.org:8443/x?y=1")]}))  # Cyrillic letters
    assert "(xn--mple-43d3a6i.org)" in Page(content.html).text
    assert Page(content.html).links() == ["https://xn--mple-43d3a6i.org:8443/x?y=1"]
    assert "https://xn--mple-43d3a6i.org:8443/x?y=1" in content.text


def test_links_of_the_alert_and_the_operator_are_shown() -> None:
    content = rendered(an_update({"url": "https://alerts.example.org/a-1"}), hub_url="https://ops.example.org:4200/")
    assert "More: https://alerts.example.org/a-1" in content.text
    assert "Contactline: https://ops.example.org:4200/" in content.text
    assert {"https://alerts.example.org/a-1", "https://ops.example.org:4200/"} <= set(Page(content.html).links())


def test_markup_and_template_syntax_in_a_title_show_as_they_are() -> None:
    title = "<script>alert(1)</script><img src=http://evil.example/p> {{ 7*7 }} {% raw %} {0.__class__} &amp; \"'"
    for part in both(rendered(an_update({"headline": title}, {"articles": [an_article(1, title=title, outlet=title)]}))):
        assert part.count(title) >= 2
    tags = {tag for tag, _ in Page(rendered(an_update({"headline": title})).html).tags}
    assert not tags & {"script", "img", "iframe", "form", "input", "object", "embed", "link", "base", "svg", "video", "audio"}


def test_the_page_loads_nothing_and_fits_a_phone() -> None:
    content = rendered(an_update(story={"articles": [an_article(1, title='x" style="background:url(http://evil.example/p)" onload="x')]}))
    page = Page(content.html)
    for tag, attributes in page.tags:
        assert not {"src", "background", "srcset", "action", "poster"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert "url(" not in (attributes.get("style") or "")
        assert "href" not in attributes or tag == "a"
    widths = [int(w) for w in re.findall(r"(?<![-\w])width[:=]\"?(\d+)(?:px)?\b(?!%)", content.html)] + [
        int(w) for w in re.findall(r"max-width:(\d+)px", content.html)
    ]
    assert widths
    assert max(widths) < 640


def test_every_colour_on_a_background_reads_well_in_light_and_dark() -> None:
    html = rendered().html
    for class_name, light, dark in (("cl-text", "#111827", "#f3f4f6"), ("cl-soft", "#4b5563", "#b6bdc8"), ("cl-link", "#1d4ed8", "#8ab4ff")):
        assert f".{class_name} {{ color: {dark} !important; }}" in html
        assert contrast(light, "#ffffff") >= 4.5
        assert contrast(dark, "#161b22") >= 4.5
    for used in set(re.findall(r"background-color:(#\w{6});color:#ffffff", html)):
        assert contrast(used, "#ffffff") >= 4.5


@pytest.mark.parametrize("level", range(7))
def test_white_text_reads_well_on_every_levels_colour(level: int) -> None:
    (head,) = re.findall(r"padding:14px 20px;background-color:(#\w{6});color:#ffffff", rendered(an_update({"level": level})).html)
    assert contrast(head, "#ffffff") >= 4.5


@pytest.mark.parametrize("kind", [UpdateKind.RESOLVED, UpdateKind.RETRACTED])
def test_the_end_of_an_alert_looks_like_no_alarm_and_asks_for_nothing(kind: UpdateKind) -> None:
    content = rendered(an_update(kind=kind))
    (head,) = re.findall(r"padding:14px 20px;background-color:(#\w{6});color:#ffffff", content.html)
    assert contrast(head, "#ffffff") >= 4.5
    alarms = [re.findall(r"padding:14px 20px;background-color:(#\w{6})", rendered(an_update({"level": n})).html) for n in range(1, 7)]
    assert [head] not in alarms
    assert "alerts ack" not in content.text + content.html
    assert "alerts ack" in rendered().text
    assert "alerts ack" in rendered().html


def test_message_id_derives_from_the_delivery_and_stays() -> None:
    first, again, other = rendered(), rendered(now=NOW + dt.timedelta(hours=5)), rendered(delivery_id="d-2")
    assert first.message_id == again.message_id == "<d-1@watch.example.org>"
    assert other.message_id != first.message_id


def test_all_mails_of_an_alert_belong_to_one_thread() -> None:
    opening = rendered(an_update(kind=UpdateKind.OPENED)).headers
    update = rendered(delivery_id="d-2").headers
    assert opening["References"] == update["References"] == update["In-Reply-To"] == "<alert.a-0123456789abcdef@watch.example.org>"
    assert "In-Reply-To" not in opening


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (dt.timedelta(minutes=59), None),
        (dt.timedelta(hours=-3), None),
        (dt.timedelta(hours=1), "Sent 1 hour late: this is how things stood at 28 Sep 2020, 16:20 UTC."),
        (dt.timedelta(hours=6), "Sent 6 hours late"),
        (dt.timedelta(days=3), "Sent 3 days late"),
    ],
)
def test_a_late_mail_says_so(late: dt.timedelta, said: str | None) -> None:
    for part in both(rendered(now=NOW + late)):
        assert said in part if said else "late:" not in part


@pytest.mark.parametrize(
    "reason", [r for r in NotifyReason if r in {"opened", "toll_revised", "new_party", "corroborated", "denied", "resolved", "retracted", "repeated"}]
)
def test_every_reason_to_notify_has_its_words(reason: NotifyReason) -> None:
    first = rendered(an_update({"previous_level": 5}, reasons=(reason,))).text.splitlines()[0]
    assert len(first.split()) >= 2
    assert first != "Updated"
    assert "_" not in first


@pytest.mark.parametrize(
    "whole",
    [
        {},
        {"data": None},
        {"data": []},
        {"data": {"alert": [], "story": "x"}},
        {"data": {"alert": {"level": None}, "story": {"articles": [None, 5, {}], "toll": [{}, {"low": "x"}], "signals": [[]], "background": [1]}}},
    ],
)
def test_a_payload_without_its_parts_still_becomes_a_mail(whole: dict[str, Any]) -> None:
    content = rendered(an_update(whole=whole))
    assert "contactline explain a-0123456789abcdef" in content.text
    assert content.subject.startswith("Re: [level unknown] Unnamed territory: ")


def test_a_mail_about_a_great_story_is_small_enough_not_to_be_clipped() -> None:
    quote = {"signal": "strike", "realis": "actual", "text": "word " * 2000, "attributed_to": "a ministry " * 50}
    articles = [an_article(n, title="title " * 500, quotes=[quote | {"text": f"{m} {'word ' * 2000}"} for m in range(4)]) for n in range(1, 21)]
    toll = [a_figure(n, n, claimed_by=f"claimant {n} " * 40) for n in range(100)]
    content = rendered(an_update({"headline": "head " * 1000}, {"articles": articles, "toll": toll}))
    assert len(content.html.encode()) < 100_000  # Gmail cuts at 102 KB
    assert len(content.text.encode()) < 30_000


def contrast(one: str, two: str) -> float:
    """WCAG 2 contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)
