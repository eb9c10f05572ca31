/** OSM XML 0.6 (.osm, .osm.gz): always WGS84. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes, unreadable } from './byteSource.ts';
import type { OsmElement, OsmKind, OsmMember, OsmPass } from './osmElements.ts';
import { osmLayers } from './osmLayers.ts';
import { osmRecords } from './osmRecords.ts';
import { tagFilterOf } from './osmTags.ts';
import type { OpenFile } from './rawFile.ts';
import { readXml, type XmlHandlers, xmlEncodingOf } from './xmlFile.ts';

const kinds: readonly string[] = ['node', 'way', 'relation'] satisfies OsmKind[];

interface Pending {
  readonly type: OsmKind;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: [string, string][];
  readonly refs: number[];
  readonly members: OsmMember[];
}

/** NaN for what is no number: the record is then counted as having no usable place. */
const numberOf = (text: string | undefined): number => (text?.trim() ? Number(text) : Number.NaN);

function elementOf(file: string, { type, attributes, tags, refs, members }: Pending): OsmElement | null {
  // What an editor marked as deleted is no longer there.
  if (attributes.visible === 'false' || attributes.action === 'delete') return null;
  const id = numberOf(attributes.id);
  if (!Number.isSafeInteger(id)) {
    const reason = `<${type} id="${attributes.id ?? ''}">`;
    throw unreadable(file, reason);
  }
  const common = { id, ...(tags.length > 0 ? { tags: Object.fromEntries(tags) } : {}) };
  if (type === 'way') return { type, refs, ...common };
  if (type === 'relation') return { type, members, ...common };
  return { type, lon: numberOf(attributes.lon), lat: numberOf(attributes.lat), ...common };
}

function handlersFor(file: string, wanted: readonly OsmKind[], emit: (element: OsmElement) => void): XmlHandlers {
  let depth = 0;
  let pending: Pending | null = null;
  return {
    open({ name, attributes }) {
      depth++;
      if (depth === 1 && name !== 'osm') {
        throw new FaultError(fault('BAKE-244', { file, found: `<${name}>`, known: 'OSM XML 0.6 (<osm>)' }, file));
      }
      if (depth === 2) {
        const isWanted = kinds.includes(name) && wanted.includes(name as OsmKind);
        pending = isWanted ? { type: name as OsmKind, attributes, tags: [], refs: [], members: [] } : null;
      } else if (depth === 3 && pending) {
        if (name === 'tag') pending.tags.push([attributes.k ?? '', attributes.v ?? '']);
        else if (name === 'nd') pending.refs.push(numberOf(attributes.ref));
        else if (name === 'member' && kinds.includes(attributes.type ?? '')) {
          const { type, ref, role } = attributes;
          pending.members.push({ type: type as OsmKind, ref: numberOf(ref), role: role ?? '' });
        }
      }
    },
    close() {
      depth--;
      if (depth !== 1 || !pending) return;
      const element = elementOf(file, pending);
      if (element) emit(element);
      pending = null;
    },
  };
}

/** Throws FaultError BAKE-202, BAKE-207, BAKE-22x, BAKE-235, BAKE-242, BAKE-243, BAKE-244. Members and nodes that do not fit are counted. */
export const openOsmXml: OpenFile = async (file, { source, layer, faults, near }) => {
  const pass: OsmPass = (wanted) => readXml<OsmElement>(fileBytes(file), (emit) => handlersFor(file, wanted, emit));
  const layers = layer === undefined ? await osmLayers(pass) : [];
  const records = () => osmRecords({ file, source, pass, filter: tagFilterOf(layer), faults, near });
  const encoding = await xmlEncodingOf(fileBytes(file));
  return { fieldNames: null, recordCount: null, layers, declaredCrs: 'EPSG:4326', encoding, records };
};
