"""The pieces of a whole expression, with or without names for the parts that it shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, count

from ..expression import Apply, Expression, Symbol
from ..traversal import postorder
from .pieces import ATOM, LONGEST, Piece
from .style import Style

_LETTERS = ("t", "s", "u", "w")


class Nodes:
    """The nodes of an expression that will be seen, each after its arguments, and how often each is used."""

    def __init__(self, root: Expression, *, conditions: bool) -> None:
        self.root = root
        self.conditions = conditions

    @cached_property
    def order(self) -> list[Expression]:
        """The nodes, each after its arguments."""
        return postorder((self.root,), self.arguments)

    def arguments(self, node: Expression) -> Sequence[Expression]:
        """The arguments that are printed: of `where` the value alone, unless conditions are asked for."""
        if type(node) is not Apply:
            return ()
        return node.arguments if self.conditions or node.function != "where" else node.arguments[:1]

    def is_silent(self, node: Expression) -> bool:
        """Whether the node prints as its first argument does."""
        return type(node) is Apply and node.function == "where" and not self.conditions

    @cached_property
    def uses(self) -> Counter[Expression]:
        """How often each node is an argument of another."""
        return Counter(chain.from_iterable(map(self.arguments, self.order)))

    def free_letter(self) -> str:
        """A letter with which numbered names can be made that the expression does not hold."""
        names = {node.name for node in self.order if type(node) is Symbol}
        taken = {name.rstrip("0123456789").rstrip("_") for name in names}
        return next(name for times in count(1) for name in (letter * times for letter in _LETTERS) if name not in taken)


class Layout:
    """The pieces of an expression in a style.

    Attributes:
        text: the whole; a piece of the greatest length where it is known to be longer than was asked for.
        once: how long the text would be if each distinct node were written once only.
    """

    def __init__(self, nodes: Nodes, style: Style, *, most: int = LONGEST, least_saving: int | None = None) -> None:
        self.once = 0
        self._style = style
        self._definitions: list[tuple[str, Piece]] = []
        self._least_saving = least_saving
        self._letter = nodes.free_letter() if least_saving is not None else ""
        self.text = self._lay_out(nodes, most)

    def _lay_out(self, nodes: Nodes, most: int) -> Piece:
        pieces: dict[Expression, Piece] = {}
        for node in nodes.order:
            below = [pieces[argument] for argument in nodes.arguments(node)]
            if nodes.is_silent(node):
                pieces[node] = below[0]
                continue
            piece = self._style.piece(node, below)
            own = piece.length
            for part in below:
                own -= part.length
            if own > 0:
                self.once += own
            if self.once > most:
                return _endless()
            if self._least_saving is not None and type(node) is Apply and self._saving(piece, nodes.uses[node]):
                piece = self._named(piece)
            pieces[node] = piece
        text = pieces[nodes.root]
        return self._style.document(self._definitions, text) if self._definitions else text

    def _saving(self, piece: Piece, uses: int) -> bool:
        # A definition costs about a dozen characters, and a name a few wherever it stands.
        return uses > 1 and (uses - 1) * (piece.length - 5) - 12 >= (self._least_saving or 0)

    def _named(self, piece: Piece) -> Piece:
        name = self._style.part_name(self._letter, len(self._definitions) + 1)
        self._definitions.append((name, piece))
        return self._style.symbol(name)


def _endless() -> Piece:
    """In place of text that is too long to be laid out to its end."""
    piece = Piece(ATOM, "...")
    piece.length = LONGEST
    return piece
