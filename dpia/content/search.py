"""Finding authorities by words, article, id or family, in any language that they carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from dpia.content.authority import Authority
from dpia.content.pack import Pack

# "Art. 28", "Arts 27 and 28", "article 28", "artikel 28" and "art28" name articles, and so do 第二十八条, 第28条 and
# 第二十七、二十八条.
_ARTICLE = re.compile(r"\bart(?:s|icles?|ikeln?|iklar(?:na)?)?(?:\.\s*|\s+|(?=\d))")
_SERIES = re.compile(r"(?<=\bart )\d[\w()]*(?:(?:, | and | to | och | till )\d[\w()]*)+")
_SERIES_ZH = re.compile(r"第\d+(?:[、至和]\d+)+条")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SIGNS = "".join((*_DIGITS, *_UNITS))
_NUMERAL = re.compile(f"(?<=第)[{_SIGNS}]+|[{_SIGNS}]{{2,}}|[{_SIGNS}](?=条)")
_MARKS = str.maketrans("〔〕[]【】", "()()()", "《》〈〉“”‘’「」")
# A word ends at blanks and commas, before the number of an article, and where Latin and Chinese script meet.
_WORD_END = re.compile(r"(?<!\bart)[\s,;、]+|(?=第\d)|(?<=[a-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z])")
_CHINESE = re.compile(r"[\d\u4e00-\u9fff]+")


def find_authorities(
    pack: Pack,
    query: str,
    *,
    family: str | None = None,
    regime: str | None = None,
    translated: Callable[[str], str] = lambda _: "",
) -> list[Authority]:
    """The authorities that hold every word of the query, best first: id, then citation, then the rest.

    `translated` gives the words of the language in which somebody searches, beside those that the content has.
    """
    words = [word for word in _WORD_END.split(fold(query)) if word]
    ranked = []
    for index, authority in enumerate(pack.content.authorities):
        if (family is not None and family not in authority.families) or (
            regime is not None and authority.regime != regime
        ):
            continue
        instrument = pack.instruments.get(authority.instrument or "")
        rest = (
            *authority.statement.values(),
            *authority.own_reading.values(),
            *authority.families,
            *authority.identifiers.values(),
            *(instrument.cite.values() if instrument else ()),
            authority.body,
            authority.notes,
        )
        parts = ((authority.id,), tuple(authority.cite.values()), rest)
        texts = [fold("\n".join((*part, *map(translated, part)))) for part in parts]
        scores = [_score(word, texts) for word in words]
        if None not in scores:
            ranked.append((sum(score or 0 for score in scores), index, authority))
    return [authority for _, _, authority in sorted(ranked, key=lambda item: item[:2])]


def _score(word: str, texts: list[str]) -> int | None:
    """Where a word is found: 0 for the very id, then by text, last in pieces; None for nowhere."""
    if word == texts[0]:
        return 0
    for score, text in enumerate(texts, start=1):
        if _holds(text, word):
            return score
    return 4 if _CHINESE.fullmatch(word) and _holds_pieces("\n".join(texts), word) else None


def _holds(text: str, word: str) -> bool:
    """Whether the text holds the word. Numbers and very short words must be whole: "art 2" is not in "art 28"."""
    if word not in text:
        return False
    short = "a-z" if re.fullmatch("[a-z]{1,3}", word) else ""
    before, after = (short or (r"\d" if char.isdecimal() else "") for char in (word[0], word[-1]))
    bounded = (f"(?<![{before}])" if before else "") + re.escape(word) + (f"(?![{after}])" if after else "")
    return re.search(bounded, text) is not None


def _holds_pieces(text: str, run: str) -> bool:
    """Whether Chinese, which is written without blanks, falls into pieces of two signs or more that the text holds."""
    ends = {0}
    for start in range(len(run)):
        for end in range(start + 2, len(run) + 1) if start in ends else ():
            piece = run[start:end]
            if piece not in text:
                break
            if not piece.isdecimal() and not re.match(r"\d\d", run[end - 1 :]) and _holds(text, piece):
                ends.add(end)
    return len(run) in ends


def fold(text: str) -> str:
    """Text for comparing: without case, accents, full-width forms and marks of titles, and articles in one form.

    >>> fold("ÄRENDE, Articles 27 and 28")
    'arende, art 27 and art 28'
    >>> fold("ＰＩＰＬ；《民法典》第四百九十六、四百九十七条，法释〔2021〕15号")
    'pipl;民法典第496条、第497条,法释(2021)15号'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_MARKS)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = _NUMERAL.sub(lambda found: str(_number(found[0])), _ARTICLE.sub("art ", plain))
    plain = _SERIES.sub(lambda found: re.sub(r" (?=\d)", " art ", found[0]), plain)
    return _SERIES_ZH.sub(lambda found: re.sub("([、至和])", r"条\1第", found[0]), plain)


def _number(numeral: str) -> int:
    """A Chinese numeral below ten thousand.

    >>> [_number(numeral) for numeral in ("十", "二十八", "一百零四", "一千零三十四", "二〇二一")]
    [10, 28, 104, 1034, 2021]
    """
    if not set(numeral) & set(_UNITS):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
