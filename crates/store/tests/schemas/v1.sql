-- The tables as version 1 made them, with one row each.

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    at_rest INTEGER NOT NULL,
    site TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    job TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_by_age ON jobs (created_at DESC, id DESC);
CREATE INDEX jobs_that_move ON jobs (created_at) WHERE at_rest = 0;


CREATE TABLE media (
    id TEXT PRIMARY KEY,
    path BLOB NOT NULL,
    modified_at INTEGER,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    title TEXT NOT NULL,
    job_id TEXT REFERENCES jobs (id) ON DELETE SET NULL,
    number INTEGER,
    family TEXT,
    practice INTEGER NOT NULL,
    has_poster INTEGER NOT NULL,
    content_hash TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_path ON media (path);
CREATE UNIQUE INDEX media_by_job ON media (job_id, number) WHERE job_id IS NOT NULL;


CREATE TABLE downloads (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    folder BLOB NOT NULL,
    part_path BLOB NOT NULL,
    final_path BLOB,
    etag TEXT,
    total_bytes INTEGER,
    PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;


CREATE TABLE uploads (
    site TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    url TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (site, content_hash)
) STRICT, WITHOUT ROWID;


CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settings TEXT NOT NULL
) STRICT;


INSERT INTO jobs VALUES ('a', 1, 'unknown', 1, 'https://site.example', 'maker/model',
'{"id":"a","endpoint":"maker/model","title":"clip","values":{"videoUrl":{"media":"m1"},"duration":"6"},"site":"https://site.example","practice":false,"state":{"type":"unknown","since":1000},"createdAt":1,"changedAt":1000,"acceptedAt":null,"finishedAt":null,"nextAt":null,"tries":0,"trouble":null,"uploads":{"m1":{"url":"https://files.example/1","expiresAt":99}},"taskId":null,"outputs":[],"results":[],"estimate":{"from":"list","amount":{"micros":1890000,"currency":"CNY"},"asOf":"2026-04-29"},"cost":null}');
INSERT INTO media VALUES ('m1', CAST('/clips/ridge.mp4' AS BLOB), 5, 'video',
'{"kind":"video","format":"mp4","sizeBytes":7,"durationMs":8000,"width":640,"height":360,"frameRate":24.0,"videoCodec":"H.264","hasSound":true}',
'ridge', NULL, NULL, NULL, 0, 1, NULL, 9);
INSERT INTO downloads VALUES ('a', 0, CAST('/films' AS BLOB), CAST('/films/x.part' AS BLOB), NULL, NULL, NULL);
INSERT INTO uploads VALUES ('https://site.example', 'ff', 'https://files.example/1', 99);
INSERT INTO settings VALUES (1, '{"theme":"dark","language":null,"mode":"undecided","site":null,"resultsFolder":null}');
PRAGMA user_version = 1;
