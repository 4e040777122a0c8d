"""What is read of a page, and what no reader should see there."""

import html
import re

# What no reader should ever see: missing values, halves of sentences, a hyphen for a minus.
WRONG = re.compile(
    r"\bnan\b|\bNone\b|\bNaT\b|<NA>|\binf\b|\{|\}|  |\.\.|\s[,.;:]|%%|\(\)|(?<![\w.])-\d"
    r"|(?<![\d.,–])1 (?:areas|others|percentage points|years|months|figures)\b"
)


def texts(*shown):
    """What is read of fragments of HTML: words between tags, and what is read out in their place."""
    for each in shown:
        fragment = str(each)
        yield from (html.unescape(said) for said in re.findall(r'(?:aria-label|title|alt)="([^"]*)"', fragment))
        yield from (html.unescape(words) for words in re.split(r"<[^>]*>", fragment) if words.strip())


def wrong(*shown):
    """The texts that no reader should see."""
    return [words for words in texts(*shown) if WRONG.search(words)]


def ends_rightly(sentence):
    return sentence.endswith(".") and not sentence.endswith("..") and sentence[0] == sentence[0].upper()
