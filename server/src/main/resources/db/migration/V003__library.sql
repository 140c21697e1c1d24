-- What is kept of images. An image's id is a UUIDv7: its order is the order of arrival, so an index that ends in the id
-- serves lists by date, and a date is a bound of the id.

-- Contents, each once. One without an image is unused since a time; some time later its file goes.
CREATE TABLE blob (
    sha256       ${text} NOT NULL PRIMARY KEY,
    bytes        BIGINT  NOT NULL,
    unused_since BIGINT,                     -- or when it was last claimed
    unused_before BIGINT NOT NULL DEFAULT 0, -- what that was before the last claim
    leaving      BIGINT  NOT NULL DEFAULT 0, -- since when its file is being removed; 0 when it is not
    verified     BIGINT                      -- when its hash was last computed anew
);
CREATE INDEX blob_unused ON blob (unused_since) WHERE unused_since IS NOT NULL;
CREATE INDEX blob_verified ON blob (verified, sha256);

-- teams, tags and attributes are JSON here, so that a row is all there is to read; the tables below are for finding. They
-- have what lists are sorted by, so that these walk an index there too.
CREATE TABLE image (
    id          ${text} NOT NULL PRIMARY KEY,
    version     BIGINT  NOT NULL,
    owner       ${text} NOT NULL,
    sha256      ${text} NOT NULL REFERENCES blob (sha256),
    format      ${text} NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    frames      INTEGER NOT NULL,
    bytes       BIGINT  NOT NULL,
    title       TEXT    NOT NULL,
    description TEXT    NOT NULL,
    tags        TEXT    NOT NULL,
    teams       TEXT    NOT NULL,
    attributes  TEXT    NOT NULL,
    modified    BIGINT  NOT NULL
);
CREATE INDEX image_modified ON image (modified, id);
CREATE INDEX image_bytes ON image (bytes, id);
CREATE INDEX image_format ON image (format, id);
CREATE INDEX image_owner ON image (owner, id);
CREATE INDEX image_owner_modified ON image (owner, modified, id);
CREATE INDEX image_owner_bytes ON image (owner, bytes, id);
CREATE INDEX image_sha256 ON image (sha256);

CREATE TABLE image_team (
    team     ${text} NOT NULL,
    image_id ${text} NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    modified BIGINT NOT NULL,
    bytes    BIGINT NOT NULL,
    PRIMARY KEY (team, image_id)
);
CREATE INDEX image_team_image ON image_team (image_id);
CREATE INDEX image_team_modified ON image_team (team, modified, image_id);
CREATE INDEX image_team_bytes ON image_team (team, bytes, image_id);

CREATE TABLE image_tag (
    tag      ${text} NOT NULL,
    image_id ${text} NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    modified BIGINT NOT NULL,
    bytes    BIGINT NOT NULL,
    PRIMARY KEY (tag, image_id)
);
CREATE INDEX image_tag_image ON image_tag (image_id);
CREATE INDEX image_tag_modified ON image_tag (tag, modified, image_id);
CREATE INDEX image_tag_bytes ON image_tag (tag, bytes, image_id);

-- What an image file tells, computed when it is first asked for.
CREATE TABLE image_metadata (
    sha256 ${text} NOT NULL REFERENCES blob (sha256) ON DELETE CASCADE,
    gps    INTEGER NOT NULL,
    json   TEXT    NOT NULL,
    PRIMARY KEY (sha256, gps)
);

-- The answers to uploads with an Idempotency-Key.
CREATE TABLE idempotency (
    subject     ${text} NOT NULL,
    request_key ${text} NOT NULL,
    fingerprint TEXT   NOT NULL,
    answer      TEXT   NOT NULL,
    created     BIGINT NOT NULL,
    PRIMARY KEY (subject, request_key)
);
CREATE INDEX idempotency_created ON idempotency (created);

-- How much principals ('principal') and teams ('team') keep.
CREATE TABLE usage_total (
    kind   ${text} NOT NULL,
    name   ${text} NOT NULL,
    bytes  BIGINT NOT NULL,
    images BIGINT NOT NULL,
    PRIMARY KEY (kind, name)
);

-- Which files were imported, so that an import can be begun again.
CREATE TABLE imported (
    source   ${text} NOT NULL,
    stamp    TEXT NOT NULL,
    image_id ${text} NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    PRIMARY KEY (source)
);
CREATE INDEX imported_image ON imported (image_id);

-- Where a command is that takes long, so that it goes on from there when it was cut off.
CREATE TABLE library_task (
    name  ${text} NOT NULL PRIMARY KEY,
    place TEXT NOT NULL
);
