"""Moodle XML: multiple choice where there are options, a number where the answer is one, else an essay with the key."""

from __future__ import annotations

from xml.etree import ElementTree as tree

from ..documents import passage
from ..documents.sentences import one_line
from ..practice.items import Item
from .markup import exact_number, platform
from .sheets import Sheet, answer, choices, is_choice

Element = tree.Element
_PENALTY = "0.3333333"


def render(sheet: Sheet) -> str:
    """The items as a question bank of Moodle."""
    bank = Bank(sheet)
    for item in sheet.each():
        bank.add(item, question(item, sheet))
    return bank.written()


def category(sheet: Sheet, item: Item) -> str:
    """The path of the category that an item goes to: the title of the sheet, and its section inside it."""
    names = [sheet.label, one_line(item.section)]
    # In the path of a category a stroke is doubled where it is part of a name.
    return "/".join(["$course$/top", *(name.replace("/", "//") for name in names if name)])


class Bank:
    """A question bank: questions below the categories that they go to."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.quiz = Element("quiz")
        self.category = ""

    def add(self, item: Item, question: Element) -> None:
        """Put the question of an item into its category."""
        wanted = category(self.sheet, item)
        if wanted != self.category:
            self.category = wanted
            head = tree.SubElement(self.quiz, "question", type="category")
            add_text(tree.SubElement(head, "category"), wanted)
            add_text(tree.SubElement(head, "info", format="html"), platform(self.sheet).text(self.sheet.footer))
        self.quiz.append(question)

    def written(self) -> str:
        """The bank as a file."""
        return written(self.quiz)


def written(quiz: Element) -> str:
    """The bank as a file."""
    tree.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tree.tostring(quiz, encoding="unicode") + "\n"


def add(parent: Element, name: str, value: object) -> Element:
    """An element with a plain value."""
    child = tree.SubElement(parent, name)
    child.text = str(value)
    return child


def add_text(parent: Element, words: str) -> None:
    """The element <text> in which Moodle has words."""
    add(parent, "text", words)


def add_html(parent: Element, name: str, html: str) -> None:
    """An element whose words are HTML."""
    add_text(tree.SubElement(parent, name, format="html"), html)


def start(kind: str, item: Item, sheet: Sheet, prompt: str, solution: str) -> Element:
    """A question of a type, with what questions of all types have."""
    made = Element("question", type=kind)
    add_text(tree.SubElement(made, "name"), f"{sheet.label} ({item.identifier})")
    add_html(made, "questiontext", prompt)
    add_html(made, "generalfeedback", solution)
    add(made, "defaultgrade", f"{item.points:d}.0000000")
    add(made, "penalty", _PENALTY)
    add(made, "hidden", 0)
    add(made, "idnumber", item.identifier)
    return made


def question(item: Item, sheet: Sheet) -> Element:
    """The item as a question that Moodle has without a plugin."""
    prompt, solution = platform(sheet).question(item), platform(sheet).worked(item)
    exact = exact_number(item)
    if exact is not None and not is_choice(item):
        made = start("numerical", item, sheet, prompt, solution)
        graded = tree.SubElement(made, "answer", fraction="100", format="moodle_auto_format")
        add_text(graded, exact[0])
        add(graded, "tolerance", exact[1])
        add_html(graded, "feedback", "")
        return made
    return _choice(item, sheet, prompt, solution) if choices(item) else _essay(item, sheet, prompt, solution)


def _choice(item: Item, sheet: Sheet, prompt: str, solution: str) -> Element:
    made = start("multichoice", item, sheet, prompt, solution)
    add(made, "single", "true")
    add(made, "shuffleanswers", "true")
    add(made, "answernumbering", "ABCD")
    for option in choices(item):
        graded = tree.SubElement(made, "answer", fraction="100" if option.right else "0", format="html")
        add_text(graded, platform(sheet).said(option.content))
        add_html(graded, "feedback", platform(sheet).said(passage(option.feedback)))
    return made


def _essay(item: Item, sheet: Sheet, prompt: str, solution: str) -> Element:
    made = start("essay", item, sheet, prompt, solution)
    tree.SubElement(made, "answer", fraction="0")
    add(made, "responseformat", "editor")
    add(made, "responserequired", 1)
    add(made, "responsefieldlines", 5)
    add(made, "attachments", 0)
    add_html(made, "graderinfo", f"<p>{platform(sheet).said(answer(item))}</p>")
    add_html(made, "responsetemplate", "")
    return made
