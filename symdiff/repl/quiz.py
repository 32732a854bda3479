"""Which rule next? The student names the rule; the trace of the derivative knows which it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Catalogue, Phrase, Sentence, text_of
from ..documents.catalogue import languages
from ..errors import SymdiffError
from ..explanation import Derivation
from ..explanation.records import RULE, Step
from ..explanation.wording import inside, title, words
from ..expression import Apply, Expression
from ..rulebook import current

_IDLE = re.compile(
    r"^(?:the|use|by|用|使用|应用)\s*|\b(?:rule|of differentiation)\b|求导|法则|公式|函数|[\s。.!?？的]+", re.IGNORECASE
)
_GROUP = "group "
CHAIN, BASIC = f"{_GROUP}chain", f"{_GROUP}basic"
"""The chain rule, and the derivatives of basic functions, which are known by heart."""


class Quiz:
    """The rules of one derivation, asked one after the other from the outside.

    Args:
        derivation: how the derivative is found.
        language: the code of the language in which it speaks.
    """

    def __init__(self, derivation: Derivation, language: str) -> None:
        self._language = language
        self._steps = list(_steps(derivation))
        self._at = 0

    @property
    def is_over(self) -> bool:
        """Whether every rule has been named."""
        return self._at >= len(self._steps)

    def question(self) -> str:
        """Which rule comes next?"""
        if self.is_over:
            return self._say("tutor.rules_done")
        return self._say("tutor.which_rule" if self._at else "tutor.first_rule", node=self._node)

    def hear(self, text: str) -> list[str]:
        """Judge the rule that was named, and ask for the next where it is right.

        Raises:
            SymdiffError: no rule is called so; the message names some that are.
        """
        named = named_rules(text)
        if not named:
            raise SymdiffError(self._say("tutor.no_rule"))
        step = self._steps[self._at]
        first = BASIC if inside(step) is None else CHAIN
        if not named & {step.name, _group(step.name) or first, first if first == CHAIN else ""}:
            return [self._reason(named)]
        self._at += 1
        return [self._say("tutor.rule_right", title=title(step), words=words(step)), self.question()]

    @property
    def _node(self) -> Expression:
        before = self._steps[self._at].before
        assert isinstance(before, Apply)
        return before.arguments[0]

    def _reason(self, named: set[str]) -> str:
        """Why the rule that was named is not the one: what the formula is not."""
        group = next((name.removeprefix(_GROUP) for name in sorted(named) if name.startswith(_GROUP)), "")
        if f"tutor.not_{group}" not in Catalogue():
            return self._say("tutor.rule_wrong", node=self._node)
        return self._say("tutor.rule_no", why=Sentence(f"tutor.not_{group}", {"f": self._node}))

    def _say(self, key: str, **gaps: Phrase) -> str:
        return text_of(Sentence(key, gaps), self._language)


def _steps(derivation: Derivation) -> Iterator[Step]:
    """The steps that apply a rule, each once; those of the variable and of constants go without saying."""
    for visit in derivation.walk():
        step = visit.step
        if step.kind == RULE and not step.is_elementary and not visit.again:
            yield step


def named_rules(text: str) -> set[str]:
    """The rules, and the groups of rules, that a text names in any language.

    >>> sorted(named_rules("the product rule")), sorted(named_rules("乘积法则")), named_rules("x^2")
    (['group product', 'product'], ['group product', 'product'], set())
    """
    wanted = _key(text)
    found = {name for name, key in _known() if key == wanted and wanted}
    return found | {group for name in found if (group := _group(name))}


def _known() -> Iterator[tuple[str, str]]:
    """What may be said for each rule and function, and for the chain rule and the basic functions."""
    for language in languages():
        entries = Catalogue(language).entries
        yield from ((BASIC, _key(said)) for said in entries["tutor.basic"].split(","))
        for name, said in entries.items():
            room, _, rest = name.partition(".")
            rule, _, kind = rest.partition(".")
            if (room == "rules" and kind in ("title", "noun") and "{" not in said) or room == "functions":
                yield CHAIN if name.startswith("rules.chain") else rule, _key(said)
    yield CHAIN, _key(CHAIN.removeprefix(_GROUP))
    for name, known in current().rules.items():
        yield name, _key(name)
        if known.group:
            yield _GROUP + known.group, _key(known.group)


def _group(rule: str) -> str:
    """The group of a rule; nothing where it has none."""
    known = current().rules.get(rule)
    return _GROUP + known.group if known is not None and known.group else ""


def _key(said: str) -> str:
    return _IDLE.sub("", said.strip().replace("_", " ")).lower()
