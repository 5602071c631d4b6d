import type { Database } from "./database.ts";

/** A project as it is stored. */
export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** JSON. */
  readonly labels: string;
  /** `flyteidl.admin.Project.ProjectState`. */
  readonly state: number;
  readonly created_at: number;
}

/** A project that is new. */
export interface NewProject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly labels: { readonly [key: string]: string };
  readonly createdAt: number;
}

/** Adds a project; false where there is one with that id. */
export function addProject(database: Database, project: NewProject): boolean {
  const inserted = database.run(
    "INSERT INTO projects (id, name, description, labels, state, created_at) VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING",
    project.id,
    project.name,
    project.description,
    JSON.stringify(project.labels),
    project.createdAt,
  );
  return inserted > 0;
}

/** One project. */
export function readProject(database: Database, id: string): ProjectRow | undefined {
  return database.get("SELECT * FROM projects WHERE id = ?", id);
}

/** Writes what a project says of itself. */
export function updateProject(database: Database, { id, name, description, labels, state }: ProjectRow): void {
  database.run(
    "UPDATE projects SET name = ?, description = ?, labels = ?, state = ? WHERE id = ?",
    name,
    description,
    labels,
    state,
    id,
  );
}
