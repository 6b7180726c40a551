from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.texts import read_text


def test_plain_text_comes_back_as_it_is():
    assert read_text("x = 'é'\n".encode(), "a.py") == ("x = 'é'\n", ())


def test_a_byte_order_mark_and_foreign_line_ends_go_without_a_word():
    assert read_text(codecs.BOM_UTF8 + b"a\r\nb\rc\n", "a.py") == ("a\nb\nc\n", ())


def test_a_declared_encoding_is_used():
    raw = "#!/usr/bin/python\n# -*- coding: koi8-r -*-\n# привет\n".encode("koi8-r")
    text, notes = read_text(raw, "a.py")
    assert "привет" in text
    assert notes == ()


def test_a_declaration_on_the_third_line_is_none():
    text, _ = read_text("\n\n# coding: koi8-r\n# привет\n".encode("koi8-r"), "a.py")
    assert "привет" not in text


@pytest.mark.parametrize(
    "codec", ["punycode", "idna", "zlib", "unicode_escape", "utf-7", "no-such", "x" * 40]
)
def test_a_codec_that_no_editor_saves_in_is_not_used(codec):
    text, notes = read_text(f"# coding: {codec}\n".encode() + b"\xe9\\ud800", "a.py")
    assert text.endswith("é\\ud800")
    assert "read as Windows-1252" in notes[0]


def test_undeclared_western_text_is_read_with_a_note():
    assert read_text(b"# caf\xe9 \x93x\x94\n", "a.py") == (
        "# café “x”\n",
        ("a.py: neither UTF-8 nor what it declares; read as Windows-1252",),
    )


def test_bytes_outside_windows_1252_are_read_all_the_same():
    assert read_text(b"# \x81\xe9\n", "a.py")[0] == "# \x81é\n"


def test_utf_16_is_read_with_a_note():
    text, notes = read_text("x = 1\r\n".encode("utf-16"), "a.py")
    assert text == "x = 1\n"
    assert "UTF-16" in notes[0]


def test_nul_bytes_are_removed_and_noted():
    assert read_text(b"x\0 = 1\n", "a.py") == ("x = 1\n", ("a.py: NUL bytes are removed",))


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", codecs.BOM_UTF8])
def test_an_empty_file_is_noted(raw):
    assert read_text(raw, "a.py")[1] == ("a.py: the file is empty",)


def test_signs_are_noted_with_their_line():
    (note,) = read_text(b"x = 1\nprint x\n", "a.py")[1]
    assert note.startswith("a.py, line 2: a print statement")


def test_only_python_files_are_searched_for_signs():
    assert read_text(b"print x\n", "answers.txt")[1] == ()


@given(st.binary() | st.text().map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_any_bytes_become_text_that_can_be_stored(raw):
    text, _ = read_text(raw, "a.py")
    assert "\r" not in text
    assert "\0" not in text
    text.encode()


HOSTILE = [
    "'''\\",
    "\\'''",
    "'",
    '"',
    '"""\\"',
    "(",
    "\\",
    "\\\n",
    "#",
    "print ",
    ":",
    "import ",
    "xrange",
    " ",
    "\t\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_trouble_is_read(piece):
    """Time that grows with the square of the text is hours here, and the test's limit ends it."""
    read_text((piece * (1 << 20))[: 1 << 20].encode(), "a.py")
