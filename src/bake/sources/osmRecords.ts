/**
 * OSM elements → records, in the order nodes, ways, relations. The file is read once for relations (and tagged nodes),
 * once for ways, and once more for every few million nodes that the ways need: what is not needed is never kept. A way
 * that is seen to be far from the district is handed on without its places.
 */
import { recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import type { OsmPass, OsmRelation, OsmTags, OsmWay } from './osmElements.ts';
import { NodePlaces } from './osmNodePlaces.ts';
import { NodeSides } from './osmNodeSides.ts';
import { joinRings, type PlacedWay, polygonsOfRings } from './osmRings.ts';
import { heightOf, isArea, isAreaOnly, passesFilter, type TagFilter } from './osmTags.ts';
import type { Geometry, RawRecord } from './rawFile.ts';

/**
 * 64 MiB of ids and places, and five times as much for the ways that wait for them: in a file whose ids do not grow nothing
 * is known to be far, and all of its ways wait.
 */
const REFS_PER_BATCH = 2_000_000;
const assembledTypes = ['multipolygon', 'boundary', 'building'];
/** Tags that say nothing of what an old multipolygon is: its outer ways say that. */
const bareKeys = ['type', 'source', 'created_by', 'note', 'fixme'];
const innerRoles = ['inner'];
const outerRoles = ['outer', 'outline', 'exclave', ''];

export interface OsmInput {
  readonly file: string;
  /** The source's key, for faults. */
  readonly source: string;
  readonly pass: OsmPass;
  readonly filter: TagFilter;
  readonly faults: FaultLog;
  /** In the file's degrees; absent where all of it is wanted. */
  readonly near?: Bounds2 | undefined;
  /** For tests of the batches. */
  readonly refsPerBatch?: number;
}

interface Held extends PlacedWay {
  readonly way: OsmWay;
  readonly isComplete: boolean;
}

const isClosed = ({ refs }: PlacedWay): boolean => refs.length >= 4 && refs[0] === refs.at(-1);
const isBare = (tags: OsmTags): boolean => Object.keys(tags).every((key) => bareKeys.includes(key));

class OsmReading {
  readonly #input: OsmInput;
  #number = 0;
  readonly #relations: OsmRelation[] = [];
  /** Members of the relations above: outer ones may be records of their own when their relation fails. */
  readonly #roles = new Map<number, 'outer' | 'inner'>();
  readonly #held = new Map<number, Held>();
  readonly #sides: NodeSides | null;

  constructor(input: OsmInput) {
    this.#input = input;
    this.#sides = input.near ? new NodeSides(input.near) : null;
  }

  #record(type: string, id: number, tags: OsmTags, geometry: Geometry | null): RawRecord {
    const height = heightOf(tags);
    const made = { '@id': `${type[0]}${id}`, '@type': type };
    const measured = height ? { '@heightMeters': height.meters, '@heightFrom': height.from } : {};
    return { number: ++this.#number, values: { ...tags, ...made, ...measured }, geometry };
  }

  #refuse(code: 'BAKE-240' | 'BAKE-241', id: string, reason: string): void {
    const { source, file, faults } = this.#input;
    faults.add(recordFault(code, { source, id, fate: 'dropped' }, { reason }, file));
  }

  /** Tagged nodes; relations are remembered. */
  async *first(): AsyncGenerator<RawRecord> {
    const { pass, filter } = this.#input;
    for await (const elements of pass(['node', 'relation'])) {
      for (const element of elements) {
        const tags = element.tags ?? {};
        if (element.type === 'node') this.#sides?.add(element.id, element.lon, element.lat);
        if (element.type === 'node' && element.tags && passesFilter(filter, tags)) {
          yield this.#record('node', element.id, tags, { kind: 'point', at: [element.lon, element.lat] });
        } else if (element.type === 'relation') this.#meet(element, tags);
      }
    }
  }

  #meet(relation: OsmRelation, tags: OsmTags): void {
    const { filter } = this.#input;
    const isAssembled = assembledTypes.includes(tags.type ?? '');
    if (passesFilter(filter, tags) && !isAssembled) {
      if (filter.length > 0) this.#refuse('BAKE-240', `r${relation.id}`, `type=${tags.type ?? ''}`);
      return;
    }
    // A building relation says little of itself: its outline does.
    const isCandidate = isAssembled && (passesFilter(filter, tags) || isBare(tags) || tags.type === 'building');
    if (!isCandidate) return;
    this.#relations.push(relation);
    for (const { type, ref, role } of relation.members) {
      if (type !== 'way') continue;
      if (outerRoles.includes(role)) this.#roles.set(ref, 'outer');
      else if (innerRoles.includes(role) && !this.#roles.has(ref)) this.#roles.set(ref, 'inner');
    }
  }

  /** Ways that stand for themselves; members of relations are held back. */
  async *ways(): AsyncGenerator<RawRecord> {
    const { pass, filter, refsPerBatch = REFS_PER_BATCH } = this.#input;
    let batch: OsmWay[] = [];
    let refCount = 0;
    for await (const elements of pass(['way'])) {
      for (const element of elements) {
        if (element.type !== 'way') continue;
        const isMember = this.#roles.has(element.id);
        if (!isMember && !passesFilter(filter, element.tags ?? {})) continue;
        if (!isMember && this.#sides?.areFar(element.refs)) {
          const record = this.#farRecord(element);
          if (record) yield record;
          continue;
        }
        batch.push(element);
        refCount += element.refs.length;
      }
      if (refCount < refsPerBatch) continue;
      yield* this.#place(batch, refCount);
      [batch, refCount] = [[], 0];
    }
    yield* this.#place(batch, refCount);
  }

  async *#place(ways: readonly OsmWay[], refCount: number): AsyncGenerator<RawRecord> {
    if (ways.length === 0) return;
    const refs = ways.map((way) => way.refs);
    const places = await NodePlaces.of(refs, refCount, this.#input.pass);
    for (const way of ways) {
      const runs = places.runsOf(way.refs);
      const isComplete = runs.length === 1 && runs[0]!.refs.length === way.refs.length;
      const isOuter = this.#roles.get(way.id) === 'outer';
      if (this.#roles.has(way.id))
        this.#held.set(way.id, { way, isComplete, ...(runs[0] ?? { refs: [], lonLatDeg: [] }) });
      // An inner way may be a thing of its own (a pond in a wood); an outer one is told by its relation.
      if (isOuter || !passesFilter(this.#input.filter, way.tags ?? {})) continue;
      const record = this.#wayRecord(way, runs, isComplete);
      if (record) yield record;
    }
  }

  /**
   * Of a way of which no place is asked for: its nodes are not looked for, and so none is missed. A way of which the file
   * holds no node at all comes here too where the ids around its own lie far: it is told as far (BAKE-303, 269), not as
   * broken (BAKE-241). Either way it is dropped and named; to tell them apart every id of the file would have to be kept.
   */
  #farRecord(way: OsmWay): RawRecord | null {
    const tags = way.tags ?? {};
    const isAreaWay = isClosed({ refs: way.refs, lonLatDeg: [] }) && isArea(tags);
    if (!isAreaWay && isAreaOnly(tags)) {
      this.#refuse('BAKE-241', `w${way.id}`, 'an area that does not close');
      return null;
    }
    return { ...this.#record('way', way.id, tags, null), farKind: isAreaWay ? 'polygons' : 'lines' };
  }

  #wayRecord(way: OsmWay, runs: readonly PlacedWay[], isComplete: boolean): RawRecord | null {
    const tags = way.tags ?? {};
    const refuse = (reason: string): null => {
      this.#refuse('BAKE-241', `w${way.id}`, reason);
      return null;
    };
    const isAreaWay = isClosed({ refs: way.refs, lonLatDeg: [] }) && isArea(tags);
    if (isAreaWay && isComplete) {
      const outline = runs[0]!.lonLatDeg.slice(0, -1);
      return this.#record('way', way.id, tags, { kind: 'polygons', polygons: [[outline]] });
    }
    if (isAreaWay || runs.length === 0) return refuse('nodes are missing');
    if (isAreaOnly(tags)) return refuse('an area that does not close');
    if (!isComplete) {
      const { source, file, faults } = this.#input;
      faults.add(
        recordFault('BAKE-241', { source, id: `w${way.id}`, fate: 'repaired' }, { reason: 'nodes are missing' }, file),
      );
    }
    const lines = runs.map((run) => run.lonLatDeg);
    return this.#record('way', way.id, tags, { kind: 'lines', lines });
  }

  /** Relations whose rings close, then the outer ways of those that do not. */
  *last(): Generator<RawRecord> {
    const told = new Set<number>();
    for (const relation of this.#relations) {
      const made = this.#relationRecord(relation);
      if (!made) continue;
      for (const id of made.outerIds) told.add(id);
      yield made.record;
    }
    for (const [id, held] of this.#held) {
      const isOuter = this.#roles.get(id) === 'outer';
      if (!isOuter || told.has(id) || !passesFilter(this.#input.filter, held.way.tags ?? {})) continue;
      const runs = held.refs.length >= 2 ? [held] : [];
      const record = this.#wayRecord(held.way, runs, held.isComplete);
      if (record) yield record;
    }
  }

  #relationRecord(relation: OsmRelation): { record: RawRecord; outerIds: readonly number[] } | null {
    const { filter } = this.#input;
    const own = relation.tags ?? {};
    const membersOf = (roles: readonly string[]) =>
      relation.members.filter(({ type, role }) => type === 'way' && roles.includes(role));
    const outers = membersOf(outerRoles);
    const inners = membersOf(innerRoles);
    const outerTags = outers.map(({ ref }) => this.#held.get(ref)?.way.tags ?? {});
    const told = outerTags.find((tags) => passesFilter(filter, tags));
    const isOwn = passesFilter(filter, own) && !isBare(own);
    // A multipolygon of the old kind that is none of ours.
    if (!isOwn && !told) return null;
    const refuse = (reason: string): null => {
      this.#refuse('BAKE-240', `r${relation.id}`, reason);
      return null;
    };
    if (outers.length === 0) return refuse('no outer way');
    const waysOf = (members: typeof outers): Held[] => members.flatMap(({ ref }) => this.#held.get(ref) ?? []);
    const [outerWays, innerWays] = [waysOf(outers), waysOf(inners)];
    const missing = outers.length + inners.length - outerWays.length - innerWays.length;
    if (missing > 0) return refuse(`${missing} member ways are missing`);
    if ([...outerWays, ...innerWays].some((held) => !held.isComplete)) return refuse('nodes are missing');
    const [outerRings, innerRings] = [joinRings(outerWays), joinRings(innerWays)];
    if (!outerRings.ok) return refuse(outerRings.reason);
    if (!innerRings.ok) return refuse(innerRings.reason);
    const polygons = polygonsOfRings(outerRings.rings, innerRings.rings);
    if (!polygons) return refuse('an inner ring lies in no outer one');
    const tags = own.type === 'building' || !isOwn ? { ...told, ...own } : own;
    const record = this.#record('relation', relation.id, tags, { kind: 'polygons', polygons });
    // A house whose wall bounds somebody else's campus is a thing of its own.
    const isTold = (way: OsmTags): boolean =>
      own.type === 'building' || !isOwn || Object.entries(way).every(([key, value]) => own[key] === value);
    return { record, outerIds: outers.flatMap(({ ref }, index) => (isTold(outerTags[index]!) ? [ref] : [])) };
  }
}

/** Records carry the element's tags, `@id` (w123, r123, n123), `@type`, and `@heightMeters` with `@heightFrom`. */
export async function* osmRecords(input: OsmInput): AsyncGenerator<RawRecord> {
  const reading = new OsmReading(input);
  yield* reading.first();
  yield* reading.ways();
  yield* reading.last();
}
