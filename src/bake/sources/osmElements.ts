/** What an OSM file holds, whatever its format: nodes with places, ways over nodes, relations over both. */

export type OsmTags = Readonly<Record<string, string>>;

export interface OsmNode {
  readonly type: 'node';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags?: OsmTags;
}

export interface OsmWay {
  readonly type: 'way';
  readonly id: number;
  /** Ids of nodes, the first again at the end where the way is closed. */
  readonly refs: readonly number[];
  readonly tags?: OsmTags;
}

export interface OsmMember {
  readonly type: OsmKind;
  readonly ref: number;
  readonly role: string;
}

export interface OsmRelation {
  readonly type: 'relation';
  readonly id: number;
  readonly members: readonly OsmMember[];
  readonly tags?: OsmTags;
}

export type OsmElement = OsmNode | OsmWay | OsmRelation;
export type OsmKind = OsmElement['type'];

/** One reading of a file from its start; elements of the kinds asked for, in the file's order, some at a time. */
export type OsmPass = (kinds: readonly OsmKind[]) => AsyncIterable<readonly OsmElement[]>;
