-- Links that ended are looked for every minute, and lists of links go page by page.
CREATE INDEX share_link_expires ON share_link (expires);
CREATE INDEX share_link_revoked ON share_link (revoked) WHERE revoked IS NOT NULL;

DROP INDEX share_link_creator;
CREATE INDEX share_link_creator ON share_link (creator, created, id);
