"""Equality of values as a reader sees them: files, folders and tables by their content, NaN as itself, 1 apart from 1.0 and True."""

import dataclasses
import math
import os

import pandas
from flytekit import StructuredDataset
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile


def same(left, right) -> bool:
    if isinstance(left, FlyteFile) and isinstance(right, FlyteFile):
        return read(left) == read(right)
    if isinstance(left, FlyteDirectory) and isinstance(right, FlyteDirectory):
        return tree(left) == tree(right)
    if isinstance(left, StructuredDataset) and isinstance(right, StructuredDataset):
        return rows(left) == rows(right)
    if dataclasses.is_dataclass(left):
        return dataclasses.is_dataclass(right) and same(fields(left), fields(right))
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return (math.isnan(left) and math.isnan(right)) or (left == right and math.copysign(1, left) == math.copysign(1, right))
    if isinstance(left, list):
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return left == right


def fields(value) -> dict:
    """The fields of a dataclass; a class that flytekit guessed has no methods to compare with."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def read(file: FlyteFile) -> bytes:
    with open(file.download(), "rb") as stream:
        return stream.read()


def tree(folder: FlyteDirectory) -> dict:
    """The content of each file by its path."""
    root = folder.download()
    contents = {}
    for place, _, names in os.walk(root):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as stream:
                contents[os.path.relpath(path, root)] = stream.read()
    return contents


def rows(table: StructuredDataset) -> list:
    """The rows of a dataset that was read, or of one that was made from a data frame."""
    frame = table._dataframe if table._dataframe is not None else table.open(pandas.DataFrame).all()
    return [{name: value for name, value in sorted(row.items())} for row in frame.to_dict("records")]
