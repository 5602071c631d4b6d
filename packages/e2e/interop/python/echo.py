"""One task a type: it gives back what it gets. The same tasks stand in TypeScript in flows/echo.ts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Dict, List, Literal, Optional, Union

from flytekit import StructuredDataset, kwtypes, task
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from typing_extensions import Annotated

CsvFile = FlyteFile["csv"]
Sales = Annotated[StructuredDataset, kwtypes(item=str, count=int, price=float, paid=bool)]
CsvSales = Annotated[StructuredDataset, kwtypes(item=str, count=int, price=float, paid=bool), "csv"]


class Color(Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


@dataclass
class Address:
    street: str
    zip: int
    tags: List[str]


@dataclass
class Person:
    name: str
    age: int
    height: float
    active: bool
    born: datetime
    color: Color
    address: Address
    nick: Optional[str] = None
    second: Optional[Address] = None
    scores: Dict[str, float] = field(default_factory=dict)
    friends: List[Address] = field(default_factory=list)
    places: Dict[str, Address] = field(default_factory=dict)


@dataclass
class Wide:
    big: int
    id: Union[int, str]
    grid: List[List[float]]


@dataclass
class Mixed:
    # A string first would take every value: so does the packer of dataclasses.
    either: Union[Address, str]
    several: List[Union[int, str]]
    times: List[datetime]
    colors: Dict[str, Color]
    anything: dict
    maybe: List[Optional[Address]]
    size: Optional[float] = None
    shade: Optional[Color] = None


@dataclass
class Report:
    title: str
    file: FlyteFile
    others: List[FlyteFile]
    extra: Optional[FlyteFile] = None


@dataclass
class Moments:
    at: datetime
    day: date
    length: timedelta
    others: List[timedelta]
    last: Optional[date] = None


@dataclass
class Stored:
    folder: FlyteDirectory
    table: StructuredDataset


@task
def echo_int(o0: int) -> int:
    return o0


@task
def echo_int64(o0: int) -> int:
    return o0


@task
def echo_float(o0: float) -> float:
    return o0


@task
def echo_str(o0: str) -> str:
    return o0


@task
def echo_bool(o0: bool) -> bool:
    return o0


@task
def echo_datetime(o0: datetime) -> datetime:
    return o0


@task
def echo_list_int(o0: List[int]) -> List[int]:
    return o0


@task
def echo_nested_list(o0: List[List[float]]) -> List[List[float]]:
    return o0


@task
def echo_dict_str(o0: Dict[str, str]) -> Dict[str, str]:
    return o0


@task
def echo_nested_dict(o0: Dict[str, List[Dict[str, float]]]) -> Dict[str, List[Dict[str, float]]]:
    return o0


@task
def echo_untyped_dict(o0: dict) -> dict:
    return o0


@task
def echo_opt_int(o0: Optional[int]) -> Optional[int]:
    return o0


@task
def echo_opt_list(o0: Optional[List[str]]) -> Optional[List[str]]:
    return o0


@task
def echo_list_opt(o0: List[Optional[float]]) -> List[Optional[float]]:
    return o0


@task
def echo_union(o0: Union[int, str, List[str]]) -> Union[int, str, List[str]]:
    return o0


@task
def echo_union_bool(o0: Union[bool, int, str]) -> Union[bool, int, str]:
    return o0


@task
def echo_dict_union(o0: Dict[str, Union[float, str, None]]) -> Dict[str, Union[float, str, None]]:
    return o0


@task
def echo_union_struct(o0: Union[str, Address, None]) -> Union[str, Address, None]:
    return o0


@task
def echo_enum(o0: Color) -> Color:
    return o0


@task
def echo_list_enum(o0: List[Color]) -> List[Color]:
    return o0


@task
def echo_opt_enum(o0: Optional[Color]) -> Optional[Color]:
    return o0


@task
def echo_constant(o0: Literal["only"]) -> Literal["only"]:
    return o0


@task
def echo_address(o0: Address) -> Address:
    return o0


@task
def echo_person(o0: Person) -> Person:
    return o0


@task
def echo_wide(o0: Wide) -> Wide:
    return o0


@task
def echo_mixed(o0: Mixed) -> Mixed:
    return o0


@task
def echo_list_struct(o0: List[Address]) -> List[Address]:
    return o0


@task
def echo_dict_struct(o0: Dict[str, List[Optional[Address]]]) -> Dict[str, List[Optional[Address]]]:
    return o0


@task
def echo_file(o0: FlyteFile) -> FlyteFile:
    return o0


@task
def echo_file_csv(o0: CsvFile) -> CsvFile:
    return o0


@task
def echo_list_file(o0: List[FlyteFile]) -> List[FlyteFile]:
    return o0


@task
def echo_opt_file(o0: Optional[FlyteFile]) -> Optional[FlyteFile]:
    return o0


@task
def echo_report(o0: Report) -> Report:
    return o0


@task
def echo_instant(o0: datetime) -> datetime:
    return o0


@task
def echo_date(o0: date) -> date:
    return o0


@task
def echo_timedelta(o0: timedelta) -> timedelta:
    return o0


@task
def echo_opt_timedelta(o0: Optional[timedelta]) -> Optional[timedelta]:
    return o0


@task
def echo_list_date(o0: List[date]) -> List[date]:
    return o0


@task
def echo_url(o0: str) -> str:
    return o0


@task
def echo_tuple(o0: List[Union[int, str]]) -> List[Union[int, str]]:
    return o0


@task
def echo_moments(o0: Moments) -> Moments:
    return o0


@task
def echo_directory(o0: FlyteDirectory) -> FlyteDirectory:
    return o0


@task
def echo_list_directory(o0: List[FlyteDirectory]) -> List[FlyteDirectory]:
    return o0


@task
def echo_dataset(o0: StructuredDataset) -> StructuredDataset:
    return o0


@task
def echo_sales(o0: Sales) -> Sales:
    return o0


@task
def echo_sales_csv(o0: CsvSales) -> CsvSales:
    return o0


@task
def echo_stored(o0: Stored) -> Stored:
    return o0
