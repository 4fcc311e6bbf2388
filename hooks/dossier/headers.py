"""The addresses of all pages -> `_headers`, what only a server can say of them, in the form of Netlify and Cloudflare Pages."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from .policy import REFERRER, policy
from .settings import Settings

__all__ = ["headers"]

_EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", REFERRER),
    (
        "Permissions-Policy",
        ", ".join(f"{name}=()" for name in "accelerometer browsing-topics camera geolocation gyroscope magnetometer microphone payment usb".split()),
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    # Everything here is public and the same for everybody: newsrooms and scripts of others may load it.
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Access-Control-Allow-Origin", "*"),
)
_FRAMED = "embed"
_WHY = (
    "# Where two rules give one header, some hosts join the values and others keep the last: here no path gets a header twice.",
    f"# Pages below /{_FRAMED}/ may stand in anybody's frame, the others in none.",
)


def headers(settings: Settings, addresses: Iterable[str]) -> bytes:
    """A rule for all, then one for each first part of the `addresses`: who may frame what is below it.

    A host that does not serve the site from its own root looks for the file there; its paths are those of `site_url`.
    """
    base = urlsplit(settings.site_url).path or "/"
    first = {address.partition("/")[0] for address in addresses} - {""}
    lines = [*_WHY, f"{base}*", *(f"  {name}: {value}" for name, value in _EVERYWHERE)]
    for path, address in (("", ""), ("index.html", ""), ("404.html", ""), *((f"{quote(name)}/*", f"{name}/") for name in sorted(first))):
        ancestors = "*" if address == f"{_FRAMED}/" else "'none'"
        lines += [f"{base}{path}", f"  Content-Security-Policy: {policy(address)}; frame-ancestors {ancestors}"]
        if settings.onion and not path:
            lines.append(f"  Onion-Location: {settings.onion}")
    return "".join(f"{line}\n" for line in lines).encode()
