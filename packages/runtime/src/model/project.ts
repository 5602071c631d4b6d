/** flyteidl's `admin.Domain`. */
export interface Domain {
  readonly id: string;
  readonly name: string;
}

/** flyteidl's `admin.Project`. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly domains: readonly Domain[];
  readonly labels: { readonly [key: string]: string };
  readonly state: "active" | "archived" | "system-generated" | "system-archived";
}
