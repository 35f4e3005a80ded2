-- What version 3 added to version 2, with one row that it made of the job that was there.

CREATE TABLE job_states (
             number INTEGER PRIMARY KEY AUTOINCREMENT,
             job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
             state TEXT NOT NULL,
             at INTEGER NOT NULL
         ) STRICT;

CREATE INDEX job_states_of_job ON job_states (job_id, number);

CREATE TRIGGER job_begins AFTER INSERT ON jobs WHEN json_valid(new.job) BEGIN INSERT INTO job_states (job_id, state, at) VALUES (new.id, CASE WHEN json_extract(new.job, '$.paused') THEN new.state || ', held' ELSE new.state END, json_extract(new.job, '$.changedAt'));
         DELETE FROM job_states WHERE number IN (
             SELECT number FROM job_states WHERE job_id = new.id ORDER BY number LIMIT
                 max(0, (SELECT count(*) FROM job_states WHERE job_id = new.id) - 40) OFFSET 10); END;

CREATE TRIGGER job_moves AFTER UPDATE OF job ON jobs
             WHEN json_valid(new.job) AND json_valid(old.job) AND (old.state <> new.state
                 OR json_extract(old.job, '$.paused') IS NOT json_extract(new.job, '$.paused'))
             BEGIN INSERT INTO job_states (job_id, state, at) VALUES (new.id, CASE WHEN json_extract(new.job, '$.paused') THEN new.state || ', held' ELSE new.state END, json_extract(new.job, '$.changedAt'));
         DELETE FROM job_states WHERE number IN (
             SELECT number FROM job_states WHERE job_id = new.id ORDER BY number LIMIT
                 max(0, (SELECT count(*) FROM job_states WHERE job_id = new.id) - 40) OFFSET 10); END;

INSERT INTO job_states (job_id, state, at) VALUES ('a', 'unknown', 1000);
PRAGMA user_version = 3;
