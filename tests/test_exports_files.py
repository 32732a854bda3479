"""Files are written whole or not at all, never over another one unasked, and the same items give the same bytes."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from symdiff.exports import FORMATS, ExportError, MissingLibraryError, export, format_of, render

from .sheets import items, variants


def render_or_skip(form: str, **options: str) -> str | bytes:
    try:
        return render(items() + variants(), form, **options)
    except MissingLibraryError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_items_give_the_same_bytes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert render_or_skip(form, title="Quiz") == render_or_skip(form, title="Quiz")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("answers", ["none", "key", "worked"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_format_has_every_language_and_degree_of_answers(form: str, answers: str, language: str) -> None:
    made = render_or_skip(form, answers=answers, language=language)
    assert len(made) > len(render([], form, answers=answers, language=language))


@pytest.mark.parametrize("form", FORMATS)
def test_a_sheet_without_items_is_whole_too(form: str) -> None:
    try:
        made = render([], form, title="Nothing")
    except MissingLibraryError as error:
        pytest.skip(str(error))
    assert bool(made) is (form != "jsonl")


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "quiz.md"
    path.write_text("mine")
    with pytest.raises(ExportError, match="is there already"):
        export(items(), path)
    assert path.read_text() == "mine"


def test_force_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "quiz.md"
    path.write_text("mine")
    export(items(), path, force=True)
    assert path.read_text(encoding="utf-8").startswith("# Exercises")


def test_a_file_made_in_the_meantime_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "quiz.md"
    write_to_disk = os.fsync

    def meanwhile(descriptor: int) -> None:
        write_to_disk(descriptor)
        path.write_text("theirs")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ExportError, match="is there already"):
        export(items(), path)
    assert [p.read_text() for p in tmp_path.iterdir()] == ["theirs"]


def test_nothing_is_left_behind_when_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(ExportError, match="No space left"):
        export(items(), tmp_path / "quiz.md")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_when_an_item_does_not_fit_the_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> str:
        raise ExportError("no")

    monkeypatch.setattr("symdiff.exports.gift.render", fails)
    with pytest.raises(ExportError, match="no"):
        export(items(), tmp_path / "quiz.gift")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["no/such/folder/quiz.md", "."])
def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, path: str) -> None:
    with pytest.raises(ExportError):
        export(items(), tmp_path / path, "markdown")
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_signs_of_a_shell_is_only_a_name(tmp_path: Path) -> None:
    export(items(), tmp_path / "|touch canary; $(id).md")
    assert [path.name for path in tmp_path.iterdir()] == ["|touch canary; $(id).md"]


def test_a_name_with_a_zero_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        export(items(), f"{tmp_path}/a\0.md", force=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    export(items(), tmp_path / "quiz.md")
    (tmp_path / "plain").touch()
    assert stat.S_IMODE((tmp_path / "quiz.md").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_minus_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    export(items(), "-", "gift", title="Quiz")
    assert capsys.readouterr().out == render(items(), "gift", title="Quiz")


@pytest.mark.parametrize("form", ["qti", "canvas"])
def test_what_is_no_text_does_not_go_to_standard_output(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExportError, match="name a file"):
        export(items(), "-", form)
    assert capsys.readouterr().out == ""


def test_the_ending_says_which_format() -> None:
    assert {form.suffix: format_of(f"a/Quiz{form.suffix.upper()}").suffix for form in FORMATS.values()} == {
        form.suffix: form.suffix for form in FORMATS.values()
    }


@pytest.mark.parametrize("path", ["quiz", "quiz.docx", ".md/quiz"])
def test_an_ending_of_no_format_is_an_error(path: str) -> None:
    with pytest.raises(ExportError, match="which format"):
        format_of(path)


def test_a_format_that_is_none_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ExportError, match="markdown, latex"):
        render(items(), "docx")


@pytest.mark.parametrize(
    ("form", "library", "extra"), [("pdf", "typst", "pdf"), ("anki", "genanki", "anki"), ("parquet", "pyarrow", "data")]
)
def test_a_missing_library_is_an_error_that_says_how_to_install_it(
    form: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibraryError, match=rf"pip install 'symdiff\[{extra}\]'"):
        render(items(), form)
    assert FORMATS[form].extra == extra
