/**
 * `report.json`: what a bake found in its owner's files and what it did about it. Duty only. For each source its records
 * add up: records = filtered + accepted + dropped, and every dropped one is named by its id.
 */
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { codeProblems } from '../domain/areaCodes.ts';
import { areaLevels } from '../domain/areas.ts';

export const REPORT_SCHEMA = 'report/4';
export const REPORT_FILE = 'report.json';

const Count = Type.Integer({ minimum: 0 });
const Nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()]);
const CodeCount = Type.Object({ code: Type.String(), count: Count });

const InWords = Type.Object({
  code: Type.String(),
  path: Nullable(Type.String()),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  zh: Type.String(),
  en: Type.String(),
});

const SourceReport = Type.Object({
  key: Type.String(),
  role: Type.String(),
  format: Type.String(),
  /** As the recipe says it, and as the file itself does where it does. */
  crs: Type.String(),
  declaredCrs: Nullable(Type.String()),
  /** In words, where the recipe gives one for this source. */
  heightDatum: Nullable(Type.String()),
  records: Count,
  /** Left out by the recipe's `where`. */
  filtered: Count,
  accepted: Count,
  /** By code, with the ids of all of them; `#<number>` is the position in the file. */
  dropped: Type.Array(Type.Object({ code: Type.String(), count: Count, ids: Type.Array(Type.String()) })),
  /** Records that were changed. One record can be counted by several codes. */
  repaired: Type.Array(CodeCount),
  /** Records of which a value was made from another by a rule (floors from height, height from floors). */
  derived: Type.Array(CodeCount),
});
export type SourceReport = Static<typeof SourceReport>;

const LevelProof = Type.Object({
  level: Type.Enum(areaLevels),
  ...{ parents: Count, parts: Count, gaps: Count, overlaps: Count, crossings: Count },
  partsSquareMeters: Type.Number(),
  gapSquareMeters: Type.Number(),
  overlapSquareMeters: Type.Number(),
  crossingSquareMeters: Type.Number(),
});

const ReportSchema = Type.Object({
  schema: Type.Literal(REPORT_SCHEMA),
  /** Of all heights, in words: nothing is ever added to one. */
  heightDatum: Type.String(),
  sources: Type.Array(SourceReport),
  /** Every fault of the bake by code, sorted. */
  faults: Type.Array(CodeCount),
  /** The first 200 of each code in words. */
  kept: Type.Array(InWords),
  /** Worth knowing, nothing wrong: by code, sorted, and in words. */
  notes: Type.Array(CodeCount),
  noted: Type.Array(InWords),
  /** Rules that values were made or corrected by. */
  rules: Type.Object({
    storeyHeightMeters: Type.Record(Type.String(), Type.Number()),
    tallestMeters: Type.Number(),
    mostFloors: Type.Number(),
    storeyBandMeters: Type.Object({ least: Type.Number(), most: Type.Number(), mostOfOne: Type.Number() }),
    yearBand: Type.Object({ first: Type.Number(), last: Type.Number() }),
  }),
  /** The package's own areas, that are drawn and asked: nothing joined, no tolerance. */
  coverage: Type.Array(LevelProof),
  /** How far the proved lines stand from the given ones. */
  snapped: Type.Object({ movedVertices: Count, insertedVertices: Count, largestDistanceCm: Type.Number() }),
  /** The owner's own outlines, before they were joined; the pieces themselves stand in proof/slivers.json. */
  proof: Type.Object({
    snapMeters: Type.Number(),
    gridAreaBand: Type.Tuple([Type.Number(), Type.Number()]),
    levels: Type.Array(LevelProof),
    /** What noise was taken out, and by how much at most. */
    snapped: Type.Object({
      ...{ movedVertices: Count, bentEdges: Count, thinPieces: Count },
      largestMoveCm: Type.Number(),
      thinSquareMeters: Type.Number(),
      worst: Type.Array(
        Type.Object({
          areaId: Type.String(),
          enuCm: Type.Tuple([Type.Number(), Type.Number()]),
          distanceCm: Type.Number(),
        }),
      ),
      collapsed: Type.Array(Type.Object({ areaId: Type.String(), squareCm: Type.Number() })),
    }),
    splitBuildings: Type.Array(
      Type.Object({
        buildingId: Type.String(),
        shares: Type.Array(Type.Object({ areaId: Nullable(Type.String()), share: Type.Number() })),
      }),
    ),
    codes: Type.Array(
      Type.Object({
        problem: Type.Enum(codeProblems),
        areaId: Type.String(),
        level: Type.Enum(areaLevels),
        expected: Type.String(),
      }),
    ),
    outOfBand: Type.Array(Type.Object({ areaId: Type.String(), squareMeters: Type.Number() })),
    /** Extension grids that no unit answers for. */
    ownerless: Type.Array(Type.String()),
    /** Worth knowing, no fault. */
    notes: Type.Object({
      parts: Type.Array(Type.Object({ areaId: Type.String(), parts: Count, holes: Count })),
      codeOrder: Type.Array(Type.Object({ parentId: Type.String(), areaId: Type.String() })),
    }),
  }),
  /** Land of the district that lies in no street: outlines in whole centimetres ENU, outer first. */
  uncovered: Type.Array(
    Type.Object({
      squareMeters: Type.Number(),
      polygonEnuCm: Type.Array(Type.Array(Type.Tuple([Type.Number(), Type.Number()]))),
    }),
  ),
});
export type Report = Static<typeof ReportSchema>;

/** The report, or null where the text is not one of this version: the caller names its own fault. */
export function parseReport(json: unknown): Report | null {
  return Check(ReportSchema, json) ? json : null;
}
