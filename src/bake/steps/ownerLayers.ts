/** Layers that an owner gives ready-made: landmarks, and tilesets of their own. Each is served as it stands. */
import type { ManifestLayer } from '../../model/contract/manifest.ts';
import { extraTiles } from './extraTiles.ts';
import { type LayerFile, type PlacingInput, placeLandmarks } from './placeLandmarks.ts';
import type { Sources } from './readSources.ts';

export interface OwnerLayers {
  readonly layers: readonly ManifestLayer[];
  readonly files: readonly LayerFile[];
  /** Keys of the sources that stand in the district. */
  readonly sourceKeys: readonly string[];
}

/** Throws FaultError BAKE-2xx for a model or tileset that cannot be used; what is far away or missing is counted. */
export async function ownerLayers(
  sources: Sources,
  input: Pick<PlacingInput, 'frame' | 'heightField' | 'faults'>,
): Promise<OwnerLayers> {
  const placing: PlacingInput = { ...input, fileOf: (source) => sources.fileOf(source) };
  const of = (role: 'landmarks' | 'extraTiles') => sources.of(role).map(({ source }) => source);
  const { files, sourceKeys } = await placeLandmarks(of('landmarks'), placing);
  const extras = of('extraTiles').flatMap((source) => extraTiles(source, placing) ?? []);
  const landmarks: ManifestLayer[] =
    files.length > 0
      ? [{ key: 'landmarks', kind: 'landmarks', tileset: 'landmarks/tileset.json', synthetic: false }]
      : [];
  return {
    layers: [
      ...landmarks,
      ...extras.map(({ key, tileset }): ManifestLayer => ({ key, kind: 'extraTiles', tileset, synthetic: false })),
    ],
    files: [...files, ...extras.flatMap((extra) => extra.files)],
    sourceKeys: [...sourceKeys, ...extras.map(({ key }) => key)],
  };
}
