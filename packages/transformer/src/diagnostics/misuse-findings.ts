import type { Finding } from "./finding.ts";

/*
 * What the body of a workflow cannot do with a reference: numbers 990080 to 990109. A number is never reused. Each says
 * which value it is, what the code does with it, why that cannot work, and what can be done instead.
 */

const later = "which is known only at run time: here it is a reference";
const compute = "Compute in a task, and pass the reference to it";
const loops =
  "Call a task for each element with 'mapTask(…)', or give the value to a 'dynamic' task, whose parameters are real values";

export function branchOnReference(operation: string, value: string): Finding {
  return {
    code: 990080,
    text: `${operation} decides by ${value}, ${later}, and a reference is always true. Use 'when(isTrue(…), () => …).otherwise(() => …)', or let a task decide.`,
  };
}

export function loopOnReference(operation: string, value: string): Finding {
  return {
    code: 990081,
    text: `${operation} ends when it is told by ${value}, ${later}, and the loop would run while the workflow is compiled. ${loops}.`,
  };
}

export function compareReference(operation: string, value: string): Finding {
  return {
    code: 990082,
    text: `${operation} compares ${value}, ${later}, and a reference has no value to compare. Use 'when(eq(…), () => …).otherwise(() => …)', with eq, ne, gt, ge, lt or le, or compare in a task.`,
  };
}

export function testReferenceForNull(operation: string, value: string): Finding {
  return {
    code: 990083,
    text: `${operation} asks whether there is a value in ${value}, ${later}, which is never null or undefined. Pass it on to a task that takes 'null' or 'undefined' too and decides.`,
  };
}

export function inspectReference(operation: string, value: string): Finding {
  return {
    code: 990084,
    text: `${operation} asks what kind of value is in ${value}, ${later}, whatever the value will be. Let a task find out.`,
  };
}

export function computeWithReference(operation: string, value: string): Finding {
  return {
    code: 990085,
    text: `${operation} computes with ${value}, ${later}, and a reference is no number. ${compute}.`,
  };
}

export function writeReferenceAsText(operation: string, value: string): Finding {
  return {
    code: 990086,
    text: `${operation} makes a text of ${value}, ${later}, and has no text yet. Put the text together in a task, and pass the reference to it.`,
  };
}

export function writeReferenceAsJson(operation: string, value: string): Finding {
  return {
    code: 990087,
    text: `${operation} copies or writes the content of ${value}, ${later}, and has no content yet. Pass the reference to a task that does it.`,
  };
}

export function iterateReference(operation: string, value: string): Finding {
  return {
    code: 990088,
    text: `${operation} goes through the elements of ${value}, ${later}, and has no elements to go through. ${loops}; 'list[0]' is one element.`,
  };
}

export function listPropertiesOfReference(operation: string, value: string): Finding {
  return {
    code: 990089,
    text: `${operation} lists the properties of ${value}, ${later}, and has none to list. Read the properties that are needed by their names ('value.name'), or put the object together in a task.`,
  };
}

export function convertReference(operation: string, value: string): Finding {
  return {
    code: 990090,
    text: `${operation} needs the value of ${value}, ${later}, and a reference has no value yet. ${compute}.`,
  };
}

export function readListMember(member: string, value: string): Finding {
  return {
    code: 990091,
    text: `'.${member}' needs the elements of ${value}, ${later}, and nobody knows how many elements there will be. ${loops}; 'list[0]' is one element.`,
  };
}

export function readValueMember(member: string, value: string): Finding {
  return {
    code: 990092,
    text: `'.${member}' needs the value of ${value}, ${later}, and has only the properties and elements that its data will have. ${compute}.`,
  };
}

export function changeReference(operation: string, value: string): Finding {
  return {
    code: 990093,
    text: `${operation} changes ${value}, ${later}, and nothing can be written into it. Let a task take the value and return the changed one.`,
  };
}

export function keyByReference(operation: string, value: string): Finding {
  return {
    code: 990094,
    text: `${operation} looks something up by ${value}, ${later}, and there is no key yet. Pass it to a task that looks up what stands there.`,
  };
}

export function branchOnCondition(operation: string, condition: string): Finding {
  return {
    code: 990095,
    text: `${operation} decides by the condition '${condition}', which holds or does not only at run time: here it is an object, and always true. Join conditions with 'and(…)' and 'or(…)', and decide with 'when(…, () => …).otherwise(() => …)'.`,
  };
}
