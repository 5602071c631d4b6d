"""flytekit as a peer: answers requests, one JSON object a line, on its standard input and output.

Importing flytekit takes longer than most of what a test asks for, so one process answers all of them.
"""

import contextlib
import dataclasses
import datetime as datetime_module
import functools
import importlib
import json
import os
import sys
import traceback
import typing
from collections import OrderedDict
from datetime import datetime, timezone

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from flyteidl.admin import launch_plan_pb2, task_pb2, workflow_pb2  # noqa: E402
from flyteidl.core import errors_pb2, literals_pb2, types_pb2  # noqa: E402
from flytekit.bin.entrypoint import execute_task_cmd  # noqa: E402
from flytekit.configuration import Image, ImageConfig, SerializationSettings  # noqa: E402
from flytekit.core.base_task import PythonTask  # noqa: E402
from flytekit.core.context_manager import FlyteContextManager  # noqa: E402
from flytekit.core.launch_plan import LaunchPlan  # noqa: E402
from flytekit.core.python_function_task import EagerAsyncPythonFunctionTask  # noqa: E402
from flytekit.core.reference_entity import ReferenceEntity  # noqa: E402
from flytekit.core.type_engine import TypeEngine  # noqa: E402
from flytekit.core.workflow import WorkflowBase  # noqa: E402
from flytekit.models import literals as literal_models  # noqa: E402
from flytekit.models import task as task_models  # noqa: E402
from flytekit.models import types as type_models  # noqa: E402
from flytekit.models.admin import workflow as workflow_models  # noqa: E402
from flytekit.models.core import errors as error_models  # noqa: E402
from flytekit.models.launch_plan import LaunchPlan as AdminLaunchPlan  # noqa: E402
from flytekit.models.launch_plan import LaunchPlanSpec  # noqa: E402
from flytekit.tools.translator import get_serializable  # noqa: E402
from google.protobuf.json_format import MessageToDict, ParseDict  # noqa: E402
from mashumaro.codecs.msgpack import MessagePackEncoder  # noqa: E402
from same import fields, same  # noqa: E402
from values import VALUES  # noqa: E402


def names() -> dict:
    """The names of all values, by task."""
    return {task: list(values) for task, values in VALUES.items()}


def write_inputs(task: str, value: str, path: str) -> None:
    """Writes the `inputs.pb` of one value, as flytekit does for a task that takes it."""
    write(path, {"o0": to_literal(task, VALUES[task][value])})


def write_attribute(task: str, value: str, path: str) -> None:
    """Writes the `inputs.pb` of a value that the server took out of a struct: msgpack, whatever the type."""
    data = MessagePackEncoder(type_of(task)).encode(VALUES[task][value])
    binary = literal_models.Binary(value=data, tag="msgpack")
    write(path, {"o0": literal_models.Literal(scalar=literal_models.Scalar(binary=binary))})


def write_old_inputs(task: str, value: str, path: str) -> None:
    """Writes the `inputs.pb` of one value as flytekit did before structs were msgpack, and still does when told to."""
    with environment(FLYTE_USE_OLD_DC_FORMAT="true"):
        write_inputs(task, value, path)


def write_as(type: str, value: str, path: str) -> None:
    """Writes the `inputs.pb` of a value of any type, both spelled in Python."""
    python_type = eval(type, SPELLINGS)
    context = FlyteContextManager.current_context()
    expected = TypeEngine.to_literal_type(python_type)
    write(path, {"o0": TypeEngine.to_literal(context, eval(value, SPELLINGS), python_type, expected)})


def read_as(type: str, path: str) -> str:
    """Reads an `outputs.pb` as a type that is spelled in Python, and spells the value."""
    literal = literal_models.Literal.from_flyte_idl(read(path).literals["o0"])
    return repr(TypeEngine.to_python_value(FlyteContextManager.current_context(), literal, eval(type, SPELLINGS)))


def read_outputs(task: str, value: str, path: str) -> dict:
    """Reads an `outputs.pb` that should hold one value, and says whether it does, and how it differs from flytekit's literal."""
    [(name, literal)] = read(path).literals.items()
    expected = VALUES[task][value]
    context = FlyteContextManager.current_context()
    got = TypeEngine.to_python_value(context, literal_models.Literal.from_flyte_idl(literal), type_of(task))
    return {
        "name": name,
        "same": same(got, expected),
        "got": repr(got),
        "expected": repr(expected),
        "literal": message(literal),
        "flytekits": message(to_literal(task, expected).to_flyte_idl()),
    }


def run(module: str, task: str, inputs: str, prefix: str, raw: str, env: dict | None = None) -> list:
    """Runs a task by the program that its container has, in this process, and names the files that it left."""
    resolver = "flytekit.core.python_auto_container.default_task_resolver"
    arguments = ["--inputs", inputs, "--output-prefix", prefix, "--raw-output-data-prefix", raw, "--resolver", resolver]
    with environment(**(env or {})):
        execute_task_cmd.main([*arguments, "--", "task-module", module, "task-name", task], standalone_mode=False)
    return sorted(os.listdir(prefix))


@functools.cache
def serialize(module: str, folder: str | None = None) -> dict:
    """The specs of a Python module, under the settings of the golden files; asked of flytekit once, which makes some anew each time."""
    if folder is not None and folder not in sys.path:
        sys.path.insert(0, folder)
    default = Image(name="default", fqn="ghcr.io/acme/flows", tag="v1")
    other = Image(name="other", fqn="ghcr.io/acme/other", tag="v9")
    settings = SerializationSettings(
        image_config=ImageConfig(default_image=default, images=[default, other]),
        project="flytesnacks",
        domain="development",
        version="v1",
    )
    entities = OrderedDict()
    for entity in list(vars(importlib.import_module(module)).values()):
        # What is registered elsewhere is not registered again.
        if isinstance(entity, ReferenceEntity):
            continue
        if isinstance(entity, (PythonTask, WorkflowBase, LaunchPlan)):
            get_serializable(entities, settings, entity)
        if isinstance(entity, EagerAsyncPythonFunctionTask):
            entity = entity.get_as_workflow()
            get_serializable(entities, settings, entity)
        if isinstance(entity, WorkflowBase):
            plan = LaunchPlan.get_default_launch_plan(FlyteContextManager.current_context(), entity)
            get_serializable(entities, settings, plan)
    lists = {task_models.TaskSpec: "tasks", workflow_models.WorkflowSpec: "workflows", AdminLaunchPlan: "launchPlans"}
    specs = {"tasks": [], "workflows": [], "launchPlans": []}
    for model in entities.values():
        # What is neither of these is a node.
        if type(model) in lists:
            specs[lists[type(model)]].append(message(model.to_flyte_idl()))
    return specs


SPELLINGS = {name: value for module in (typing, datetime_module) for name, value in vars(module).items()}

SPEC_KINDS = {
    "tasks": (task_pb2.TaskSpec, task_models.TaskSpec.from_flyte_idl),
    "workflows": (workflow_pb2.WorkflowSpec, workflow_models.WorkflowSpec.from_flyte_idl),
    "launchPlans": (launch_plan_pb2.LaunchPlan, lambda plan: LaunchPlanSpec.from_flyte_idl(plan.spec)),
}


def parse_file(path: str) -> dict:
    """Reads one file of a package; the number at the end of its name says what it holds."""
    suffixes = {"_1.pb": "tasks", "_2.pb": "workflows", "_3.pb": "launchPlans"}
    kind = next(kind for suffix, kind in suffixes.items() if path.endswith(suffix))
    with open(path, "rb") as file:
        return through_classes(kind, SPEC_KINDS[kind][0].FromString(file.read()))


def parse_spec(kind: str, spec: dict) -> dict:
    """Reads one spec in protobuf's JSON; a field that the messages do not have is an error."""
    return through_classes(kind, ParseDict(spec, SPEC_KINDS[kind][0]()))


def through_classes(kind: str, parsed) -> dict:
    """What is left of a message after a trip through flytekit's classes."""
    back = SPEC_KINDS[kind][1](parsed).to_flyte_idl()
    original = parsed.spec if kind == "launchPlans" else parsed
    return {"unknown": unknown_bytes(parsed), "original": message(original), "back": message(back)}


def read_error(path: str) -> dict:
    """Reads an `error.pb` as flytekit's model."""
    with open(path, "rb") as file:
        document = errors_pb2.ErrorDocument.FromString(file.read())
    error = error_models.ErrorDocument.from_flyte_idl(document).error
    timestamp = datetime.fromtimestamp(error.timestamp.ToSeconds(), timezone.utc) if error.timestamp else None
    return {
        "code": error.code,
        "message": error.message,
        "kind": "RECOVERABLE" if error.kind == error_models.ContainerError.Kind.RECOVERABLE else "NON_RECOVERABLE",
        "origin": errors_pb2.ErrorDocument.DESCRIPTOR.file.pool.FindEnumTypeByName("flyteidl.core.ExecutionError.ErrorKind")
        .values_by_number[error.origin]
        .name,
        "worker": error.worker,
        "age": None if timestamp is None else (datetime.now(timezone.utc) - timestamp).total_seconds(),
    }


def guess(task: str, value: str, type: dict, path: str) -> dict:
    """Reads an `outputs.pb` knowing nothing but the Flyte type that we declare, as a remote client does."""
    literal_type = type_models.LiteralType.from_flyte_idl(ParseDict(type, types_pb2.LiteralType()))
    guessed = TypeEngine.guess_python_type(literal_type)
    literal = literal_models.Literal.from_flyte_idl(read(path).literals["o0"])
    got = TypeEngine.to_python_value(FlyteContextManager.current_context(), literal, guessed)
    return {
        "type": str(guessed),
        # A Struct keeps no order of its members, and neither does a map of literals.
        "fields": sorted(field.name for field in dataclasses.fields(guessed)) if dataclasses.is_dataclass(guessed) else None,
        "got": json.dumps(plain(got), sort_keys=True, default=repr),
    }


def literal_of_guess(task: str, value: str, type: dict, path: str) -> None:
    """Writes the `inputs.pb` that a client writes who knows nothing but the Flyte type: through the class it guesses."""
    literal_type = type_models.LiteralType.from_flyte_idl(ParseDict(type, types_pb2.LiteralType()))
    guessed = TypeEngine.guess_python_type(literal_type)
    context = FlyteContextManager.current_context()
    own = TypeEngine.to_python_value(context, to_literal(task, VALUES[task][value]), guessed)
    write(path, {"o0": TypeEngine.to_literal(context, own, guessed, literal_type)})


def plain(value):
    """A value without the classes around it."""
    if dataclasses.is_dataclass(value):
        return {name: plain(field) for name, field in fields(value).items()}
    if isinstance(value, list):
        return [plain(element) for element in value]
    if isinstance(value, dict):
        return {key: plain(element) for key, element in value.items()}
    return value


@contextlib.contextmanager
def environment(**variables: str):
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]


def type_of(task: str):
    return getattr(importlib.import_module("echo"), task).python_interface.inputs["o0"]


def to_literal(task: str, value):
    python_type = type_of(task)
    context = FlyteContextManager.current_context()
    return TypeEngine.to_literal(context, value, python_type, TypeEngine.to_literal_type(python_type))


def write(path: str, literals: dict) -> None:
    with open(path, "wb") as file:
        file.write(literal_models.LiteralMap(literals).to_flyte_idl().SerializeToString())


def read(path: str):
    with open(path, "rb") as file:
        return literals_pb2.LiteralMap.FromString(file.read())


def message(proto) -> dict:
    return MessageToDict(proto)


def unknown_bytes(proto) -> int:
    """How many bytes the messages have no field for."""
    before = len(proto.SerializeToString())
    copy = type(proto)()
    copy.CopyFrom(proto)
    copy.DiscardUnknownFields()
    return before - len(copy.SerializeToString())


REQUESTS = {
    request.__name__: request
    for request in (
        names,
        write_inputs,
        write_attribute,
        write_old_inputs,
        write_as,
        read_as,
        read_outputs,
        run,
        serialize,
        parse_file,
        parse_spec,
        read_error,
        guess,
        literal_of_guess,
    )
}


def main() -> None:
    answers = sys.stdout
    # What tasks print must not stand between the answers.
    with contextlib.redirect_stdout(sys.stderr):
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = {"answer": REQUESTS[request["request"]](**request["arguments"])}
            except BaseException:
                answer = {"failure": traceback.format_exc()}
            print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
