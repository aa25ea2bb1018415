"""Does a free text speak of a person? A detector of names, numbers, addresses and accusations. Pure: no Django.

It warns, it doesn't judge: whoever writes may keep the text, which then waits for the team's eye. Rules are lexical
(French, English, Arabic) and lean towards silence: a card full of false alarms is a card that nobody reads.
The lists are in ``core.textwords``.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from core import textwords as words
from core.textwords import fold

Kind = Literal["name", "phone", "email", "accusation"]


@dataclass(frozen=True, order=True)
class Finding:
    """What a text seems to hold, and where: ``text[start:end] == fragment``."""

    start: int
    end: int
    kind: Kind
    fragment: str


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    #: Folded: lower case, no accents.
    key: str
    #: Opens a sentence.
    first: bool

    @property
    def is_capital(self) -> bool:
        return len(self.text) > 1 and self.text[0].isupper()

    @property
    def is_shouted(self) -> bool:
        return self.text.isupper()


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
_OPENS = re.compile(r"(?:^|[.!?؟:;…\n•«\"“(]|(?:^|\n)\s*[-–—*])[\s\u00a0\u202f]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s(’'])(?:M|Mr|Mrs|Ms|Dr|Pr|Prof|St|Ste|[A-Z])\.\s*$")
_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\barobase\b)\s?[\w-]+(?:\s?(?:\.|\bpoint\b)\s?[\w-]+)+", re.IGNORECASE
)
_SEP = r"[\s\u00a0\u202f.\-/()]"
_PHONES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d+])(?:\+|00){_SEP}?[1-9](?:{_SEP}{{0,2}}\d){{7,13}}(?!\d)",
        rf"(?<!\d)0[1-9](?:{_SEP}?\d){{8}}(?!\d)",
        r"(?<![\d.,])\d{2}(?:[ \u00a0.\-]\d{2}){3,4}(?![\d%])",
        r"(?<!\d)(?:7[05678]|3[03])[ .\-]\d{3}[ .\-]\d{2}[ .\-]\d{2}(?!\d)",
    )
)
_CALL = re.compile(
    r"(?:t[ée]l(?:[ée]phone)?s?\.?|portable|gsm|whats\s?app|num[ée]ro|appele[rz]|joindre|contact(?:er|ez)?|phone|mobile"
    r"|call|هاتف|الهاتف|رقم|واتساب|اتصل(?:وا)?)\W{0,4}(?:\w+\W{1,3}){0,3}?(\+?\d(?:[\s.\-/]?\d){6,13})(?!\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}([/.\-])\d{1,2}\1\d{2,4}\Z")
_ROMAN = re.compile(r"[IVX]{1,4}\Z")


def looks_personal(text: str, *, known_functions: Collection[str] = ()) -> tuple[Finding, ...]:
    """What in ``text`` looks like a person's name, a number, an address or an accusation, in order of place.

    ``known_functions``: functions, places and names of services that are no person here (any case, any accents).
    """
    plain = "".join(_western(c) for c in text)
    known = {word for phrase in known_functions for word in (fold(w) for w in _WORD.findall(phrase))}
    listed = list(_words(plain))
    found: list[Finding] = []
    spans = (*_addresses(plain), *_phones(plain), *_names(listed, plain, known), *_accusations(listed))
    for kind, start, end in spans:
        if not any(start < other.end and other.start < end for other in found):
            found.append(Finding(start, end, kind, text[start:end]))
    return tuple(sorted(found))


def _western(char: str) -> str:
    """Eastern digits as 0 to 9, so that places in the text stay the same."""
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        before = text[: match.start()]
        first = bool(_OPENS.search(before)) and not _ABBREVIATION.search(before)
        yield _Word(match[0], match.start(), match.end(), fold(match[0]), first)


_Span = tuple[Kind, int, int]


def _addresses(text: str) -> Iterator[_Span]:
    for match in _EMAIL.finditer(text):
        yield "email", match.start(), match.end()


def _phones(text: str) -> Iterator[_Span]:
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if not _DATE.match(match[0].strip()):
                yield "phone", match.start(), match.end()
    for match in _CALL.finditer(text):
        if not _DATE.match(match[1]):
            yield "phone", match.start(1), match.end(1)


# Names -------------------------------------------------------------------------------------------------------------


def _names(listed: list[_Word], text: str, known: set[str]) -> Iterator[_Span]:
    for index, word in enumerate(listed):
        if word.key in words.ARABIC_TITLES or word.key in words.ARABIC_NAMES:
            yield from _arabic(listed, index, text, known)
        elif _titled(listed, index, text, known):
            end = _name_end(listed, index + 1, text, known)
            yield "name", word.start, end
        elif word.is_capital and not _is_public(word, known):
            yield from _plain_name(listed, index, text, known)


def _titled(listed: list[_Word], index: int, text: str, known: set[str]) -> bool:
    """A title, or a function, right before a word that can only be a name: « Mme Alaoui », « l’infirmier Karim »."""
    word = listed[index]
    following = listed[index + 1] if index + 1 < len(listed) else None
    if following is None or following.first and word.key not in words.DOTTED_TITLES:
        return False
    if not _touches(text, word, following, dot=word.key in words.DOTTED_TITLES):
        return False
    if not following.is_capital or _is_public(following, known) or _is_place(listed, index, text, known):
        return False
    if word.key in words.TITLES:
        return word.text[0].isupper() or word.key not in words.CAPITAL_TITLES
    return word.key in words.FUNCTIONS and not following.is_shouted and following.key not in words.AFTER_FUNCTION


def _touches(text: str, left: _Word, right: _Word, *, dot: bool = False) -> bool:
    """Only spaces (or one apostrophe, hyphen) between the two words."""
    between = text[left.end : right.start].replace("\u00a0", " ").replace("\u202f", " ")
    return between.strip() in (("", ".", "'", "’") if dot else ("", "'", "’")) and "\n" not in between


def _name_end(listed: list[_Word], index: int, text: str, known: set[str]) -> int:
    end = listed[index].end
    while index + 1 < len(listed) and _touches(text, listed[index], listed[index + 1]):
        index += 1
        if listed[index].key in words.PARTICLES:
            continue
        if not listed[index].is_capital or _is_public(listed[index], known):
            break
        end = listed[index].end
    return end


def _is_public(word: _Word, known: set[str]) -> bool:
    return word.key in known or word.key in words.PUBLIC_WORDS or bool(_ROMAN.match(word.text))


def _plain_name(listed: list[_Word], index: int, text: str, known: set[str]) -> Iterator[_Span]:
    """A known first name, or two capitalised words inside a sentence, unless they name a place or a service."""
    word = listed[index]
    run = [word]
    at = index
    while at + 1 < len(listed) and _touches(text, listed[at], listed[at + 1]):
        at += 1
        follower = listed[at]
        if follower.key in words.PARTICLES:
            continue
        if not follower.is_capital:
            break
        run.append(follower)
    if (
        index
        and listed[index - 1].is_capital
        and _touches(text, listed[index - 1], word)
        and not listed[index - 1].first
    ):
        return  # inside a longer run, judged from its first word
    if any(_is_public(other, known) for other in run) or _is_place(listed, index, text, known):
        return
    has_first_name = any(other.key in words.FIRST_NAMES for other in run)
    if not has_first_name and (len(run) < 2 or word.first or all(other.is_shouted for other in run)):
        return
    if not has_first_name and sum(other.is_shouted for other in run) and len(run[0].text) <= 2:
        return
    yield "name", run[0].start, run[-1].end


def _is_place(listed: list[_Word], index: int, text: str, known: set[str]) -> bool:
    """Preceded by what bears a name (school, street, douar…), alone or with « de »; or followed by it in English."""
    at = index - 1
    while at >= 0 and index - at <= 3 and listed[at].key in words.LINKS and _close(text, listed[at], listed[at + 1]):
        at -= 1
    if (
        at >= 0
        and _close(text, listed[at], listed[at + 1])
        and (
            listed[at].key in words.PLACE_WORDS
            or (index - at > 1 and listed[at].is_capital and listed[at].key in known)
        )
    ):
        return True
    if listed[index].key in words.PLACE_PREFIXES:
        return True
    last = index
    while last + 1 < len(listed) and last - index < 3 and _touches(text, listed[last], listed[last + 1]):
        last += 1
        if _ROMAN.match(listed[last].text) or listed[last].key in words.PLACE_ENDINGS and listed[last].is_capital:
            return True
        if not listed[last].is_capital:
            break
    return False


def _close(text: str, left: _Word, right: _Word) -> bool:
    return text[left.end : right.start].strip(" \u00a0\u202f'’«\"") == ""


def _arabic(listed: list[_Word], index: int, text: str, known: set[str]) -> Iterator[_Span]:
    word = listed[index]
    following = listed[index + 1] if index + 1 < len(listed) else None
    if following is None or not _touches(text, word, following):
        return
    key = following.key
    before = listed[index - 1].key if index else ""
    if key in known or key in words.ARABIC_FUNCTIONS or before in words.ARABIC_PLACES:
        return
    is_name = key in words.ARABIC_NAMES or key in ("بن", "بنت", "ابن")
    is_family = key.startswith("ال") and key.endswith("ي") and key not in words.ARABIC_ADJECTIVES
    polite = words.ARABIC_TITLES.get(word.key, False) and key not in words.ARABIC_PARTICLES
    if is_name or is_family or polite:
        yield "name", word.start, following.end


# Accusations ---------------------------------------------------------------------------------------------------------


def _accusations(listed: list[_Word]) -> Iterator[_Span]:
    """A word that accuses, in the same sentence as a function or a person, unless it is denied or suffered."""
    for index, word in enumerate(listed):
        act, label = word.key in words.ACCUSING_ACTS, word.key in words.ACCUSING_LABELS
        if not act and not label or _is_denied(listed, index):
            continue
        who = _who(listed, index, back=8, ahead=0 if act else 4)
        if who is not None:
            left, right = sorted((who, word), key=lambda item: item.start)
            yield "accusation", left.start, right.end


def _is_denied(listed: list[_Word], index: int) -> bool:
    """« ne frappe plus », « sans insulter », « a été volé »."""
    word = listed[index]
    near = [other.key for other in _sentence_before(listed, index, 4)]
    if any(key in words.DENIALS for key in near):
        return True
    return word.key in words.SUFFERED and any(key in words.PASSIVES for key in near[-2:])


def _sentence_before(listed: list[_Word], index: int, count: int) -> list[_Word]:
    """Up to ``count`` words of the same sentence before ``index``."""
    start = index
    while start > 0 and index - start < count and not listed[start].first:
        start -= 1
    return listed[start:index]


def _who(listed: list[_Word], index: int, *, back: int, ahead: int) -> _Word | None:
    for other in reversed(_sentence_before(listed, index, back)):
        if other.key in words.PERSONS:
            return other
    for other in listed[index + 1 : index + 1 + ahead]:
        if other.first:
            break
        if other.key in words.PERSONS:
            return other
    return None
