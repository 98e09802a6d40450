-- The identity database, attached as `names`: who people are, and the words that were taken out of texts.
--
-- `people.person` is the id of the person in the case database.  `lifts` holds, for every marker left in a
-- stored text, the words that stood there; `originals` the hash of a text as it came in.  Such hashes must never stand
-- in the case database: beside the text without the name they would let the name be guessed.
-- `salt` and user_version: as in the case database.

CREATE TABLE names.meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

CREATE TABLE names.people (
  person TEXT PRIMARY KEY, body TEXT NOT NULL, salt BLOB NOT NULL, revision TEXT NOT NULL,
  changed TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE names.lifts (
  lift TEXT PRIMARY KEY, person TEXT NOT NULL, class TEXT NOT NULL, words TEXT NOT NULL,
  kind TEXT NOT NULL, record TEXT NOT NULL, salt BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX names.lifts_of_record ON lifts (kind, record);
CREATE INDEX names.lifts_of_person ON lifts (person);

CREATE TABLE names.originals (
  kind TEXT, record TEXT, place TEXT, hash BLOB NOT NULL, PRIMARY KEY (kind, record, place)) WITHOUT ROWID;

CREATE TABLE names.revisions (
  revision TEXT PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, parents TEXT NOT NULL,
  author TEXT NOT NULL, counter INTEGER NOT NULL, time TEXT NOT NULL, action TEXT NOT NULL,
  head TEXT NOT NULL, body TEXT NOT NULL, salt BLOB NOT NULL, seq INTEGER NOT NULL,
  UNIQUE (author, counter));
CREATE INDEX names.revisions_of_record ON revisions (kind, record, counter);

CREATE TABLE names.audit (
  seq INTEGER PRIMARY KEY, time TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,
  record TEXT NOT NULL, purpose TEXT NOT NULL, content BLOB NOT NULL, prev BLOB NOT NULL,
  hash BLOB NOT NULL, mac BLOB NOT NULL);
CREATE INDEX names.audit_of_record ON audit (kind, record, seq);
