"""Letters in LaTeX: each is a name, unless several side by side spell a word that is known."""

from __future__ import annotations

from itertools import pairwise

from .cutting import BRACKET, NOTHING, OPERAND, POWER, Cutting, CutWords
from .latex_brackets import Brackets
from .latex_commands import COMMAND_WORDS, FONTS, LETTERS, SIZES
from .latex_spelling import SpelledWords
from .latex_tokens import RawToken
from .misreadings import Misreading

_NARROW = frozenset(("\\,", "\\;", "\\:", "\\ ", "\\>", "\\thinspace", "\\!", "~"))


class Letters(Brackets):
    """A walk that knows letters."""

    partials: list[str]
    spelled: SpelledWords
    _spelling_nothing = 0
    """Where the letters end that have been found to spell nothing."""

    cut: CutWords
    has_cut = False
    """Whether letters have been read as words."""

    def differentiates(self, at: int) -> bool:
        """Whether a derivative begins at a raw token; it is then read."""
        raise NotImplementedError

    def operator(self, name: str, token: RawToken) -> None:
        """Read the function that a book calls so, with what stands behind its name."""
        raise NotImplementedError

    def letter(self, token: RawToken) -> None:
        """One letter, or several that spell a word."""
        if token.text == "d":
            at = self.raw.at - 1
            if self.differentiates(at):
                return
            self._check_differential(token, at)
        if token.text == "e":
            self._check_power_of_ten(token)
        word = self._run(token) if self.raw.at > self._spelling_nothing else token.text
        if len(word) == 1 or (cutting := self._cutting(word, token, len(word) - 1)) is None:
            self._spelling_nothing = max(self._spelling_nothing, self.raw.at + len(word) - 1)
            self.name(token.text, token.place)
            return
        self.raw.at += len(word) - 1
        place = token.place
        for piece in cutting:
            if len(piece) > 1 and self.scope.known(piece) is None and self.scope.named(piece) is not None:
                self.operator(piece, token)
            else:
                self.name(piece, place)
            place += len(piece)

    def name(self, name: str, place: int) -> None:
        """Add a name, with the partial derivatives that stand before it."""
        if self.partials:
            self.emit("EULER", " ".join((*self.partials, name)), place)
            self.partials = []
        else:
            self.emit("NAME", name, place)

    def _run(self, token: RawToken) -> str:
        """The letters that stand side by side from here on."""
        tokens, place, end = self.raw.tokens, self.raw.at, token.place + 1
        if place >= len(tokens) or tokens[place].terminal != "NAME" or tokens[place].place != end:
            return token.text
        letters = [token.text]
        while place < len(tokens) and tokens[place].terminal == "NAME" and tokens[place].place == end:
            letters.append(tokens[place].text)
            place, end = place + 1, end + 1
        return "".join(letters)

    def _cutting(self, word: str, token: RawToken, ahead: int) -> Cutting | None:
        """The known words, and the letters, that a run of letters spells; None where it spells no known word.

        Raises:
            Misreading: it spells one, but reading is strict, or it can be read in two ways.
        """
        if word in self.scope.symbols:
            return (word,)
        behind = self._behind(word, ahead)
        spelled = self.spelled.find(word, behind)
        if not spelled:
            return None
        if not self.scope.declared.lenient:
            letters = " \\, ".join(spelled)
            advice = f"write {self._with_backslash(spelled)}, or {letters} for the product of the letters"
            raise self.mistake(f"the letters {word} spell {spelled}", token, advice)
        self.cut.count(word)
        found = self.spelled.cuttings(word, behind)
        if len(found) != 1:
            raise self._unclear(word, found, token)
        self.has_cut = True
        return found[0]

    def _with_backslash(self, word: str) -> str:
        return (
            f"\\{word}"
            if word in LETTERS or word in COMMAND_WORDS or self.scope.named(word) is not None
            else f"\\operatorname{{{word}}}"
        )

    def _unclear(self, word: str, found: list[Cutting], token: RawToken) -> Misreading:
        if found:
            return self.scope.two_readings(word, found, token.place)
        advice = f"write {self._with_backslash(word)}" if word in COMMAND_WORDS else "write a function as \\sin x"
        return self.mistake(f"what the letters {word} mean is not clear", token, advice)

    def _behind(self, word: str, ahead: int) -> str:
        """What stands behind the letters."""
        raw = self.raw
        place = raw.skip(raw.at + ahead)
        while raw.text(place)[1:] in SIZES or (raw.text(place) == "{" and raw.text(raw.after(place))[1:] in SIZES):
            place = raw.after(place)
        text = raw.text(place)
        if text in ("(", "[", "\\{"):
            return BRACKET
        if text == "^":
            exponent = raw.after(place)
            following = raw.texts(raw.matches.get(exponent, exponent) + 1, 2)
            is_called = "(" in following or "\\prime" in raw.texts(exponent, 2)
            return BRACKET if is_called and self.scope.named(word) is not None else POWER
        if place >= len(raw.tokens):
            return NOTHING
        token = raw.tokens[place]
        begins = token.terminal in ("NAME", "NUMBER", "BAR", "LBRACE") or text[1:] in FONTS
        return OPERAND if begins or self.is_operand(token) else NOTHING

    def _check_power_of_ten(self, token: RawToken) -> None:
        """Refuse 2e-3, which may be a number or 2e - 3, where its signs touch each other."""
        raw = self.raw
        around = raw.tokens[raw.at - 2 : raw.at + 2] if raw.at > 1 else []
        terminals = [t.terminal for t in around]
        touch = all(a.place + len(a.text) == b.place for a, b in pairwise(around))
        if touch and terminals in (["NUMBER", "NAME", "MINUS", "NUMBER"], ["NUMBER", "NAME", "PLUS", "NUMBER"]):
            number = "".join(t.text for t in around)
            mantissa, _, exponent = number.partition("e")
            raise self.mistake(
                f"{number} could be a number or a product with e",
                token,
                f"write {mantissa}\\times 10^{{{exponent}}} or {mantissa} e {exponent[0]} {exponent[1:]}",
            )

    def check_letter(self, token: RawToken) -> None:
        """Refuse x^sin: in TeX only the first letter is raised."""
        word = self._run(token)
        if len(word) > 1 and self.spelled.find(word, OPERAND):
            raise self.mistake(f"in TeX only the first letter of {word} is meant", token, f"write {{{word}}}")

    def _check_differential(self, token: RawToken, at: int) -> None:
        r"""Refuse \,dx and x^2 dx at the end of a formula: it is no product of d and x."""
        raw = self.raw
        following = raw.peek()
        is_name = following is not None and (following.terminal == "NAME" or following.text[1:] in LETTERS)
        touches = raw.at < len(raw.tokens) and raw.tokens[raw.at].place == token.place + 1
        if not (at and touches and is_name and raw.peek(1) is None):
            return
        before = raw.tokens[at - 1]
        is_in_word = before.terminal == "NAME" and before.place + 1 == token.place
        follows_factor = self.last is not None and self.last.ends_operand and not is_in_word
        if before.text in _NARROW or follows_factor:
            raise self.differential(token)

    def differential(self, token: RawToken) -> Misreading:
        """What to say of dx alone."""
        advice = "leave it out; for a product write d \\cdot x"
        return self.mistake("a differential is no part of a formula", token, advice)
