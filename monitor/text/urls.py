"""Addresses: making them absolute, comparing them, and showing them without their secrets."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

MAX_URL = 4000  # longer than browsers and index pages take; an attacker's 100 KB address must not reach a database index

_BAD = re.compile("[\x00-\x20\x7f-\xa0\\\\\ud800-\udfff\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_STRIPPED = "\t\r\n \x00\ufeff"
_ESCAPED = str.maketrans({"\n": None, "\r": None, "\t": None} | {c: quote(c) for c in ' "<>^`{|}'})
_HOST = re.compile(r"[\w.:-]+")
# Parameters that say how a reader came, never what is read. Names that some sites use for the article itself (cid, src, p, id, share)
# are not in the list: folding two articles into one would lose one of them.
_TRACKING = re.compile(
    r"^(?:utm_\w+|at_(?:medium|campaign|custom\d|link\w*|format|ptr\w*|bbc\w*)|mc_[ce]id|pk_\w+|mtm_\w+|hsa_\w+|_hs\w+|oly_\w+|vero_\w+|"
    r"ns_(?:campaign|mchannel|source|linkname|fee)|cmp|cmpid|fbclid|[gdy]clid|gclsrc|msclkid|gbraid|wbraid|twclid|ttclid|igshid|igsh|mkt_tok|_openstat|"
    r"wickedid|s_cid|sr_share|ocid|cvid|ftag|ito|ncid|icid|smid|smtyp|spm|xtor|echobox|guccounter|guce_\w+|__twitter_impression|amp_js_v|amp_gsa|"
    r"usqp|ref|ref_\w+|referrer|source|feature|feedtype|feedname|traffic_source|trk\w*|fb_\w+|action_\w+_map|from_rss)$",
    re.IGNORECASE,
)
_AMP_PARAMS = frozenset({("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")})
_HOST_PREFIX = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"/amp(?=/|$)|\.amp(?=(?:\.html?)?/?$)|/amp\.html?$", re.IGNORECASE)


def absolute_http(url: str | None, base: str | None) -> str | None:
    """The absolute http(s) address of a link found in a document at ``base``; None for anything that is none.

    White space around and line breaks inside are dropped as browsers do; other schemes, user names, backslashes, controls and
    addresses over 4,000 characters give None.
    """
    if not url or len(url) > 3 * MAX_URL:
        return None
    url = url.strip(_STRIPPED).translate(_ESCAPED)
    if not url or url[0] == "#" or _BAD.search(url):
        return None
    try:
        if not urlsplit(url).netloc and urlsplit(url).scheme in {"http", "https"}:
            return None  # "http://" or "http:x": joined, they would become the base's own address
        joined = urljoin(base, url) if base else url
        parts = urlsplit(joined)
        if parts.scheme not in {"http", "https"} or "@" in parts.netloc or len(joined) > MAX_URL:
            return None
        if not _HOST.fullmatch(parts.hostname or "") or parts.port == 0:  # reading the port raises ValueError when it is no number
            return None
    except ValueError:
        return None
    return joined


def host_of(url: str) -> str:
    """The lower-case host name without its port, "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_front_page(url: str) -> bool:
    """True for an absolute address without path and query: a site, not a page of it."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def same_site(a: str, b: str) -> bool:
    """True when one address's host is the other's or lies below it, ``www.`` and ``amp.`` and ``m.`` aside."""
    one, two = _HOST_PREFIX.sub("", host_of(a)), _HOST_PREFIX.sub("", host_of(b))
    if not one or not two:
        return False
    return one == two or one.endswith("." + two) or two.endswith("." + one)


def url_key(url: str) -> str:
    """What is the same for all spellings of one article's address; for comparing, not for fetching.

    Scheme, ``www.``, mobile and AMP forms, default port, fragment, tracking parameters, parameter order and trailing slash do not
    count; every other parameter does (``?id=1`` is not ``?id=2``). An address that cannot be read is its own key.
    """
    url = _SURROGATES.sub("\ufffd", url.strip())
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if not host:
        return url
    host, path = _unwrapped(host, parts.path)
    host = _HOST_PREFIX.sub("", _ascii_host(host))
    path = quote(_AMP_PATH.sub("", path), safe="%/:=&?~+!$,;'@()*[]").rstrip("/")
    query = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted((k, v) for k, v in query if not _TRACKING.match(k) and (k.lower(), v.lower()) not in _AMP_PARAMS)
    where = host if port in {None, 80, 443} else f"{host}:{port}"
    return where + path + (f"?{urlencode(kept, errors='surrogateescape')}" if kept else "")


def redact_url(url: str) -> str:
    """The address as it may be shown and logged: no user name, password, query or fragment, on one line, at most 300 characters."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "(unreadable address)"
    netloc = f"[{host}]" if ":" in host else host
    shown = f"{parts.scheme}://{netloc}{f':{port}' if port else ''}{parts.path}" + ("?…" if parts.query else "")
    shown = _BAD.sub("\ufffd", shown)
    return shown if len(shown) <= 300 else shown[:299] + "…"


def _unwrapped(host: str, path: str) -> tuple[str, str]:
    """The publisher's address inside an AMP cache's: google.com/amp/s/HOST/PATH and HOST-WITH-DASHES.cdn.ampproject.org/c/s/HOST/PATH."""
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        inner = re.sub(r"^/[a-z]/(?:s/)?", "", path)
    elif re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", host) and path.startswith("/amp/"):
        inner = re.sub(r"^/amp/(?:s/)?", "", path)
    else:
        return host, path
    name, slash, rest = inner.partition("/")
    return (name.lower(), slash + rest) if "." in name else (host, path)


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
