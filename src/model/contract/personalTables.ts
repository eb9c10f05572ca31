/**
 * `personal.sqlite`: full names and telephone numbers, apart from everything else. Written by the bake for its owner alone
 * (mode 0600), named in no list of public files, opened by nothing that answers a screen. The index knows the same people
 * by the same ids with masked names. A package is whole without it: no hash of the manifest counts it. Whether the store is
 * whole stands in its own `meta`: `personalVersion`, `districtKey`, and `personsHash`, hex SHA-256 over the rows of
 * `persons` as JSON lines [personId, name, phone] in the order of their ids (UTF-16 code units).
 */
export const PERSONAL_VERSION = 2;
export const PERSONAL_FILE = 'personal.sqlite';
/** Read and write for the account that baked; nothing for anybody else. */
export const PERSONAL_MODE = 0o600;

export const personalTablesSql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE persons (personId TEXT PRIMARY KEY, name TEXT NOT NULL, phone TEXT) STRICT, WITHOUT ROWID;
`;
