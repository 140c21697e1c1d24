-- Work that outlives the request that asked for it. What is true of a job is its row; each of its transitions changes
-- the row and adds one to job_event in the same transaction. A job's id is a UUIDv7: its order is the order of arrival.

CREATE TABLE job (
    id          ${text} NOT NULL PRIMARY KEY,
    kind        ${text} NOT NULL,
    class       ${text} NOT NULL,
    owner       ${text} NOT NULL,
    state       ${text} NOT NULL,
    request     TEXT    NOT NULL,
    unit        TEXT    NOT NULL,
    step        TEXT    NOT NULL DEFAULT '',
    done        BIGINT  NOT NULL DEFAULT 0,
    failed      BIGINT  NOT NULL DEFAULT 0,
    total       BIGINT,
    attempts    INTEGER NOT NULL DEFAULT 0, -- the most that one of its runs took
    started     BIGINT,
    ended       BIGINT,
    code        TEXT,                       -- why it failed, when it did
    detail      TEXT,
    result      TEXT,
    traceparent TEXT,                       -- of the request that asked for it
    events      BIGINT  NOT NULL DEFAULT 0, -- the number of the last event
    place       TEXT,                       -- where the next chunk begins; NULL at the beginning
    planned     INTEGER NOT NULL DEFAULT 0, -- 1 when all chunks are known, 2 when that failed for good
    chunks      BIGINT  NOT NULL DEFAULT 0, -- the number of the last chunk
    runs        INTEGER NOT NULL DEFAULT 0, -- rows of job_run
    parked      INTEGER NOT NULL DEFAULT 0, -- runs that failed for good
    frozen      INTEGER NOT NULL DEFAULT 0, -- those of them that took too long
    pruned      INTEGER NOT NULL DEFAULT 0  -- 1 when the events are removed
);
CREATE INDEX job_owner ON job (owner, id);
CREATE INDEX job_kind_state ON job (kind, state, id);
CREATE INDEX job_owner_kind_state ON job (owner, kind, state, id);
CREATE INDEX job_ended ON job (pruned, ended) WHERE ended IS NOT NULL;

CREATE TABLE job_event (
    job     ${text} NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    seq     BIGINT  NOT NULL,
    at      BIGINT  NOT NULL,
    node    TEXT    NOT NULL,
    attempt INTEGER NOT NULL,
    state   ${text} NOT NULL,
    step    TEXT    NOT NULL,
    details TEXT    NOT NULL,
    trace   TEXT,
    span    TEXT,
    PRIMARY KEY (job, seq)
);

-- The chunks of a large job that are known and not done: a few tens at a time.
CREATE TABLE job_chunk (
    job     ${text} NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    number  BIGINT  NOT NULL,
    payload TEXT    NOT NULL,
    size    BIGINT  NOT NULL,
    PRIMARY KEY (job, number)
);

-- What is to be run, in the terms of db-scheduler. Run 0 of a job finds its chunks, and does the only one itself; each
-- other is of one chunk. The version counts who took it or gave it back, and is what a worker proves its lease with.
CREATE TABLE job_run (
    task_instance        ${text} NOT NULL PRIMARY KEY,
    task_name            ${text} NOT NULL, -- the kind
    class                ${text} NOT NULL,
    job                  ${text} NOT NULL,
    chunk                BIGINT  NOT NULL,
    rank                 BIGINT  NOT NULL,
    since                BIGINT  NOT NULL, -- when it began to wait
    delayed              INTEGER NOT NULL DEFAULT 0,
    execution_time       BIGINT  NOT NULL,
    picked_by            TEXT,
    last_heartbeat       BIGINT,
    consecutive_failures INTEGER NOT NULL DEFAULT 0,
    version              BIGINT  NOT NULL DEFAULT 1
);
CREATE INDEX job_run_due ON job_run (class, rank, task_instance) WHERE picked_by IS NULL AND delayed = 0;
CREATE INDEX job_run_delayed ON job_run (class, execution_time) WHERE picked_by IS NULL AND delayed = 1;
CREATE INDEX job_run_picked ON job_run (class, last_heartbeat) WHERE picked_by IS NOT NULL;
CREATE INDEX job_run_job ON job_run (job);

-- How far the line of a class has come (tenant ''), and where the last run of each tenant stands in it.
CREATE TABLE job_rank (
    class  ${text} NOT NULL,
    tenant ${text} NOT NULL,
    rank   BIGINT  NOT NULL,
    PRIMARY KEY (class, tenant)
);
INSERT INTO job_rank (class, tenant, rank) VALUES ('interactive', '', 0), ('upload', '', 0), ('backfill', '', 0);

-- What is left of jobs that ended long ago.
CREATE TABLE job_day (
    day    BIGINT  NOT NULL, -- since 1970
    kind   ${text} NOT NULL,
    state  ${text} NOT NULL,
    jobs   BIGINT  NOT NULL,
    done   BIGINT  NOT NULL,
    failed BIGINT  NOT NULL,
    millis BIGINT  NOT NULL,
    PRIMARY KEY (day, kind, state)
);
