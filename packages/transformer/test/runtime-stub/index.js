export class FlyteFile {
  constructor(uri) {
    this.uri = uri;
  }
}

function entity(...args) {
  const at = args.findIndex((argument) => typeof argument === "function");
  return { fn: args[at], options: at === 1 ? args[0] : {}, metadata: args[at + 1] };
}

export const task = entity;
export const dynamic = entity;
export const eager = entity;
export const workflow = entity;
export const mapTask = (mapped) => mapped;

const typed = (...args) => ({ options: args.slice(0, -1), metadata: args.at(-1) });
export const referenceTask = typed;
export const referenceLaunchPlan = typed;
export const referenceWorkflow = typed;
export const containerTask = typed;
export const shellTask = typed;
export const sqlTask = typed;
export const waitForInput = typed;

export class ImperativeWorkflow {
  addInput(...args) {
    return typed(...args);
  }
}
