import { createRandom } from "./random.ts";

/** A variable of the body: a value, an array or an object with `a` and `b`. */
interface Variable {
  readonly name: string;
  readonly kind: "value" | "list" | "object";
  readonly isConst?: true;
}

type Choice = () => string;

/**
 * The body of a workflow, made up: variables that hold references, calls and plain values on ways that `coin()` decides, with
 * probes in between, `⟦number:variable⟧`, where a reference would be misused. `p` is a parameter.
 */
export function generateBody(seed: number): string {
  const random = createRandom(seed);
  let names = 0;
  let probes = 0;
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(random() * choices.length)];
    if (choice === undefined) throw new Error("nothing to choose from");
    return choice;
  };
  const named = (variables: readonly Variable[], kind: Variable["kind"]): readonly string[] =>
    variables.filter((variable) => variable.kind === kind).map(({ name }) => name);

  function expression(variables: readonly Variable[], depth = 0): string {
    const [values, lists, objects] = [named(variables, "value"), named(variables, "list"), named(variables, "object")];
    const inner = (): string => expression(variables, depth + 1);
    const choices: Choice[] = [() => "1", () => "undefined", () => "(await add(1))", () => "add(2)"];
    choices.push(
      () => pick(values),
      () => `(await ${pick(values)})`,
      () => `${pick(values)}!`,
    );
    if (lists.length > 0) {
      choices.push(
        () => `${pick(lists)}[0]`,
        () => `${pick(lists)}.at(-1)`,
        () => `(await Promise.all(${pick(lists)}))[0]`,
      );
    }
    if (objects.length > 0)
      choices.push(
        () => `${pick(objects)}.a`,
        () => `${pick(objects)}.b`,
      );
    if (depth < 2) {
      choices.push(
        () => `(coin() ? ${inner()} : ${inner()})`,
        () => `(${inner()} ?? ${inner()})`,
        () => `(coin() && ${inner()})`,
        () => `(await add(1).then(async (q: any) => ${inner()}))`,
      );
    }
    return pick(choices)();
  }

  function probe(variables: readonly Variable[]): string {
    const spot = `⟦${probes++}:${pick(named(variables, "value"))}⟧`;
    return pick([`void (${spot} > 1);`, `if (${spot}) {}`, `void \`\${${spot}}\`;`, `void (${spot} === undefined);`]);
  }

  function block(outer: readonly Variable[], depth: number, jumps: readonly string[]): string {
    const variables = [...outer];
    const count = 1 + Math.floor(random() * 4);
    return Array.from({ length: count }, () => `${statement(variables, depth, jumps)}\n${probe(variables)}`).join("\n");
  }

  function statement(variables: Variable[], depth: number, jumps: readonly string[]): string {
    const name = `v${names++}`;
    const lists = named(variables, "list");
    const objects = named(variables, "object");
    const changing = variables.filter(({ kind, isConst }) => kind === "value" && isConst !== true);
    const value = (): string => expression(variables);
    const declare = (text: string, variable: Omit<Variable, "name">): string => {
      variables.push({ name, ...variable });
      return text;
    };
    const within = (further: readonly string[]): string => block(variables, depth + 1, [...jumps, ...further]);
    const inLoop = ["if (coin()) break;", "if (coin()) continue;"];
    const inFunction = (): string => block(variables, depth + 1, ["if (coin()) return;"]);
    const choices: Choice[] = [
      () => declare(`let ${name}: any = ${value()};`, { kind: "value" }),
      () => declare(`let ${name}: any;`, { kind: "value" }),
      () => declare(`const ${name}: any = ${value()};`, { kind: "value", isConst: true }),
      () => declare(`const ${name}: any[] = [${pick(["", value(), `${value()}, ${value()}`])}];`, { kind: "list" }),
      () => declare(`const ${name}: any = { a: ${value()}, b: ${value()} };`, { kind: "object" }),
      ...jumps.map((jump) => () => jump),
    ];
    if (changing.length > 0) {
      const target = pick(changing).name;
      choices.push(
        () => `${target} = ${value()};`,
        () => `${target} = ${value()};`,
        () => `${target} ??= ${value()};`,
        () => `if (coin()) ${target} = ${value()};`,
        () => `[${target}] = [${value()}];`,
      );
    }
    if (lists.length > 0) {
      const list = pick(lists);
      choices.push(
        () => `${list}.push(${value()});`,
        () => `${list}[0] = ${value()};`,
        () => declare(`const [${name}] = ${list};`, { kind: "value", isConst: true }),
        () => declare(`const ${name}: any[] = [...${list}, ${value()}];`, { kind: "list" }),
      );
    }
    if (objects.length > 0) choices.push(() => `${pick(objects)}.a = ${value()};`);
    if (depth < 3) {
      choices.push(
        () => `if (coin()) { ${within([])} } else { ${within([])} }`,
        () => `for (const i of [1, 2]) { ${within(inLoop)} }`,
        () => `while (coin()) { ${within(inLoop)} }`,
        () => `do { ${within(inLoop)} } while (coin());`,
        () => `try { ${within([])} if (coin()) throw new Error(); } catch { ${within([])} } finally { ${within([])} }`,
        () => `await Promise.all([1, 2].map(async () => { ${inFunction()} }));`,
        () => `const ${name} = async () => { ${inFunction()} }; ${within([])} await ${name}();`,
      );
    }
    return pick(choices)();
  }

  return block([{ name: "p", kind: "value", isConst: true }], 0, []);
}
