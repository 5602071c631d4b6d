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
