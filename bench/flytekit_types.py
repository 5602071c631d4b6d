"""What flytekit takes for the values of types.ts: prints one line of JSON, milliseconds by name."""

import json
import time
import typing
from dataclasses import dataclass

from flyteidl.core import literals_pb2
from flytekit import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from flytekit.models.literals import LiteralMap

REPETITIONS = 2


@dataclass
class Address:
    street: str
    zip: int


@dataclass
class Person:
    name: str
    age: int
    height: float
    address: Address
    tags: typing.List[str]


CASES = {
    "100,000 integers": (typing.List[int], list(range(100_000))),
    "100,000 floats": (typing.List[float], [index / 7 for index in range(100_000)]),
    "100,000 texts": (typing.List[str], [f"value-{index}" for index in range(100_000)]),
    "a record of 10,000": (typing.Dict[str, int], {f"key-{index}": index for index in range(10_000)}),
    "10,000 structs": (
        typing.List[Person],
        [
            Person(f"name {index}", index % 90, 1.5, Address(f"Main Street {index}", 10_000 + index), ["a", "b"])
            for index in range(10_000)
        ],
    ),
}


def measure(python_type, value):
    context = FlyteContextManager.current_context()
    literal_type = TypeEngine.to_literal_type(python_type)
    encode, decode = [], []
    size = 0
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        literal = TypeEngine.to_literal(context, value, python_type, literal_type)
        data = LiteralMap({"v": literal}).to_flyte_idl().SerializeToString()
        middle = time.perf_counter()
        message = literals_pb2.LiteralMap()
        message.ParseFromString(data)
        read = LiteralMap.from_flyte_idl(message).literals["v"]
        assert TypeEngine.to_python_value(context, read, python_type) == value
        decode.append(time.perf_counter() - middle)
        encode.append(middle - start)
        size = len(data)
    return {"encode": min(encode) * 1000, "decode": min(decode) * 1000, "bytes": size}


print(json.dumps({name: measure(*case) for name, case in CASES.items()}))
