"""What in a text looks like somebody's account in a messenger or a network of people: an address there, or a name with @ beside the word."""

from __future__ import annotations

import re

__all__ = ["ACCOUNT_NAME", "ACCOUNT_NAMES", "may_name_account"]

_CALLED = r"(?:[Tt]elegram|Signal|[Ss]kype|[Ii]nstagram|[Тт]елеграмм?|[Сс]кайп|[Ии]нстаграмм?)"
_AT = r"(?<![\w.])(@[A-Za-z]\w*(?:\.\w+)*)(?<=\w{4})"
ACCOUNT_NAME = re.compile(
    r"(?<![\w.-])(?:https?://(?:www\.)?)?(?:(?:t|telegram)\.me/(?!s/|share/)[@+]?\w{4,40}(?!\w|/\d)|wa\.me/\+?\w{4,40}|(?:api|chat)\.whatsapp\.com/[\w?=&+%-]{4,99}"
    r"|signal\.me/[#\w/+-]{4,99}|(?:m\.)?vk\.com/id\d{1,15}|ok\.ru/profile/\d{1,20}|(?:\w{1,9}\.)?facebook\.com/profile\.php\?id=\d{1,20}"
    r"|(?:\w{1,9}\.)?linkedin\.com/in/[\w%-]{2,99}|(?:www\.)?instagram\.com/(?!(?:p|reel|tv|explore|stories)/)\w[\w.]{1,40})"
    rf"|(?<!\w){_CALLED}\w{{0,2}}[^\w\n@]{{0,4}}(?:[^\W\d_]{{1,10}}[^\w\n@]{{1,3}}){{0,2}}{_AT}"
    rf"|{_AT},? ?\(?(?:on |in |в |у )?{_CALLED}|(?<!\w)(?:[Ss]kype|[Сс]кайп): ?([A-Za-z][\w.:-]{{3,40}}\w)"
)
"""Posts (`t.me/name/12`), and pages of networks that are mostly organisations', are none. A group is the account alone."""
ACCOUNT_NAMES = (
    *"t.me/ telegram.me/ wa.me/ whatsapp.com/ signal.me/ vk.com/id ok.ru/profile facebook.com/profile linkedin.com/in instagram.com/".split(),
    *"telegram signal skype instagram телеграм скайп инстаграм".split(),
)
_DIGITLESS = (".me/", "whatsapp.com/", "linkedin.com/in/", "instagram.com/", "kype:", "кайп:")


def may_name_account(text: str) -> bool:
    """Whether a text without a digit and without @ may name an account all the same."""
    return any(sign in text for sign in _DIGITLESS)
