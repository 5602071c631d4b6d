"""Values of the types in echo.py, by the task's name. flows/values.ts has the same, under the same names."""

import math
import os
import tempfile
from datetime import date, datetime, timedelta, timezone

import pandas
from echo import Address, Color, CsvFile, Mixed, Moments, Person, Report, Stored, Wide
from flytekit import StructuredDataset
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from generated import generate

FOLDER = tempfile.mkdtemp(prefix="interop-values-")


def stored(name: str, text: str, kind=FlyteFile):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return kind(path)


def folder(name: str, files: dict) -> FlyteDirectory:
    for path, text in files.items():
        stored_path = os.path.join(FOLDER, name, path)
        os.makedirs(os.path.dirname(stored_path), exist_ok=True)
        with open(stored_path, "w", encoding="utf-8") as file:
            file.write(text)
    return FlyteDirectory(os.path.join(FOLDER, name))


# No empty text: pandas reads one in CSV as NaN, its own too.
SALES = pandas.DataFrame(
    {"item": ["pear", "é ✓", 'x,"y"\n'], "count": [1, -2, 2**40], "price": [1.0, 2.5, -0.25], "paid": [True, False, True]}
)


def sales(file_format: str = "parquet") -> StructuredDataset:
    return StructuredDataset(dataframe=SALES, file_format=file_format)


STREET = Address("Main Street", 12345, ["a", "é"])
EMPTY = Address("", 0, [])
BORN = datetime(2001, 2, 3, 4, 5, 6, 789000, timezone.utc)

FULL = Person(
    name="Zoë ✓",
    age=41,
    height=1.5,
    active=True,
    born=BORN,
    color=Color.GREEN,
    address=STREET,
    nick="zo",
    second=EMPTY,
    scores={"math": 2.0, "art": -0.5},
    friends=[STREET, EMPTY],
    places={"home": STREET},
)
SPARE = Person(
    name="x", age=-1, height=2.0, active=False, born=datetime(1969, 12, 31, tzinfo=timezone.utc), color=Color.RED, address=EMPTY
)

VALUES = {
    "echo_int": {"zero": 0, "one": 1, "negative": -1, "largest": 2**53 - 1, "smallest": -(2**53) + 1},
    "echo_int64": {"largest": 2**63 - 1, "smallest": -(2**63), "beyond": 2**53 + 1, "zero": 0},
    "echo_float": {
        "half": 1.5,
        "whole": 2.0,
        "zero": 0.0,
        "minus_zero": -0.0,
        "nan": math.nan,
        "infinite": math.inf,
        "minus_infinite": -math.inf,
        "tiny": 5e-324,
        "huge": 1.7976931348623157e308,
        "third": 1 / 3,
    },
    "echo_str": {
        "empty": "",
        "ascii": "hello",
        "unicode": "héllo ✓ 😀 \x00 \n\t\u2028",
        "number": "1",
        "long": "ab✓" * 20_000,
    },
    "echo_bool": {"yes": True, "no": False},
    "echo_datetime": {
        "millis": datetime(2024, 2, 29, 12, 30, 15, 123000, timezone.utc),
        "epoch": datetime(1970, 1, 1, tzinfo=timezone.utc),
        "before": datetime(1969, 12, 31, 23, 59, 59, 500000, timezone.utc),
        "first": datetime(1, 1, 1, tzinfo=timezone.utc),
        "last": datetime(9999, 12, 31, 23, 59, 59, 999000, timezone.utc),
        "zoned": datetime(2024, 2, 29, 12, 30, tzinfo=timezone(timedelta(hours=-5))),
    },
    "echo_list_int": {"some": [1, 2, -3], "none": [], "many": list(range(1000))},
    "echo_nested_list": {"some": [[1.0, 2.5], [], [math.inf]], "none": []},
    "echo_dict_str": {
        "some": {"b": "2", "a": "1", "": "empty", "__proto__": "p", "é ✓": "u", "1": "index"},
        "none": {},
    },
    "echo_nested_dict": {"some": {"k": [{"x": 1.0}, {}], "l": []}, "none": {}},
    "echo_untyped_dict": {
        "some": {"a": 1, "b": [1, 2.5, "s", None, True], "c": {"d": "e"}},
        "none": {},
        "numbers": {"whole": 7, "large": 2**40, "negative": -129, "fraction": 0.1},
    },
    "echo_opt_int": {"some": 5, "none": None, "zero": 0},
    "echo_opt_list": {"some": ["a"], "none": None, "empty": []},
    "echo_list_opt": {"some": [1.0, None, 2.5], "none": []},
    "echo_union": {"int": 5, "str": "5", "list": ["5"], "empty_list": []},
    "echo_union_bool": {"yes": True, "one": 1, "str": "true"},
    "echo_dict_union": {"some": {"f": 1.0, "s": "x", "n": None}},
    "echo_union_struct": {"struct": STREET, "str": "x", "none": None},
    "echo_enum": {"green": Color.GREEN},
    "echo_list_enum": {"some": [Color.RED, Color.BLUE], "none": []},
    "echo_opt_enum": {"some": Color.BLUE, "none": None},
    "echo_constant": {"only": "only"},
    "echo_address": {"full": STREET, "empty": EMPTY},
    "echo_person": {"full": FULL, "spare": SPARE},
    "echo_wide": {
        "numbers": Wide(2**63 - 1, 7, [[1.0, 2.5], []]),
        "text": Wide(-(2**63), "seven", [[-0.0, math.inf]]),
    },
    "echo_mixed": {
        "struct": Mixed(STREET, [1, "1"], [BORN], {"a": Color.RED}, {"x": [1, None, {"y": 0.5}]}, [STREET, None], 2.0, Color.BLUE),
        "text": Mixed("x", [], [], {}, {}, []),
    },
    "echo_list_struct": {"some": [STREET, EMPTY], "none": []},
    "echo_dict_struct": {"some": {"k": [STREET, None], "l": []}},
    "echo_file": {"text": stored("a.txt", "héllo\n"), "odd_name": stored("b c#é+&.bin", "odd"), "empty": stored("empty", "")},
    "echo_file_csv": {"table": stored("t.csv", "a,b\n1,2\n", CsvFile)},
    "echo_list_file": {"some": [stored("1.txt", "one"), stored("2.txt", "two")], "none": []},
    "echo_opt_file": {"some": stored("opt.txt", "opt"), "none": None},
    "echo_report": {
        "full": Report("r", stored("main.md", "# main"), [stored("o.txt", "other")], stored("extra.bin", "extra")),
        "spare": Report("", stored("only.md", "only"), []),
    },
    "echo_instant": {
        "micros": datetime(2024, 2, 29, 12, 30, 15, 123456, timezone.utc),
        "before": datetime(1969, 12, 31, 23, 59, 59, 999999, timezone.utc),
        "first": datetime(1, 1, 1, tzinfo=timezone.utc),
        "last": datetime(9999, 12, 31, 23, 59, 59, 999999, timezone.utc),
    },
    "echo_date": {"leap": date(2024, 2, 29), "first": date(1, 1, 1), "last": date(9999, 12, 31), "before": date(1969, 12, 31)},
    "echo_timedelta": {
        "long": timedelta(days=1, microseconds=5),
        "zero": timedelta(0),
        "negative": timedelta(seconds=-1, milliseconds=-500),
        "least": timedelta(microseconds=-1),
        "years": timedelta(days=3000),
    },
    "echo_opt_timedelta": {"some": timedelta(minutes=5), "none": None},
    "echo_list_date": {"some": [date(2024, 2, 29), date(1900, 1, 1)]},
    "echo_url": {"page": "https://example.com/a%20b?c=d#e"},
    "echo_tuple": {"pair": [1, "x"]},
    "echo_moments": {
        "full": Moments(BORN, date(2024, 2, 29), timedelta(seconds=90.5), [timedelta(days=2), timedelta(0)], date(1, 1, 1)),
        "spare": Moments(BORN, date(9999, 12, 31), timedelta(microseconds=-1), []),
    },
    "echo_directory": {"some": folder("d", {"a.txt": "a", "sub/b é.txt": "bé", "sub/deep/c": ""})},
    "echo_list_directory": {"some": [folder("e", {"a": "1"}), folder("f", {"b": "2"})], "none": []},
    "echo_dataset": {"parquet": sales()},
    "echo_sales": {"parquet": sales()},
    "echo_sales_csv": {"csv": sales("csv")},
    "echo_stored": {"full": Stored(folder("g", {"a": "1"}), sales())},
}

for task, value in generate().items():
    VALUES[task]["generated"] = value
