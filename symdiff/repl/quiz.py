"""Which rule next? The student names the rule; the trace of the derivative knows which it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..calculus.trace import Trace
from ..documents import Catalogue, Phrase, Sentence, text_of
from ..documents.catalogue import languages
from ..errors import SymdiffError
from ..explanation import Derivation
from ..explanation.records import RULE, Step
from ..explanation.wording import title, words
from ..expression import Apply, Expression
from ..practice.solutions import group_of
from ..rulebook import current

_IDLE = re.compile(
    r"^(?:the|use|by|用|使用|应用)\s*|\b(?:rule|of differentiation)\b|法则|公式|[\s。.!?？的]+", re.IGNORECASE
)
_GROUP = "group_"


class Quiz:
    """The rules of one derivation, asked one after the other from the outside.

    Args:
        derivation: how the derivative is found.
        language: the code of the language in which it speaks.
    """

    def __init__(self, derivation: Derivation, language: str) -> None:
        self._language = language
        self._trace = Trace(derivation.function, derivation.variables[0])
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
            groups = (said for name, said in Catalogue(self._language).entries.items() if _is_group(name))
            raise SymdiffError(
                self._say("tutor.no_rule", rules=Catalogue(self._language).entries["list.comma"].join(groups))
            )
        step, group = self._steps[self._at], group_of(self._trace, self._node)
        if not named & {step.name, _GROUP + group}:
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
        groups = sorted(name for name in named if name.startswith(_GROUP))
        groups += [_GROUP + rule.group for name in named if (rule := current().rules.get(name)) and rule.group]
        if not groups:
            return self._say("tutor.rule_wrong", node=self._node)
        return self._say("tutor.rule_no", why=Sentence(f"exercises.not_{groups[0]}", {"f": self._node}))

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
    (['group_product', 'product'], ['group_product', 'product'], set())
    """
    wanted = _key(text)
    found = {name for name, key in _known() if key == wanted}
    return found if wanted else set()


def _known() -> Iterator[tuple[str, str]]:
    for language in languages():
        for name, said in Catalogue(language).entries.items():
            room, _, rest = name.partition(".")
            rule, _, kind = rest.partition(".")
            if room == "rules" and kind in ("title", "noun") and "{" not in said:
                yield _GROUP + rule if rule == "chain" else rule, _key(said)
            elif _is_group(name):
                yield rest, _key(said)
    for name in current().rules:
        yield name, _key(name)
    for name in Catalogue().entries:
        if _is_group(name):
            yield name.partition(".")[2], _key(name.partition(_GROUP)[2])


def _is_group(name: str) -> bool:
    return name.startswith(f"exercises.{_GROUP}")


def _key(said: str) -> str:
    return _IDLE.sub("", said.strip().replace("_", " ")).lower()
