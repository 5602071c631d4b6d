/** What an identifier names; flyteidl's `core.ResourceType`. */
export type ResourceType = "task" | "workflow" | "launch-plan";

/** flyteidl's `core.Identifier`. */
export interface Identifier {
  readonly resourceType: ResourceType;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
}
