/** The explicit tiles of a tileset.json (3D Tiles 1.0, 1.1), checked one by one: a damaged tree is a reason, not a crash. */
import Type, { type Static } from 'typebox';
import { Errors } from 'typebox/value';

/** `url` is what the drafts before 1.0 wrote, and some tools still do. */
const Content = Type.Object({ uri: Type.Optional(Type.String()), url: Type.Optional(Type.String()) });
/** Children are checked when it is their turn: a deep tree costs no stack. */
const Tile = Type.Object({
  content: Type.Optional(Content),
  contents: Type.Optional(Type.Array(Content)),
  children: Type.Optional(Type.Array(Type.Unknown())),
  boundingVolume: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  implicitTiling: Type.Optional(Type.Unknown()),
});
const Tileset = Type.Object({ asset: Type.Object({ version: Type.String() }), root: Type.Unknown() });
type TileJson = Static<typeof Tile>;

export interface TilesetTile {
  /** Of its contents, as they are written. */
  readonly uris: readonly string[];
  readonly isImplicit: boolean;
  /** Names of the bounding volumes that it gives: box, region, sphere. */
  readonly volumes: readonly string[];
}

export type TilesetTiles =
  | { readonly ok: true; readonly version: string /** The root first. */; readonly tiles: readonly TilesetTile[] }
  | { readonly ok: false; readonly reason: string };

function urisOf({ content, contents = [] }: TileJson): string[] {
  return [content, ...contents].flatMap((item) => item?.uri ?? item?.url ?? []);
}

/** @param json what JSON.parse gave; `reason` is where the first damage is, as a JSON pointer, and what is wrong there. */
export function tilesOfTileset(json: unknown): TilesetTiles {
  const damaged = (schema: typeof Tile | typeof Tileset, value: unknown, pointer: string): string | null => {
    const first = Errors(schema, value)[0];
    return first ? `${pointer}${first.instancePath}: ${first.message}` : null;
  };
  const reason = damaged(Tileset, json, '');
  if (reason !== null) return { ok: false, reason };
  const { asset, root } = json as Static<typeof Tileset>;
  const tiles: TilesetTile[] = [];
  const waiting: { tile: unknown; pointer: string }[] = [{ tile: root, pointer: '/root' }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const wrong = damaged(Tile, next.tile, next.pointer);
    if (wrong !== null) return { ok: false, reason: wrong };
    const tile = next.tile as TileJson;
    const { pointer } = next;
    tiles.push({
      uris: urisOf(tile),
      isImplicit: tile.implicitTiling !== undefined,
      volumes: Object.keys(tile.boundingVolume ?? {}),
    });
    for (const [index, child] of (tile.children ?? []).entries()) {
      waiting.push({ tile: child, pointer: `${pointer}/children/${index}` });
    }
  }
  return { ok: true, version: asset.version, tiles };
}
