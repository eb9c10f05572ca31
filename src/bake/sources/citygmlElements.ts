/** CityGML as a stream of whole buildings: each is a small tree, kept no longer than it takes to read it. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes, unreadable } from './byteSource.ts';
import { readXml, type XmlHandlers, type XmlTag } from './xmlFile.ts';

/** One building of a model with all its windows has some hundred thousand elements. */
const MOST_ELEMENTS = 2_000_000;
const versions: readonly string[] = ['2.0', '3.0'];

export interface GmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  /** Without it. */
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: GmlElement[];
  text: string;
}

export type CitygmlItem =
  /** The first srsName of the file. */
  { readonly kind: 'srsName'; readonly name: string } | { readonly kind: 'building'; readonly element: GmlElement };

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Throws FaultError BAKE-244 for a root that is no CityModel of a known version. */
function checkRoot({ name, attributes }: XmlTag, file: string): void {
  const uris = Object.entries(attributes).filter(([key]) => key.startsWith('xmlns'));
  const version = uris
    .map(([, uri]) => /opengis\.net\/citygml\/(?:building\/|construction\/|profiles\/base\/)?(\d\.\d)$/.exec(uri)?.[1])
    .find(Boolean);
  if (localOf(name) === 'CityModel' && version && versions.includes(version)) return;
  const found = localOf(name) === 'CityModel' ? `CityGML ${version ?? '?'}` : `<${name}>`;
  throw new FaultError(fault('BAKE-244', { file, found, known: 'CityGML 2.0, 3.0' }, file));
}

function handlersFor(file: string, emit: (item: CitygmlItem) => void): XmlHandlers {
  let isRoot = true;
  let sawSrsName = false;
  let count = 0;
  const path: GmlElement[] = [];
  return {
    open(tag) {
      if (isRoot) checkRoot(tag, file);
      isRoot = false;
      if (!sawSrsName && tag.attributes.srsName) {
        sawSrsName = true;
        emit({ kind: 'srsName', name: tag.attributes.srsName });
      }
      const local = localOf(tag.name);
      if (path.length === 0 && local !== 'Building') return;
      const element: GmlElement = { name: tag.name, local, attributes: tag.attributes, children: [], text: '' };
      path.at(-1)?.children.push(element);
      path.push(element);
      if (++count > MOST_ELEMENTS) {
        throw unreadable(file, 'one building without end');
      }
    },
    text(text) {
      const element = path.at(-1);
      if (element) element.text += text;
    },
    close() {
      const element = path.pop();
      if (!element || path.length > 0) return;
      count = 0;
      emit({ kind: 'building', element });
    },
  };
}

/** Throws FaultError BAKE-202, BAKE-207, BAKE-22x, BAKE-235, BAKE-242, BAKE-243, BAKE-244. */
export async function* citygmlItems(file: string): AsyncGenerator<CitygmlItem> {
  for await (const items of readXml<CitygmlItem>(fileBytes(file), (emit) => handlersFor(file, emit))) yield* items;
}
