from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.intake import Source, attendance, read_roster
from grader.intake.roster import Person

ADA = Person("ada", "Ada Lovelace", "ada@example.edu")
BOB = Person("4711", "Bob Ray", "bob@example.edu")


@pytest.fixture
def roster(tmp_path):
    def roster(content):
        path = tmp_path / "roster.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_roster(path)

    return roster


@pytest.fixture
def mistakes(roster):
    def mistakes(content):
        with pytest.raises(CourseError) as caught:
            roster(content)
        return [(problem.line, problem.message) for problem in caught.value.problems]

    return mistakes


def source(student, **known):
    return Source(student, (Path(student),), **known)


def called(*sources, roster=(ADA, BOB)):
    return [(one.student, one.name, one.email) for one in attendance(roster, sources).sources]


def test_the_columns_are_known_by_their_names(roster):
    people = roster("email,Section,Student,name\nada@example.edu,2,ada,Ada Lovelace\n")
    assert people == (ADA,)


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffstudent,name,email\r\nada,Ada Lovelace,ada@example.edu\r\n",
        "student;name;email\nada;Ada Lovelace;ada@example.edu\n",
        'Student\tNAME\temail\n"ada"\t"Ada Lovelace"\tada@example.edu',
        "student,name,email\n\n,,\n ada , Ada Lovelace ,ada@example.edu\n",
    ],
)
def test_what_spreadsheets_write_is_read(roster, content):
    assert roster(content) == (ADA,)


def test_names_and_addresses_may_be_left_out(roster):
    assert roster("student\nada\n") == (Person("ada", "", ""),)
    assert roster("student,name,email\nada\n") == (Person("ada", "", ""),)


def test_every_mistake_is_told_at_once_with_its_line(mistakes):
    assert mistakes("student,name\nada,Ada\n,Bob\nADA,Ada again\n") == [
        (3, "no id in the column `student`"),
        (4, "`ADA` is in line 2 already"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column `student`"),
        ("ada,Ada\n", "no column `student`"),
        (b"student\nJ\xf6rg\n", "is not UTF-8"),
        ("student\n" + "x" * 200_000, "is not CSV"),
    ],
)
def test_what_is_no_roster_is_refused(mistakes, content, message):
    ((_, told),) = mistakes(content)
    assert message in told


def test_a_roster_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CourseError, match="no such file"):
        read_roster(tmp_path / "roster.csv")


def test_a_student_is_matched_by_id_whatever_else_differs():
    assert called(source("Ada", name="Someone", email="bob@example.edu")) == [
        ("Ada", "Ada Lovelace", "ada@example.edu")
    ]


@pytest.mark.parametrize(
    "found",
    [
        source("77", email="BOB@example.edu"),
        source("bob@example.edu"),
        source("77", name="bob ray"),
        source("77", name="Ray, Bob"),
        source("77", name="raybob"),
        source("Bob Ray"),
    ],
)
def test_a_student_is_matched_by_address_or_name(found):
    assert called(found) == [(found.student, "Bob Ray", "bob@example.edu")]


@pytest.mark.parametrize(
    "found", [source("77"), source("bob"), source("77", name="Bob"), source("77", name="ybobra")]
)
def test_less_than_that_is_no_match(found):
    result = attendance((ADA, BOB), [found])
    assert result.sources == (found,)
    assert result.unknown == (found.student,)
    assert result.missing == ("ada", "4711")


def test_a_name_that_two_students_have_is_nobodys():
    twins = (Person("1", "Ada Lovelace", ""), Person("2", "Lovelace Ada", ""))
    assert called(source("Ada Lovelace"), roster=twins) == [("Ada Lovelace", "", "")]
    assert called(source("2"), roster=twins) == [("2", "Lovelace Ada", "")]


def test_what_the_platform_knows_stays_where_the_roster_is_silent():
    found = source("1", name="Ada L.", email="ada@example.org")
    assert called(found, roster=(Person("1", "Ada Lovelace", ""),)) == [
        ("1", "Ada Lovelace", "ada@example.org")
    ]


def test_who_is_missing_and_who_came_under_two_ids_is_told():
    result = attendance((ADA, BOB), [source("ada"), source("Ada Lovelace"), source("eve")])
    assert result.missing == ("4711",)
    assert result.unknown == ("eve",)
    assert result.doubled == (("ada", "Ada Lovelace"),)


def test_a_whole_class_leaves_nobody():
    result = attendance((ADA, BOB), [source("ada"), source("4711")])
    assert (result.missing, result.unknown, result.doubled) == ((), (), ())


def test_a_silent_column_matches_nobody():
    assert called(source("x"), roster=(Person("1", "", ""), Person("2", "", ""))) == [("x", "", "")]
