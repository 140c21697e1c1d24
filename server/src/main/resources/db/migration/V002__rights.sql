-- Who may do what in the library, what was done, and what is shared by links.

CREATE TABLE role (
    name ${text} NOT NULL PRIMARY KEY
);

CREATE TABLE role_permission (
    role ${text} NOT NULL REFERENCES role (name) ON DELETE CASCADE,
    permission ${text} NOT NULL,
    PRIMARY KEY (role, permission)
);

INSERT INTO role (name) VALUES ('viewer'), ('editor'), ('admin');

INSERT INTO role_permission (role, permission) VALUES
    ('viewer', 'view:own'),
    ('viewer', 'view:team'),
    ('editor', 'view:own'),
    ('editor', 'view:team'),
    ('editor', 'edit:own'),
    ('editor', 'edit:team'),
    ('editor', 'delete:own'),
    ('editor', 'upload'),
    ('admin', 'view:any'),
    ('admin', 'edit:any'),
    ('admin', 'delete:any'),
    ('admin', 'upload'),
    ('admin', 'purge'),
    ('admin', 'admin');

-- What counts where rights are looked up.
CREATE TABLE subject_role (
    subject ${text} NOT NULL,
    role ${text} NOT NULL REFERENCES role (name) ON DELETE CASCADE,
    PRIMARY KEY (subject, role)
);

CREATE INDEX subject_role_role ON subject_role (role);

CREATE TABLE subject_team (
    subject ${text} NOT NULL,
    team ${text} NOT NULL,
    PRIMARY KEY (subject, team)
);

CREATE TABLE subject_grant (
    subject ${text} NOT NULL,
    image ${text} NOT NULL,
    permission ${text} NOT NULL,
    PRIMARY KEY (subject, image, permission)
);

CREATE INDEX subject_grant_image ON subject_grant (image);

-- The version counts the changes of a subject's rights. Tokens of a version below the accepted one are refused, and of
-- those without a version all that were made by the time of the revocation.
CREATE TABLE subject_version (
    subject ${text} NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    revoked BIGINT
);

CREATE TABLE audit_log (
    id ${identity},
    at BIGINT NOT NULL,
    request ${text} NOT NULL,
    actor_kind ${text} NOT NULL,
    actor ${text} NOT NULL,
    token ${text} NOT NULL,
    action ${text} NOT NULL,
    resource ${text} NOT NULL,
    detail TEXT NOT NULL
);

CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_actor ON audit_log (actor, at);
CREATE INDEX audit_log_resource ON audit_log (resource, at);

${refusal}
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW ${refuse};
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW ${refuse};

CREATE TABLE share_link (
    id ${text} NOT NULL PRIMARY KEY,
    creator ${text} NOT NULL,
    largest INTEGER NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT
);

CREATE INDEX share_link_creator ON share_link (creator, created);

CREATE TABLE share_link_image (
    link ${text} NOT NULL REFERENCES share_link (id) ON DELETE CASCADE,
    image ${text} NOT NULL,
    PRIMARY KEY (link, image)
);

CREATE INDEX share_link_image_image ON share_link_image (image);
