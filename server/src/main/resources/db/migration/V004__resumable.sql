-- Uploads that come in pieces, over several requests. What is there of one is the blobs of its parts, in their order;
-- when all of it is, an image is made of them.
CREATE TABLE resumable (
    id       ${text} NOT NULL PRIMARY KEY,
    owner    ${text} NOT NULL,
    length   BIGINT  NOT NULL,
    received BIGINT  NOT NULL,
    metadata TEXT    NOT NULL, -- as it was sent
    expires  BIGINT  NOT NULL,
    making   BIGINT  NOT NULL DEFAULT 0, -- until when somebody makes an image of it, unless that takes longer
    image_id ${text}            -- what became of it; no reference, since the image may be deleted
);
CREATE INDEX resumable_owner ON resumable (owner);
CREATE INDEX resumable_expires ON resumable (expires);

CREATE TABLE resumable_part (
    upload_id ${text} NOT NULL REFERENCES resumable (id) ON DELETE CASCADE,
    position  BIGINT  NOT NULL,
    sha256    ${text} NOT NULL REFERENCES blob (sha256),
    bytes     BIGINT  NOT NULL,
    PRIMARY KEY (upload_id, position)
);
CREATE INDEX resumable_part_sha256 ON resumable_part (sha256);
