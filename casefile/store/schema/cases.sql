-- The case database: everything but what tells who a person is.
--
-- One table for each kind of record, one row for each record.  The content stands in `body` as JSON; every
-- reference to another record is its `id`; free text is stored after the names known to the identity vault
-- were taken out of it.  `label` is what a list shows (a pseudonym or a title), `ordinal` the order of arrival.
-- `salt` goes into the content hash that the audit chain keeps, so that a hash left behind tells nothing
-- about a text that was erased.  Times are UTC, `YYYY-MM-DDThh:mm:ssZ`.  user_version is no schema version: it
-- holds the number of the newest audit entry, so that page 1 cannot be older than the chain.

CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX cases_by_case ON cases (case_id, ordinal);
CREATE INDEX cases_in_order ON cases (ordinal);

CREATE TABLE families (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX families_by_case ON families (case_id, ordinal);
CREATE INDEX families_in_order ON families (ordinal);

CREATE TABLE people (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX people_by_case ON people (case_id, ordinal);
CREATE INDEX people_in_order ON people (ordinal);

CREATE TABLE statements (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX statements_by_case ON statements (case_id, ordinal);
CREATE INDEX statements_in_order ON statements (ordinal);

CREATE TABLE incidents (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX incidents_by_case ON incidents (case_id, ordinal);
CREATE INDEX incidents_in_order ON incidents (ordinal);

CREATE TABLE counts (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX counts_by_case ON counts (case_id, ordinal);
CREATE INDEX counts_in_order ON counts (ordinal);

CREATE TABLE appeals (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX appeals_by_case ON appeals (case_id, ordinal);
CREATE INDEX appeals_in_order ON appeals (ordinal);

CREATE TABLE exposures (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX exposures_by_case ON exposures (case_id, ordinal);
CREATE INDEX exposures_in_order ON exposures (ordinal);

CREATE TABLE attachments (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX attachments_by_case ON attachments (case_id, ordinal);
CREATE INDEX attachments_in_order ON attachments (ordinal);

CREATE TABLE disclosures (
  id TEXT PRIMARY KEY, external_id TEXT UNIQUE, case_id TEXT, label TEXT NOT NULL, body TEXT NOT NULL,
  salt BLOB NOT NULL, revision TEXT NOT NULL, ordinal INTEGER NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, voided TEXT);
CREATE INDEX disclosures_by_case ON disclosures (case_id, ordinal);
CREATE INDEX disclosures_in_order ON disclosures (ordinal);

-- Where an attachment's bytes are: file name in the folder of blobs, its own random key, true length.  Apart from
-- the record, so that the key stands nowhere in its history and the bytes are gone for good with this row.
CREATE TABLE blobs (
  attachment TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, key BLOB NOT NULL, size INTEGER NOT NULL,
  sha256 TEXT NOT NULL) WITHOUT ROWID;

-- Every state a record ever had.  `head` is the JSON list of external_id, case_id, label and voided.  `parents` is a JSON list of revisions, empty for the first.  `author` and
-- `counter` name a change across copies of the vault; no order is ever taken from a clock.
CREATE TABLE revisions (
  revision TEXT PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, parents TEXT NOT NULL,
  author TEXT NOT NULL, counter INTEGER NOT NULL, time TEXT NOT NULL, action TEXT NOT NULL,
  head TEXT NOT NULL, body TEXT NOT NULL, salt BLOB NOT NULL, seq INTEGER NOT NULL,
  UNIQUE (author, counter));
CREATE INDEX revisions_of_record ON revisions (kind, record, counter);

-- The audit chain: `hash` covers the entry and the hash before it; `mac` is made with a key that moves on
-- after every entry and is then forgotten.  `content` is the salted hash of what was written, or empty.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, time TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,
  record TEXT NOT NULL, purpose TEXT NOT NULL, content BLOB NOT NULL, prev BLOB NOT NULL,
  hash BLOB NOT NULL, mac BLOB NOT NULL);
CREATE INDEX audit_of_record ON audit (kind, record, seq);

-- Full text.  The text is normalised by the program (script by script) before it comes here.  Row numbers are
-- kept beside, because a lookup by an unindexed column would read the whole table.
CREATE VIRTUAL TABLE search USING fts5 (
  kind UNINDEXED, id UNINDEXED, text, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
CREATE TABLE search_rows (kind TEXT, id TEXT, place INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE INDEX search_rows_by_place ON search_rows (place);

-- What is known about names in a record's text.  It holds for one revision only: a row about another
-- revision than the record's newest counts as unscreened.
CREATE TABLE screening (
  kind TEXT, id TEXT, revision TEXT NOT NULL, state TEXT NOT NULL, doubts TEXT NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE public_contacts (value TEXT PRIMARY KEY) WITHOUT ROWID;

-- An erased record: that it was there, and nothing else.
CREATE TABLE tombstones (
  kind TEXT, id TEXT, external_id TEXT, time TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;

-- What the window remembers.  Not part of the chain.
CREATE TABLE drafts (page TEXT PRIMARY KEY, body TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ui_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Which encrypted files, on whatever stick, hold an attachment's bytes: they need not be written there again.
-- `files` is a JSON list of [name, length]; `recipients` says for whom they were encrypted.
CREATE TABLE backup_copies (
  sha256 TEXT, files TEXT, recipients TEXT NOT NULL, proven TEXT NOT NULL, PRIMARY KEY (sha256, files)) WITHOUT ROWID;
