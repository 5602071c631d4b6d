/** The tables of what is registered and launched. Times are milliseconds since 1970; messages are their protobuf bytes. */
export const schema: readonly string[] = [
  `
  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    labels TEXT NOT NULL,
    state INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE entities (
    kind INTEGER NOT NULL,
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    spec BLOB NOT NULL,
    closure BLOB NOT NULL,
    short_description TEXT NOT NULL,
    state INTEGER NOT NULL,
    workflow_name TEXT,
    schedule_type TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (kind, project, domain, name, version)
  ) STRICT;

  CREATE TABLE named_entities (
    kind INTEGER NOT NULL,
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (kind, project, domain, name)
  ) STRICT;

  CREATE TABLE descriptions (
    kind INTEGER NOT NULL,
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    message BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (kind, project, domain, name, version)
  ) STRICT;

  CREATE TABLE executions (
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    spec BLOB NOT NULL,
    inputs BLOB NOT NULL,
    given_inputs BLOB NOT NULL,
    launch_plan BLOB NOT NULL,
    workflow BLOB NOT NULL,
    launch_plan_name TEXT NOT NULL,
    workflow_name TEXT NOT NULL,
    task_name TEXT,
    mode INTEGER NOT NULL,
    principal TEXT NOT NULL,
    phase INTEGER NOT NULL,
    state INTEGER NOT NULL,
    outputs BLOB,
    error BLOB,
    error_kind INTEGER,
    abort_cause TEXT,
    abort_principal TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (project, domain, name)
  ) STRICT;

  CREATE INDEX executions_by_phase ON executions (phase);

  CREATE TABLE execution_tags (
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (project, domain, name, tag)
  ) STRICT
  `,
  `
  CREATE TABLE attributes (
    resource INTEGER NOT NULL,
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    workflow TEXT NOT NULL,
    message BLOB NOT NULL,
    PRIMARY KEY (resource, project, domain, workflow)
  ) STRICT
  `,
];
