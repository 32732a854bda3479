"""QTI 2.1: a package of items and a test, formulas in MathML."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as tree

from ..documents import Phrase, Sentence, Series, passage
from ..documents.blocks import Picture
from ..documents.formulas import written
from ..documents.html import Html
from ..documents.rendering import letter
from ..expression import Expression
from ..practice.items import Item
from ..printing.mathml import NAMESPACE as MATHML
from .files import archive
from .markup import exact_number
from .sheets import Sheet, answer, asked, choices, is_choice

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_PACKAGE_SCHEMA = f"{PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
_MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"

Element = tree.Element


def render(sheet: Sheet) -> bytes:
    """The sheet as a package: a manifest, a test, and a file for each item."""
    names = [f"items/item{number:03d}.xml" for number in range(1, len(sheet.items) + 1)]
    files: dict[str, str | bytes] = {"imsmanifest.xml": _manifest(sheet, names)}
    files["test.xml"] = assessment(sheet, names)
    for name, item in zip(names, sheet.each(), strict=True):
        files[name] = assessment_item(item, sheet)
    return archive(files)


def as_file(root: Element, namespace: str) -> str:
    """The element as a file whose own namespace needs no prefix."""
    root.set("xmlns", namespace)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tree.tostring(root, encoding="unicode") + "\n"


def assessment(sheet: Sheet, names: list[str]) -> str:
    """The test that holds the items in their order."""
    root = _root("assessmentTest", identifier="test", title=sheet.heading)
    part = _add(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = _add(part, "assessmentSection", identifier="section", title=sheet.heading, visible="true")
    for number, name in enumerate(names, 1):
        _add(section, "assessmentItemRef", identifier=f"item{number:03d}", href=name)
    return as_file(root, NAMESPACE)


def assessment_item(item: Item, sheet: Sheet) -> str:
    """One item."""
    title = f"{sheet.label} ({item.identifier})"
    root = _root("assessmentItem", identifier=item.identifier, title=title, adaptive="false", timeDependent="false")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", sheet.language)
    exact = exact_number(item)
    if exact is not None and not is_choice(item):
        _numeric(root, item, sheet, exact)
    elif choices(item):
        _choice(root, item, sheet)
    else:
        _extended(root, item, sheet)
    return as_file(root, NAMESPACE)


def _root(name: str, **attributes: str) -> Element:
    root = Element(name, attributes)
    root.set("xmlns:xsi", _INSTANCE)
    root.set("xsi:schemaLocation", _SCHEMA)
    return root


def _add(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    child = tree.SubElement(parent, name, attributes)
    child.text = words
    return child


def _choice(root: Element, item: Item, sheet: Sheet) -> None:
    options = choices(item)
    right = next(f"OPTION_{letter(place)}" for place, option in enumerate(options) if option.right)
    _response(root, "identifier", right)
    _outcome(root, "SCORE", "float")
    _outcome(root, "FEEDBACK", "identifier")
    body = _body(root, item, sheet)
    asked = _add(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1")
    for place, option in enumerate(options):
        choice = _add(asked, "simpleChoice", identifier=f"OPTION_{letter(place)}")
        _say(choice, option.content, sheet)
    processing = _add(root, "responseProcessing")
    condition = _add(processing, "responseCondition")
    found = _add(condition, "responseIf")
    match = _add(found, "match")
    _add(match, "variable", identifier="RESPONSE")
    _add(match, "correct", identifier="RESPONSE")
    _score(found, item)
    told = _add(processing, "setOutcomeValue", identifier="FEEDBACK")
    _add(told, "variable", identifier="RESPONSE")
    for place, option in enumerate(options):
        if option.feedback:
            _modal(root, f"OPTION_{letter(place)}", option.feedback, sheet)


def _modal(root: Element, identifier: str, sentences: tuple[Sentence, ...], sheet: Sheet) -> None:
    feedback = _add(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=identifier, showHide="show")
    _say(_add(feedback, "p"), passage(sentences), sheet)


def _numeric(root: Element, item: Item, sheet: Sheet, exact: tuple[str, str]) -> None:
    value, tolerance = exact
    _response(root, "float", value)
    _outcome(root, "SCORE", "float")
    line = _add(_body(root, item, sheet), "p")
    if item.answer_name is not None:
        _say(line, Series((item.answer_name, " = "), "list.nothing"), sheet)
    _add(line, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    condition = _add(_add(root, "responseProcessing"), "responseCondition")
    found = _add(condition, "responseIf")
    if tolerance == "0":
        equal = _add(found, "equal", toleranceMode="exact")
    else:
        equal = _add(found, "equal", toleranceMode="absolute", tolerance=f"{tolerance} {tolerance}")
    _add(equal, "variable", identifier="RESPONSE")
    _add(equal, "correct", identifier="RESPONSE")
    _score(found, item)


def _extended(root: Element, item: Item, sheet: Sheet) -> None:
    """A text for a person to judge, who sees the key."""
    _add(root, "responseDeclaration", identifier="RESPONSE", cardinality="single", baseType="string")
    _outcome(root, "SCORE", "float")
    body = _body(root, item, sheet)
    key = _add(body, "rubricBlock", view="scorer tutor")
    _say(_add(key, "p"), answer(item), sheet)
    _add(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLength="200")


def _response(root: Element, kind: str, right: str) -> None:
    declared = _add(root, "responseDeclaration", identifier="RESPONSE", cardinality="single", baseType=kind)
    _add(_add(declared, "correctResponse"), "value", right)


def _outcome(root: Element, name: str, kind: str) -> None:
    declared = _add(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    if kind == "float":
        _add(_add(declared, "defaultValue"), "value", "0")


def _score(branch: Element, item: Item) -> None:
    gained = _add(branch, "setOutcomeValue", identifier="SCORE")
    _add(gained, "baseValue", f"{item.points:d}", baseType="float")


def _body(root: Element, item: Item, sheet: Sheet) -> Element:
    body = _add(root, "itemBody")
    _put(body, "".join(QtiHtml(sheet.language).each(asked(item))))
    return body


class QtiHtml(Html):
    """The HTML that QTI allows, as XML."""

    def formula(self, expression: Expression) -> str:
        """The formula as MathML, with its namespace."""
        return f'<math xmlns="{MATHML}">{written(expression, "mathml")}</math>'

    def picture(self, picture: Picture) -> str:
        """The graph behind its label."""
        return super().picture(picture).replace(' class="picture"', "")


def _say(parent: Element, phrase: Phrase, sheet: Sheet) -> None:
    """A phrase as the content of an element."""
    _put(parent, QtiHtml(sheet.language).said(phrase))


def _put(parent: Element, html: str) -> None:
    made = tree.fromstring(f"<div>{html}</div>")
    parent.text = (parent.text or "") + (made.text or "")
    parent.extend(made)


def _manifest(sheet: Sheet, names: list[str]) -> str:
    root = Element("manifest", identifier="manifest")
    root.set("xmlns:xsi", _INSTANCE)
    root.set("xsi:schemaLocation", _PACKAGE_SCHEMA)
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "QTIv2.1 Package")
    _add(metadata, "schemaversion", "1.0.0")
    _add(root, "organizations")
    resources = _add(root, "resources")
    test = _add(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    _add(test, "file", href="test.xml")
    for resource in _resources(names):
        _add(test, "dependency", identifierref=resource.get("identifier", ""))
        resources.append(resource)
    return as_file(root, PACKAGE)


def _resources(names: list[str]) -> Iterator[Element]:
    for number, name in enumerate(names, 1):
        made = Element("resource", identifier=f"item{number:03d}", type="imsqti_item_xmlv2p1", href=name)
        _add(made, "file", href=name)
        yield made


tree.register_namespace("m", MATHML)
