"""QTI 1.2 as Canvas imports and exports it: a package whose formulas are Canvas's own equation images."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import md5
from html import escape
from urllib.parse import quote
from xml.etree import ElementTree as tree

from ..documents import passage
from ..documents.formulas import written
from ..documents.rendering import letter
from ..expression import Expression
from ..plotting.graphs import Plot, svg
from ..practice.items import Item
from .files import archive
from .markup import PlatformHtml, exact_number, platform
from .sheets import Sheet, answer, choices, is_choice

Element = tree.Element
QUESTIONS = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_PICTURES = "web_resources"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def render(sheet: Sheet) -> bytes:
    """The sheet as a quiz for Canvas."""
    quiz = _identifier(sheet.heading, *[item.identifier for item in sheet.items])
    html = CanvasHtml(sheet.language)
    questions = _questions(sheet, quiz, html)
    return archive(
        {
            "imsmanifest.xml": _manifest(quiz, html.pictures),
            f"{quiz}/assessment_meta.xml": _meta(sheet, quiz),
            f"{quiz}/{quiz}.xml": questions,
            **html.pictures,
        }
    )


class CanvasHtml(PlatformHtml):
    """HTML as the pages of Canvas have it.

    Attributes:
        pictures: the pictures of what was set, by their place in the package.
    """

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.pictures: dict[str, str] = {}

    def address(self, plot: Plot) -> str:
        """Where the picture will be among the files of the course: Canvas drops images that a page holds itself."""
        drawn = svg(plot)
        name = f"{_identifier(drawn)}.svg"
        self.pictures[f"{_PICTURES}/{name}"] = drawn
        return f"$IMS-CC-FILEBASE$/{name}"

    def formula(self, expression: Expression) -> str:
        """The formula as the image that Canvas draws for an equation."""
        latex = written(expression, "latex")
        shown, address = escape(latex), quote(latex, safe="")
        return (
            f'<img class="equation_image" title="{shown}" src="/equation_images/{address}?scale=1" '
            f'alt="LaTeX: {shown}" data-equation-content="{shown}">'
        )


def _identifier(*parts: object) -> str:
    """A name as Canvas makes them; nothing secret hangs on the digest."""
    return "g" + md5("\n".join(map(str, parts)).encode("utf-8"), usedforsecurity=False).hexdigest()


def _add(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    child = tree.SubElement(parent, name, attributes)
    child.text = words
    return child


def _written(root: Element, namespace: str, schema: str) -> str:
    root.set("xmlns", namespace)
    root.set("xmlns:xsi", _INSTANCE)
    root.set("xsi:schemaLocation", f"{namespace} {schema}")
    tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tree.tostring(root, encoding="unicode") + "\n"


def _questions(sheet: Sheet, quiz: str, html: CanvasHtml) -> str:
    root = Element("questestinterop")
    assessment = _add(root, "assessment", ident=quiz, title=sheet.heading)
    _fields(_add(assessment, "qtimetadata"), {"cc_maxattempts": "1"})
    section = _add(assessment, "section", ident="root_section")
    for item in sheet.each():
        section.append(_item(item, sheet, html))
    return _written(root, QUESTIONS, "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd")


def _fields(metadata: Element, values: dict[str, str]) -> None:
    for label, entry in values.items():
        field = _add(metadata, "qtimetadatafield")
        _add(field, "fieldlabel", label)
        _add(field, "fieldentry", entry)


def _item(item: Item, sheet: Sheet, html: CanvasHtml) -> Element:
    exact = exact_number(item)
    numeric = exact is not None and not is_choice(item)
    kind = "numerical_question" if numeric else "multiple_choice_question" if choices(item) else "essay_question"
    made = Element("item", ident=_identifier(item.identifier), title=f"{sheet.label} ({item.identifier})")
    metadata = _add(_add(made, "itemmetadata"), "qtimetadata")
    _fields(metadata, _metadata(item, kind))
    shown = _add(made, "presentation")
    _html(shown, f"<div>{html.question(item)}</div>")
    processing = Element("resprocessing")
    _add(_add(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    _always_told(processing)
    if exact is not None and numeric:
        _numeric(shown, processing, exact)
    elif choices(item):
        _choice(shown, processing, item, html)
    else:
        _essay(shown, processing)
    made.append(processing)
    _told(made, item, html, kind)
    return made


def _metadata(item: Item, kind: str) -> dict[str, str]:
    values = {"question_type": kind, "points_possible": f"{item.points:d}.0"}
    if kind == "multiple_choice_question":
        values["original_answer_ids"] = ",".join(_named(item, place) for place in range(len(choices(item))))
    return values | {"assessment_question_identifierref": _identifier("question", item.identifier)}


def _named(item: Item, place: int) -> str:
    """The name of an option, its own among all questions."""
    return _identifier("choice", item.identifier, letter(place))


def _html(parent: Element, html: str) -> None:
    _add(_add(parent, "material"), "mattext", html, texttype="text/html")


def _choice(shown: Element, processing: Element, item: Item, html: CanvasHtml) -> None:
    response = _add(shown, "response_lid", ident="response1", rcardinality="Single")
    listed = _add(response, "render_choice")
    for place, option in enumerate(choices(item)):
        label = _add(listed, "response_label", ident=_named(item, place))
        _html(label, html.said(option.content))
        if option.feedback:
            _linked(processing, _named(item, place))
    right = next(place for place, option in enumerate(choices(item)) if option.right)
    condition = _add(processing, "respcondition", **{"continue": "No"})
    _add(_add(condition, "conditionvar"), "varequal", _named(item, right), respident="response1")
    _add(condition, "setvar", "100", action="Set", varname="SCORE")


def _always_told(processing: Element) -> None:
    condition = _add(processing, "respcondition", **{"continue": "Yes"})
    _add(_add(condition, "conditionvar"), "other")
    _add(condition, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")


def _linked(processing: Element, option: str) -> None:
    condition = _add(processing, "respcondition", **{"continue": "Yes"})
    _add(_add(condition, "conditionvar"), "varequal", option, respident="response1")
    _add(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"{option}_fb")


def _numeric(shown: Element, processing: Element, exact: tuple[str, str]) -> None:
    value, tolerance = exact
    response = _add(shown, "response_str", ident="response1", rcardinality="Single")
    _add(_add(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    condition = _add(processing, "respcondition", **{"continue": "No"})
    found = _add(_add(condition, "conditionvar"), "or")
    _add(found, "varequal", value, respident="response1")
    between = _add(found, "and")
    low, high = float(value) - float(tolerance), float(value) + float(tolerance)
    _add(between, "vargte", f"{low:.12g}", respident="response1")
    _add(between, "varlte", f"{high:.12g}", respident="response1")
    _add(condition, "setvar", "100", action="Set", varname="SCORE")


def _essay(shown: Element, processing: Element) -> None:
    response = _add(shown, "response_str", ident="response1", rcardinality="Single")
    _add(_add(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
    _add(_add(_add(processing, "respcondition", **{"continue": "No"}), "conditionvar"), "other")


def _told(made: Element, item: Item, html: CanvasHtml, kind: str) -> None:
    """The solution, and what is said to each wrong option."""
    _feedback(made, "general_fb", html.paragraphs([answer(item)]) + html.worked(item))
    for place, option in enumerate(choices(item) if kind == "multiple_choice_question" else ()):
        if option.feedback:
            _feedback(made, f"{_named(item, place)}_fb", html.said(passage(option.feedback)))


def _feedback(made: Element, name: str, html: str) -> None:
    _html(_add(_add(made, "itemfeedback", ident=name), "flow_mat"), html)


def _meta(sheet: Sheet, quiz: str) -> str:
    root = Element("quiz", identifier=quiz)
    _add(root, "title", sheet.heading)
    _add(root, "description", f"<p>{platform(sheet).text(sheet.footer)}</p>")
    _add(root, "quiz_type", "assignment")
    _add(root, "points_possible", f"{sum(item.points for item in sheet.items):d}.0")
    for name, value in (("shuffle_answers", "false"), ("scoring_policy", "keep_highest"), ("allowed_attempts", "1")):
        _add(root, name, value)
    return _written(root, CANVAS, "https://canvas.instructure.com/xsd/cccv1p0.xsd")


def _manifest(quiz: str, pictures: Iterable[str]) -> str:
    root = Element("manifest", identifier=_identifier("manifest", quiz))
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "IMS Content")
    _add(metadata, "schemaversion", "1.1.3")
    _add(root, "organizations")
    resources = _add(root, "resources")
    meta = f"{quiz}/assessment_meta.xml"
    questions = _add(resources, "resource", identifier=quiz, type="imsqti_xmlv1p2")
    _add(questions, "file", href=f"{quiz}/{quiz}.xml")
    other = _identifier("meta", quiz)
    _add(questions, "dependency", identifierref=other)
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    _add(_add(resources, "resource", identifier=other, type=kind, href=meta), "file", href=meta)
    for path in pictures:
        picture = _add(resources, "resource", identifier=_identifier(path), type="webcontent", href=path)
        _add(picture, "file", href=path)
    return _written(root, PACKAGE, "http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd")
