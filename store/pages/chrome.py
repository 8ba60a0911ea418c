"""What on a page speaks to its visitors and not of the news: notices, appeals, prompts, links to elsewhere.

General signals only: the words of such lines, whom they address, and how short they are. A phrase that no report has
counts at any length; a word that a report may have too counts in short lines alone.
"""

import re
from typing import Final

_GLUED: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2,})")
"""Where two buttons were pasted as one word: "logged inPlease"."""


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\b)(?:{'|'.join(alternatives)})(?:\b|$)", re.IGNORECASE)


_PHRASES: Final = (
    ("an appeal", _words(
        r"your (?:support|donation|contribution|gift|subscription)s?",
        r"support (?:us|our (?:work|journalism|reporting)|(?:independent|quality|local|free) journalism)",
        r"(?:like|liked|enjoy|enjoyed|enjoying) this (?:story|article|report|post)\?",
        r"(?:donate|contribute|subscribe|give) (?:now|today|monthly|once|from|as little|to us|for)",
        r"become a (?:member|supporter|subscriber|patron)", r"(?:make|making) a (?:donation|contribution)",
        r"help (?:us|fund|keep) (?:our|to|independent|the|journalism)\b.{0,60}(?:journalis|report|independen|"
        r"story|alive)",
        r"(?:our|quality|independent) journalism (?:is|should|needs|depends|free)", r"readers? like you",
        r"paywalls?",
        r"if you (?:value|can afford|are able|like what)", r"we need your (?:help|support)", r"behind a paywall",
    )),
    ("a comment prompt", _words(
        r"(?:join|start) (?:the|our|a)? ?(?:conversation|discussion|debate|commenting forum)", r"have your say",
        r"(?:post|leave|write|add|view|read|show|hide|load|see)(?: a| all| more| the| your|"
        r" their)? (?:comments?|repl(?:y|ies))",
        r"comments? (?:are|is|on this|have been|policy|section)", r"be the first to comment", r"what do you think\?",
        r"thought-provoking conversations", r"(?:log|sign) in to (?:comment|reply)", r"report this comment",
    )),
    ("a notice", _words(
        r"(?:we|this (?:site|website|page)) uses? cookies", r"(?:accept|manage|reject|all) (?:all )?cookies",
        r"cookie (?:policy|settings|preferences|notice)", r"privacy (?:policy|notice|settings)",
        r"terms (?:of (?:use|service)|and conditions|& conditions)", r"browser(?:'s)? (?:preferences|settings)",
        r"refresh (?:the|this|your) (?:page|browser)", r"(?:enable|turn on) javascript", r"ad ?block(?:er|ing)?",
        r"thank you for (?:registering|subscribing|signing up|your interest)",
        r"(?:automatically )?logged (?:in|out)",
        r"all rights reserved", r"(?:may not|not to) be (?:published|reproduced|republished|broadcast|rewritten)",
        r"notifications? (?:can be|from|settings)", r"(?:you|your) (?:have|has) (?:reached|used) (?:your|all|the) ",
        r"verify (?:that )?you are (?:a )?human",
        r"this (?:article|story|video|content) (?:is|was) (?:only available|available to|no longer)",
        r"your (?:email|e-mail) (?:address)?", r"you are receiving this", r"unsubscribe",
        r"create (?:an|a free|your) account", r"already (?:a subscriber|have an account|registered)",
        r"not all features", r"our standards: ", r"subject to our",
    )),
    ("a link elsewhere", _words(
        r"sign up (?:to|for|here|now)", r"sign up",
        r"(?:follow|like|find) (?:us|me|him|her|\w+ \w+|@\w+|the \w+) on (?:twitter|facebook|x|instagram|"
        r"telegram|youtube|linkedin)",
        r"click here", r"(?:get|download) (?:the|our) (?:latest|free|best|\w+ )?app",
        r"download (?:the|our) \w+ ?\w* app",
        r"delivered (?:straight |directly )?to your inbox",
        r"(?:daily|weekly|morning|evening|our|free) (?:newsletter|briefing|email|bulletin)s?",
        r"story continues (?:below|after)", r"(?:article|content) continues (?:below|after)", r"skip (?:to|past) ",
        r"you (?:may|might) (?:also )?(?:like|be interested)", r"listen to this (?:article|story)",
        r"stay up to date with",
        r"unlimited (?:digital )?access", r"back to top", r"return to (?:homepage|home page|top)",
        r"for more (?:stories|news|information),? (?:visit|go|see|follow|click)",
        r"watch (?:live|more|now)", r"get (?:email )?(?:alerts|updates|the latest)",
    )),
)  # fmt: skip

_SHORT: Final = (
    ("a link elsewhere", re.compile(
        r"(?:share|tweet|email|e-mail|print|save|copy link|copied|bookmark|facebook|twitter|whatsapp|telegram|"
        r"linkedin|"
        r"reddit|pinterest|flipboard|messenger|x|follow|share (?:this|on|via|with).*|read (?:more|also|next|on|"
        r"the full).*|"
        r"see also.*|(?:also|more|most|latest|top|popular|editor'?s|recommended|related|trending)"
        r"(?: (?:on|in|from|about|read|popular|viewed|shared|stories|story|news|articles?|topics?|content|"
        r"picks?|coverage|this|by|for you|headlines|videos?)\b.*)?|"
        r"what to read next|explore more.*|topics?:?|tags?:?.*|filed under.*|in pictures.*|live updates?|"
        r"gallery|videos?|watch|listen|play|"
        r"menu|home|search|sections?|next|previous|close|open|back|continue|load more|show more|view all|"
        r"see all|subscribe\b.*|register|"
        r"sign in|log ?in|login|log ?out|sign out|my account|account|contact(?: us)?|about(?: us)?|help|jobs|careers|"
        r"newsletters?|e-?paper|podcasts?|opinion|sport|culture|lifestyle|weather|world|news|politics|business|"
        r"edition.*)[:.!…>»→]*",
        re.IGNORECASE)),
    ("an advertisement", re.compile(r"(?:advert(?:isement)?s?|sponsored(?: (?:content|by).*)?|promoted.*|ad|"
    r"paid content.*)", re.IGNORECASE)),
    ("a comment prompt", re.compile(r"(?:\d[\d,]* )?(?:comments?|repl(?:y|ies)|likes?|shares?|reactions?|"
    r"views?)(?: ?\(?\d[\d,]*\)?)?", re.IGNORECASE)),
    ("a notice", re.compile(
        r"(?:copyright|©|\(c\)) ?.*|.*\bcookies\b.*|.*\bjavascript\b.*|"
        r"(?:reading time:? ?)?\d+[ -]min(?:ute)?s?(?: read)?|"
        r"(?:ok|okay|got it|accept|agree|i agree|dismiss|not now|allow|cancel|loading.*|error.*|please .*|"
        r"no thanks|continue)[.!…]*|"
        r"(?:our standards|reporting by|editing by|writing by|additional reporting|compiled by|edited by)\b.*",
        re.IGNORECASE)),
)  # fmt: skip
_SHORT_WORDS: Final = 9

_ADDRESSES: Final = re.compile(r"\b(?:we|our|ours|us|you|your|yours)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)")
_REPORTED: Final = re.compile(r"\b(?:said|says|told|according to|added)\b", re.IGNORECASE)
_URL_ONLY: Final = re.compile(r"(?:https?://|www\.)\S+|@\w+|[\w.+-]+@[\w-]+\.[\w.]+")


def chrome_reason(text: str) -> str:
    """Return what a line is if it is no part of any article, in a few words; else an empty string."""
    plain = _GLUED.sub(" ", text.replace("’", "'"))
    unquoted = _QUOTED.sub(" ", plain)
    if _URL_ONLY.fullmatch(plain.strip()):
        return "an address"
    if not any(character.isalpha() for character in plain):
        return "no words"
    if len(plain.split()) <= _SHORT_WORDS:
        for reason, pattern in _SHORT:
            if pattern.fullmatch(plain.strip()):
                return reason
    for reason, pattern in _PHRASES:
        if pattern.search(unquoted) and not _REPORTED.search(unquoted):
            return reason
    return ""


def addresses_visitor(text: str) -> bool:
    """Tell whether a line says "we" or "you" by itself, outside quotation marks: as an appeal does, and few reports."""
    unquoted = _QUOTED.sub(" ", text)
    return bool(_ADDRESSES.search(unquoted)) and not _REPORTED.search(unquoted)
