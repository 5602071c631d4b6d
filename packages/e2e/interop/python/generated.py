"""Values by chance, always the same: what nobody thought of when writing values.py."""

import math
import random
import struct
from datetime import datetime, timedelta, timezone

from echo import Address, Color, Mixed, Person, Wide


def generate() -> dict:
    """One value of many parts for each type that can hold such, by the task's name."""
    chance = random.Random(20240229)

    def integer() -> int:
        return chance.randint(-1, 1) * chance.getrandbits(chance.randint(0, 53)) % (2**53)

    def wide() -> int:
        return chance.getrandbits(64) - 2**63

    def real() -> float:
        # Any pattern of bits but NaN's, of which only one survives.
        value = struct.unpack("<d", chance.randbytes(8))[0]
        return 0.0 if math.isnan(value) else value

    def text() -> str:
        ranges = [(0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)]
        return "".join(chr(chance.randint(*chance.choice(ranges))) for _ in range(chance.randint(0, 20)))

    def some(make, least: int = 0) -> list:
        return [make() for _ in range(chance.randint(least, 8))]

    def record(make) -> dict:
        return {text(): make() for _ in range(chance.randint(0, 8))}

    def optional(make):
        return None if chance.random() < 0.3 else make()

    def instant() -> datetime:
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=chance.randint(-(2**45), 2**47))

    def address() -> Address:
        return Address(text(), integer(), some(text))

    def person() -> Person:
        return Person(
            name=text(),
            age=integer(),
            height=real(),
            active=chance.random() < 0.5,
            born=instant(),
            color=chance.choice(list(Color)),
            address=address(),
            nick=optional(text),
            second=optional(address),
            scores=record(real),
            friends=some(address),
            places=record(address),
        )

    def json(depth: int = 3):
        makers = [integer, text, lambda: chance.random() < 0.5, lambda: None, lambda: chance.uniform(-1, 1)]
        if depth > 0:
            makers += [lambda: some(lambda: json(depth - 1)), lambda: record(lambda: json(depth - 1))]
        return chance.choice(makers)()

    return {
        "echo_list_int": [integer() for _ in range(500)],
        "echo_nested_list": [some(real) for _ in range(100)],
        "echo_list_opt": [optional(real) for _ in range(200)],
        "echo_dict_str": {text(): text() for _ in range(300)},
        "echo_nested_dict": {text(): some(lambda: record(real)) for _ in range(30)},
        "echo_untyped_dict": {text(): json() for _ in range(50)},
        "echo_opt_list": [text() for _ in range(200)],
        "echo_dict_union": {text(): chance.choice([real, text, lambda: None])() for _ in range(200)},
        "echo_list_enum": [chance.choice(list(Color)) for _ in range(100)],
        "echo_person": person(),
        "echo_wide": Wide(wide(), text(), [some(real) for _ in range(20)]),
        "echo_mixed": Mixed(
            either=address(),
            several=[chance.choice([integer, text])() for _ in range(20)],
            times=[instant() for _ in range(20)],
            colors={text(): chance.choice(list(Color)) for _ in range(5)},
            anything={text(): json() for _ in range(10)},
            maybe=[optional(address) for _ in range(10)],
        ),
        "echo_list_struct": [address() for _ in range(100)],
        "echo_dict_struct": {text(): some(lambda: optional(address)) for _ in range(30)},
    }
