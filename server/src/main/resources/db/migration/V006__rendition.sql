-- Renditions of images that are kept as the images are, each once.

-- What renditions depend on besides the image and the options: the version and the settings of servers. Those of one that
-- no server has used for a while go.
CREATE TABLE rendition_generation (
    name ${text} NOT NULL PRIMARY KEY,
    used BIGINT  NOT NULL
);

CREATE TABLE rendition (
    image_id   ${text} NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    generation ${text} NOT NULL REFERENCES rendition_generation (name),
    form       ${text} NOT NULL, -- the formats that may be chosen from, and the options
    sha256     ${text} NOT NULL REFERENCES blob (sha256),
    format     ${text} NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    bytes      BIGINT  NOT NULL,
    made       BIGINT  NOT NULL,
    PRIMARY KEY (image_id, generation, form)
);
CREATE INDEX rendition_sha256 ON rendition (sha256);
CREATE INDEX rendition_by_generation ON rendition (generation, image_id);
