/** Which tags of an OSM file are worth choosing by `layer`. */
import type { OsmPass } from './osmElements.ts';

/** Keys that name what a thing is (OSM wiki, Map features); all others describe it. */
const primaryKeys = [
  ...['amenity', 'barrier', 'boundary', 'building', 'highway', 'landuse', 'leisure', 'man_made', 'natural', 'place'],
  ...['power', 'public_transport', 'railway', 'shop', 'waterway'],
];

/** Those keys that ways or relations have, most frequent first. Reads the file once. */
export async function osmLayers(pass: OsmPass): Promise<string[]> {
  const counts = new Map<string, number>();
  for await (const elements of pass(['way', 'relation'])) {
    for (const { tags } of elements) {
      if (!tags) continue;
      for (const key of primaryKeys) if (key in tags) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1)).map(([key]) => key);
}
