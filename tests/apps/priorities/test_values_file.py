import numpy as np
import pytest

from hamyar.priorities.errors import UnableToReadValuesError
from hamyar.priorities.services.values_file import read_values, write_values


def read(text: str, *indicators: str) -> object:
    return read_values(text.encode(), file="v.csv", indicators=indicators or ("x",))


def test_read_values_keeps_order_names_and_numbers_and_leaves_other_columns() -> None:
    content = "code,name,other,y,x\n2,ب,zz,1.5,۱٬۲۳۴٫۵\n1,الف,zz,,3e-2\n".encode("utf-8-sig")

    values = read_values(content, file="v.csv", indicators=("x", "y"))

    assert values.codes == ("2", "1")
    assert values.names == ("ب", "الف")
    assert values.peers is None
    np.testing.assert_array_equal(values.matrix, [[1234.5, 1.5], [0.03, np.nan]])


@pytest.mark.parametrize("word", ["", " ", "-", "—", "NA", "نامشخص", "نامعلوم", "nan"])
def test_read_values_reads_words_for_missing_as_missing(word: str) -> None:
    values = read_values(f"code,name,x\n1,a,{word}\n2,b,1\n".encode(), file="v.csv", indicators=("x",))

    assert np.isnan(values.matrix[0, 0])


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("code,name\n1,a\n", "missing_column", None, "x"),
        ("code,name,x,x\n1,a,1,1\n", "duplicate_column", None, "x"),
        ("code,name,x\n1,a,1\n1,b,2\n", "duplicate_code", 3, "code"),
        ("code,name,x\n,a,1\n", "empty_code", 2, "code"),
        ("code,name,x\n1,a,many\n", "not_a_number", 2, "x"),
        ("code,name,x\n1,a,inf\n", "not_a_number", 2, "x"),
        ("code,name,x\n1,a,1\n\n2,b,1,9\n", "width", 4, None),
        ("code,name,x\n", "no_rows", None, None),
        ("", "missing_column", None, "code"),
        ("code,name,x\n1,a\x00,2\n", "binary", None, None),
    ],
)
def test_read_values_refuses_and_names_row_and_column(
    text: str, code: str, row: int | None, column: str | None
) -> None:
    with pytest.raises(UnableToReadValuesError) as caught:
        read(text)

    assert caught.value.code == code
    assert caught.value.params.get("row") == row
    assert caught.value.params.get("column") == column
    assert "v.csv" in caught.value.message


def test_read_values_refuses_another_encoding_with_its_row() -> None:
    with pytest.raises(UnableToReadValuesError) as caught:
        read_values("code,name,x\n1,مشهد,1\n".encode("cp1256"), file="v.csv", indicators=("x",))

    assert (caught.value.code, caught.value.params["row"]) == ("encoding", 2)


def test_write_values_is_read_back_to_the_last_digit() -> None:
    text = "code,name,peers,x\n1,a,p,0.1\n2,b,q,\n3,c,p,1e-17\n4,d,p,123456789.123456\n"
    values = read_values(text.encode(), file="v.csv", indicators=("x",))

    again = read_values(write_values(values), file="v.csv", indicators=("x",))

    np.testing.assert_array_equal(again.matrix, values.matrix)
    assert again.peers == ("p", "q", "p", "p")
    assert write_values(again) == write_values(values)
