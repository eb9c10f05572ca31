/**
 * `index.sqlite`: what the hub answers questions from. Written by the bake, opened read-only by the hub, never served.
 * Rows of every table stand in the order of their ids (UTF-16 code units); those of buildings, video
 * points and components are numbered so. Of a component stands here what components.bin does not say of the same row;
 * `countsByClass` is a list in JSON, one number for each class of the manifest. Names of people are masked here (王*): contract/personalTables.ts has the others.
 */
export const INDEX_VERSION = 5;

export const indexTablesSql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE areas (
  id TEXT PRIMARY KEY, row INTEGER NOT NULL, level TEXT NOT NULL, parentId TEXT, communityGridId TEXT,
  name TEXT NOT NULL, nameEn TEXT NOT NULL, ownerUnit TEXT, gridHeadMasked TEXT, areaSquareMeters REAL NOT NULL,
  buildings INTEGER NOT NULL, residentialBuildings INTEGER NOT NULL, footprintSquareMeters INTEGER NOT NULL,
  floorAreaSquareMeters INTEGER NOT NULL, households INTEGER NOT NULL, residents INTEGER NOT NULL,
  videoPoints INTEGER NOT NULL, hazards INTEGER NOT NULL
) STRICT;
CREATE INDEX areasByParent ON areas (parentId);
CREATE TABLE areaLives (
  areaId TEXT PRIMARY KEY, under15 INTEGER NOT NULL, from15to59 INTEGER NOT NULL, from60to79 INTEGER NOT NULL,
  from80 INTEGER NOT NULL, enterprises INTEGER NOT NULL, facilities INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE buildings (
  buildingIndex INTEGER PRIMARY KEY, buildingId TEXT NOT NULL UNIQUE, code TEXT, name TEXT NOT NULL, nameEn TEXT NOT NULL,
  "use" TEXT NOT NULL, roof TEXT NOT NULL, floors INTEGER NOT NULL, yearBuilt INTEGER, heightGroundMeters REAL NOT NULL,
  footprintSquareMeters INTEGER NOT NULL, floorAreaSquareMeters INTEGER NOT NULL, households INTEGER NOT NULL,
  residents INTEGER NOT NULL, gridId TEXT NOT NULL, centroidEastMeters REAL NOT NULL, centroidNorthMeters REAL NOT NULL
) STRICT;
CREATE INDEX buildingsByGrid ON buildings (gridId);
CREATE TABLE videoPoints (
  videoPointIndex INTEGER PRIMARY KEY, videoPointId TEXT NOT NULL UNIQUE, name TEXT NOT NULL, gb28181Code TEXT,
  eastMeters REAL NOT NULL, northMeters REAL NOT NULL, aboveGroundMeters REAL NOT NULL, gridId TEXT NOT NULL,
  azimuthDeg REAL, horizontalFovDeg REAL, rangeMeters REAL
) STRICT;
CREATE TABLE hazards (
  hazardId TEXT PRIMARY KEY, name TEXT NOT NULL, nameEn TEXT NOT NULL, kind TEXT NOT NULL, grade INTEGER NOT NULL,
  eastMeters REAL NOT NULL, northMeters REAL NOT NULL, aboveGroundMeters REAL NOT NULL, gridId TEXT NOT NULL,
  ownerUnit TEXT NOT NULL, substanceUn TEXT, substanceName TEXT, substanceNameEn TEXT, isolationMeters REAL,
  downwindDayMeters REAL, downwindNightMeters REAL, distanceSource TEXT
) STRICT;
CREATE TABLE components (
  componentIndex INTEGER PRIMARY KEY, componentId TEXT NOT NULL, name TEXT, ownerUnit TEXT
) STRICT;
CREATE TABLE componentCounts (areaId TEXT PRIMARY KEY, countsByClass TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE facilities (
  facilityId TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, nameEn TEXT NOT NULL, eastMeters REAL NOT NULL,
  northMeters REAL NOT NULL, gridId TEXT NOT NULL, buildingId TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX facilitiesByGrid ON facilities (gridId);
CREATE TABLE enterprises (
  unitCode TEXT PRIMARY KEY, name TEXT NOT NULL, nameEn TEXT NOT NULL, kind TEXT NOT NULL, buildingId TEXT NOT NULL,
  gridId TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX enterprisesByGrid ON enterprises (gridId);
CREATE INDEX enterprisesByBuilding ON enterprises (buildingId);
CREATE TABLE staff (
  staffId TEXT PRIMARY KEY, areaId TEXT NOT NULL, post TEXT NOT NULL, nameMasked TEXT NOT NULL, validFrom TEXT NOT NULL,
  validTo TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX staffByArea ON staff (areaId);
CREATE TABLE stewards (
  stewardId TEXT PRIMARY KEY, buildingId TEXT NOT NULL, nameMasked TEXT NOT NULL, validFrom TEXT NOT NULL, validTo TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX stewardsByBuilding ON stewards (buildingId);
CREATE TABLE replayEvents (
  row INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, originalMillis REAL NOT NULL,
  lonDeg REAL NOT NULL, latDeg REAL NOT NULL, matterCode TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL
) STRICT;
CREATE TABLE matters (
  code TEXT PRIMARY KEY, name TEXT NOT NULL, nameEn TEXT NOT NULL, departmentKey TEXT NOT NULL,
  limitCount REAL NOT NULL, limitUnit TEXT NOT NULL, closing TEXT NOT NULL, closingEn TEXT NOT NULL
) STRICT;
CREATE TABLE departments (key TEXT PRIMARY KEY, row INTEGER NOT NULL, name TEXT NOT NULL, nameEn TEXT NOT NULL) STRICT;
CREATE TABLE calendarDays (date TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('holiday', 'makeUp'))) STRICT;
`;
