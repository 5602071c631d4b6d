import type { GraphProblem } from "../errors/graph.ts";

/** The server's limit on the labels of one launch plan. */
const mostLabels = 16;

const name = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const prefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Labels that Kubernetes would not take. */
export function labelProblems(labels: { readonly [key: string]: string }): readonly GraphProblem[] {
  const entries = Object.entries(labels);
  const wrong = entries.flatMap(([key, value]) => {
    if (!isLabelKey(key)) return [problem(`the label "${key}" has a name that Kubernetes does not take`)];
    if (value !== "" && !name.test(value)) {
      return [problem(`the label "${key}" has a value that Kubernetes does not take: "${value}"`)];
    }
    return [];
  });
  if (entries.length <= mostLabels) return wrong;
  const text = `it has ${entries.length} labels, and the server takes at most ${mostLabels}`;
  return [...wrong, { text, remedy: "use annotations, which have no such limit" }];
}

function problem(text: string): GraphProblem {
  return { text, remedy: "use at most 63 letters, digits, -, _ and ., with a letter or digit first and last" };
}

function isLabelKey(key: string): boolean {
  const slash = key.indexOf("/");
  if (slash < 0) return name.test(key);
  return slash <= 253 && prefix.test(key.slice(0, slash)) && name.test(key.slice(slash + 1));
}

/** Annotations whose keys Kubernetes would not take: the server does, and then every execution fails. */
export function annotationProblems(annotations: { readonly [key: string]: string }): readonly GraphProblem[] {
  return Object.keys(annotations)
    .filter((key) => !isLabelKey(key))
    .map((key) => problem(`the annotation "${key}" has a name that Kubernetes does not take`));
}
