/**
 * The rules of the real server, and where each is held to. A rule whose test goes away, or gets another name, is missed here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

type Rule = readonly [rule: string, ...tests: string[]];

/** By test file: what the server does, and the rows or tests that ask for it. */
const rules: { readonly [file: string]: readonly Rule[] } = {
  "registration-rules.test.ts": [
    ["an identifier says all that it has to", "`empty "],
    ["a project has to be there", "project that was never created"],
    ["a domain has to be one of the deployment's", "domain other than the configured ones"],
    ["an identifier is of the entity's kind", "id whose resource type is not the entity's"],
    ["the same again is ALREADY_EXISTS", "same id, same content"],
    ["something else is INVALID_ARGUMENT with what differs", "same id, other content"],
    ["descriptions are no part of what is compared", "same task id, only the description entity changed"],
    ["the request's identifier counts, not the template's", "task template with another id than the request's"],
    ["a launch plan needs its workflow", "launch plan for a workflow not registered"],
    ["a workflow needs its tasks", "workflow referring to a task or launch plan not registered yet"],
    ["names of tasks are not checked", "names of tasks that nothing checks"],
    ["a workflow's name is part of a URL", "name of a workflow with a control character"],
    ["a request has 4 MiB at most", "one request over 4 MiB"],
    ["a workflow has 100 nodes at most", "more than 100 nodes"],
    ["containers ask for no more than the platform allows", "resources over the platform's"],
    ["a task says its image, metadata, version, type and interface", "no container image", "metadata absent"],
    ["", "runtime with empty version", "empty type", "interface absent", "neither command nor args"],
    ["resources parse, stand once, and do not exceed their limits", "a quantity that does not parse"],
    ["", "the same resource twice", "request > limit", "gpu request != gpu limit"],
    ["much is taken that does harm later", "runtime absent", "unknown task type", "neither container nor k8s pod"],
    ["", "cache on with an empty cache version", "variable with no type, odd names", "resource name UNKNOWN"],
  ],
  "workflow-rules.test.ts": [
    ["a workflow has a node", "no nodes", "input passed straight to an output"],
    ["a workflow's inputs stand under two names", "promise for a workflow input: node id empty"],
    ["", "promise for a workflow input: start-node"],
    ["edges come from promises", "edges only by promise"],
    ["an unknown upstream id is not checked by itself", "upstream id of an unknown node"],
    ["", "upstream id of an unknown node, beside another"],
    ["ids of nodes", "duplicate node ids", "empty node id", 'node id "end-node"', '"start-node" as an extra node'],
    ["", "node ids with capitals, _, ., /, digit first"],
    ["promises lead somewhere", "promise to unknown node", "promise to unknown output of a known node"],
    ["", "unknown workflow input"],
    ["inputs are bound, once, and there are no others", "required input not bound", "same input bound twice"],
    ["", "binding for an input the task does not have", "binding message with no value"],
    ["what may be none may be left out", "input that may be none, not bound"],
    ["types are castable, and integers and floats are not", "literal of another type", "promise of another type"],
    ["", "int literal to Optional[int]", "none to Optional[int]", "int promise to Optional[int]"],
    ["", "union-wrapped literal to Optional[int]", "list literal with one wrong element", "an empty list binding"],
    ["outputs are bound by name and type", "workflow output not bound", "workflow output bound to a wrong type"],
    ["", "workflow output bound to an undeclared name", "workflow output bound to a literal"],
    ["nothing waits for itself", "cycle through data", "cycle through data, self"],
    ["", "cycle through upstream_node_ids only"],
    ["a node has a target, and may stand alone", "node without target", "node connected to nothing"],
    ["without an interface there are no inputs and outputs", "graph: workflow without interface"],
    ["a sub-workflow is in the spec", "graph: sub-workflow in the spec"],
    ["", "sub-workflow that is only registered on its own"],
    ["a launch plan's inputs are bound", "launch plan node", "launch plan node, required input not bound"],
    ["a failure node is checked as any other", "failure node", "failure node with a wrong input"],
    ["", "failure node without id"],
    ["an alias takes an output's place", "alias in place of an output's name"],
    ["errors come together", "all errors of one workflow come in one answer"],
    ["a branch ends in an else or an error", "without else or error", "a case with no condition"],
    ["variables of conditions are inputs", "a variable that is no input of the branch"],
    ["", "a variable with free text for a name"],
    ["both sides are of one type, and never optional", "int compared with float", "literal against literal"],
    ["", "an operand holding none", "an optional value against a literal"],
    ["outputs of a branch are those that all cases have", "outputs of all cases, downstream"],
    ["", "outputs of different types, downstream", "cases with different outputs that nobody uses"],
    ["ids of cases", "one id in two cases", "a case that reads an outer node"],
    ["a mapped task declares lists", "a task with lists", "a task with scalar types"],
    ["launch plans are not mapped over", "map: over a launch plan"],
    ["gates", '"sleep"', '"approve"', '"signal"', "signal without an output variable name", "no condition at all"],
  ],
  "launch-plan-rules.test.ts": [
    ["a schedule leaves no input open", "schedule while a required input has no value"],
    ["", "schedule with the kickoff argument"],
    ["the time goes to a free input that takes it", "kickoff argument that is unknown"],
    ["", "kickoff argument that is fixed", "kickoff argument that is not a datetime"],
    ["cron has five fields", "cron text not of 5 fields", 'cron text "hourly"', "cron text of 6 fields"],
    ["", "old cron_expression of 6 fields", "@every 5m", "fixed rate 0"],
    ["inputs are the workflow's", "default input for an unknown name", "fixed input for an unknown name"],
    ["", "default of another type than the workflow's input", "fixed of another type"],
    ["a parameter says what it is", "parameter with neither default nor required", "parameter with required=false"],
    ["", "parameter with no variable type", "same input both fixed and defaulted"],
    ["what is not mentioned is required", "inputs not mentioned become required inputs"],
    ["labels are Kubernetes's", "label key not fit for Kubernetes", "label value not fit for Kubernetes"],
    ["", "more than 16 labels", "annotation with a bad key"],
    ["notifications", "notification with no recipient", "notification with a non-terminal phase"],
    ["", "notification with no channel", "max_parallelism -1"],
    ["one version is active", "a launch plan is registered inactive, and one version is active at a time"],
  ],
  "execution-rules.test.ts": [
    ["names", "a name of more than 63 characters", "a name with a digit first", "a name with a - first"],
    ["", "a name with _", "a name with .", "no name: the server makes one"],
    ["names that Kubernetes refuses fail as executions", "capitals", "a trailing -"],
    ["", "an annotation with a bad key fails as an execution"],
    ["inputs", "missing required input", "wrong type", "unknown input", "overriding a fixed input"],
  ],
  "golden-registration.test.ts": [["what flytekit writes", "golden/specs"]],
  "engine/nodes.test.ts": [
    ["only the node's timeout counts", "a node's timeout ends each of its attempts: without retries it has failed"],
    ["", "the timeout of a task's template is not enforced, and a node's retries win over its task's"],
    ["long ids are hashed", "ids longer than 20 characters are shown as a hash"],
    ["some ids lose what their nodes leave", "loses its outputs", "has no place in the store"],
    ["", "nodes with capitals, points, slashes and digits in their ids run, and of two with one id the last one"],
    ["a failure node runs, and the first error stays", "a failure node gets the inputs and the error"],
    ["a case may read an outer node", "a case may read a node around the branch, and waits for it"],
    ["the error of a branch", "UserProvidedError"],
    ["arrays share their inputs", "an array runs its task for every element, with the whole inputs"],
    ["", "lists of unequal lengths fail, empty ones give empty lists, and none at all is one element"],
    ["", "failed elements are none where enough succeed", "Unknown reason"],
    ["parallelism", "an execution runs no more nodes at a time than it may"],
    ["gates", "a sleeping gate takes its time", "gates wait for approval and for values"],
  ],
  "engine/containers.test.ts": [
    ["outputs and a good end", "outputs.pb and exit 0 is a success"],
    ["", "a task without outputs that writes nothing succeeds"],
    ["missing outputs use up retries", "declared outputs that are not written are OutputsNotFound"],
    ["errors that are final, and those that are not", "an error that is not recoverable fails the node at once"],
    ["", "a recoverable error is tried again until the retries are used up"],
    ["another exit code than 0 counts more than any document", "is ignored: four tries, Interrupted"],
    ["", "so it is with one that writes nothing, one that is killed, and one that wrote outputs, whatever its retries"],
    ["an error wins", "an error wins over outputs"],
    ["documents that are none", "an empty error document is ErrorFileBadFormat, four times"],
    ["", "an error document or a job that is no protobuf fails the whole execution"],
    ["outputs are not checked", "outputs of another type than declared, and outputs too many, are taken as they are"],
    ["", "outputs that lack a variable, or are no protobuf, fail whoever reads them"],
    ["sizes", "a long error message is kept whole", "outputs over the limit are OutputSizeExceeded"],
    ["variables", "containers get their identity, their own variables and those of the execution"],
    ["templates", "templates are filled with and without spaces, and what is unknown stays"],
    ["", "an attempt is told where the one before it left its checkpoints"],
    ["tasks without a process", "a task without a container, and one with a variable of an impossible name"],
  ],
  "engine/dynamic.test.ts": [
    [
      "jobs are compiled",
      "a malformed job is DynamicWorkflowBuildFailed, of the user's making and without another try",
    ],
    ["jobs win", "a job wins over outputs"],
    ["jobs have no limit", "more than a hundred nodes are no problem"],
  ],
  "engine/cache.test.ts": [
    ["statuses", "the first run populates, the second one hits and runs no container"],
    ["what counts", "other inputs, another cache version, another interface and overwriting run it"],
    ["no version", "a cached task without a cache version fails the whole execution"],
  ],
};

const test = suite("dev/rules");

for (const [file, rows] of Object.entries(rules)) {
  test(`every rule has a test in ${file}`, () => {
    const source = readFileSync(join(import.meta.dirname, file), "utf8");
    const missing = rows.flatMap(([rule, ...tests]) =>
      tests.filter((name) => !source.includes(name)).map((name) => `${rule}: ${name}`),
    );
    assert.equal(missing, []);
  });
}

test.run();
