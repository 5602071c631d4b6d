/** The tables of what runs. Times are milliseconds since 1970; messages are their protobuf bytes. */
export const engineSchema: readonly string[] = [
  `
  CREATE TABLE node_executions (
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    node_id TEXT NOT NULL,
    spec_node_id TEXT NOT NULL,
    parent_id TEXT,
    retry_group TEXT NOT NULL,
    kind TEXT NOT NULL,
    phase INTEGER NOT NULL,
    is_parent INTEGER NOT NULL,
    is_dynamic INTEGER NOT NULL,
    is_array INTEGER NOT NULL,
    input_uri TEXT NOT NULL,
    output_uri TEXT,
    deck_uri TEXT,
    dynamic_job_uri TEXT,
    dynamic_closure_uri TEXT,
    child_execution TEXT,
    cache_status INTEGER,
    cache_key BLOB,
    error BLOB,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (project, domain, name, node_id)
  ) STRICT;

  CREATE INDEX node_executions_by_parent ON node_executions (project, domain, name, parent_id);

  CREATE TABLE task_executions (
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    node_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    task BLOB NOT NULL,
    task_type TEXT NOT NULL,
    phase INTEGER NOT NULL,
    is_parent INTEGER NOT NULL,
    fault TEXT,
    input_uri TEXT NOT NULL,
    output_uri TEXT,
    log_uri TEXT,
    reason TEXT NOT NULL,
    error BLOB,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (project, domain, name, node_id, attempt)
  ) STRICT;

  CREATE TABLE signals (
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    type BLOB NOT NULL,
    value BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project, domain, name, signal_id)
  ) STRICT;

  CREATE TABLE cache_entries (
    key TEXT PRIMARY KEY,
    outputs BLOB NOT NULL,
    source BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE schedule_times (
    project TEXT NOT NULL,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    active_since INTEGER NOT NULL,
    fired_at INTEGER NOT NULL,
    PRIMARY KEY (project, domain, name, version)
  ) STRICT
  `,
];
