-- What version 2 added to version 1.

CREATE TABLE spellings (
    site TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    spelling TEXT NOT NULL,
    PRIMARY KEY (site, endpoint)
) STRICT, WITHOUT ROWID;

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    salt BLOB NOT NULL
) STRICT;

INSERT INTO installation (id, salt) VALUES (1, randomblob(32));
PRAGMA user_version = 2;
