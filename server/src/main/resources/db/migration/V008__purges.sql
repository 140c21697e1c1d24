-- Purges of sources, which every server does with what it keeps, also those that it was not there for. A server notes how
-- far it came beside its caches; the log of which it knows the place is told apart from another database's by its name.

CREATE TABLE purge_log (
    seq     BIGINT  NOT NULL PRIMARY KEY, -- without gaps, and seen in their order
    node    ${text} NOT NULL,             -- who did it already
    request TEXT    NOT NULL,
    at      BIGINT  NOT NULL
);
CREATE INDEX purge_log_at ON purge_log (at);

CREATE TABLE purge_head (
    id   INTEGER NOT NULL PRIMARY KEY,
    name ${text} NOT NULL, -- empty until somebody gives it one
    seq  BIGINT  NOT NULL  -- of the last purge
);
INSERT INTO purge_head (id, name, seq) VALUES (1, '', 0);
