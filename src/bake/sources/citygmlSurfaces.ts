/** A building's GML geometries → surfaces with their role and LOD (CityGML 2.0 §10.3, 3.0 §7.2). */
import type { CitySurface, Point3 } from './cityBuilding.ts';
import type { GmlElement } from './citygmlElements.ts';

const geometryProperty = /^lod([0-4])(FootPrint|RoofEdge|Solid|MultiSurface|Surface|Geometry)$/;
/** Surfaces of the outside; rooms and their walls show nowhere. */
const outerSurfaces = [
  ...['GroundSurface', 'RoofSurface', 'WallSurface', 'ClosureSurface', 'OuterFloorSurface', 'OuterCeilingSurface'],
];
/** Of GML 3, then of GML 2. */
const outerHolders = ['exterior', 'outerBoundaryIs'];
const innerHolders = ['interior', 'innerBoundaryIs'];
const polygonKinds = ['Polygon', 'PolygonPatch', 'Triangle', 'Rectangle'];

export interface GmlSurfacesInput {
  readonly isLatitudeFirst: boolean;
  /** Elements of the whole building by gml:id. */
  readonly byId: ReadonlyMap<string, GmlElement>;
}

export interface GmlSurfaces {
  readonly surfaces: CitySurface[];
  unusable: number;
  /** Ids that are referred to and not there. */
  readonly missing: string[];
}

const child = (element: GmlElement, local: string): GmlElement | undefined =>
  element.children.find((item) => item.local === local);

/** Of `gml:id`, under whichever prefix. */
export function gmlIdOf({ attributes }: GmlElement): string | undefined {
  return attributes['gml:id'] ?? Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
}

export function elementsById(root: GmlElement): Map<string, GmlElement> {
  const byId = new Map<string, GmlElement>();
  const pending = [root];
  for (let element = pending.pop(); element; element = pending.pop()) {
    const id = gmlIdOf(element);
    if (id !== undefined) byId.set(id, element);
    for (const child of element.children) pending.push(child);
  }
  return byId;
}

const numbersOf = (text: string): number[] =>
  text
    .trim()
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);

/** A ring's corners, east first, the closing one left out; null where it has not three finite ones. */
function ringOf(holder: GmlElement | undefined, isLatitudeFirst: boolean): Point3[] | null {
  const ring = holder && (child(holder, 'LinearRing') ?? child(holder, 'Ring'));
  if (!ring) return null;
  const listed = child(ring, 'posList') ?? child(ring, 'coordinates');
  const dimension = Number(listed?.attributes.srsDimension ?? ring.attributes.srsDimension ?? 3);
  const each = ring.children.filter(({ local }) => local === 'pos').map(({ text }) => numbersOf(text));
  const rows: number[][] = listed ? [] : each;
  if (listed) {
    if (dimension !== 2 && dimension !== 3) return null;
    const numbers = numbersOf(listed.text);
    if (numbers.length % dimension !== 0) return null;
    for (let at = 0; at < numbers.length; at += dimension) rows.push(numbers.slice(at, at + dimension));
  }
  const points = rows.map(([first = NaN, second = NaN, z = 0]): Point3 => {
    return isLatitudeFirst ? [second, first, z] : [first, second, z];
  });
  const [start, end] = [points[0], points.at(-1)];
  if (points.length > 1 && start!.every((value, axis) => value === end![axis])) points.pop();
  return points.length >= 3 && points.flat().every(Number.isFinite) ? points : null;
}

function ringsOf(polygon: GmlElement, isLatitudeFirst: boolean): Point3[][] | null {
  const holders = polygon.children.filter(({ local }) => [...outerHolders, ...innerHolders].includes(local));
  const isInner = ({ local }: GmlElement): boolean => innerHolders.includes(local);
  const ordered = [...holders].sort((a, b) => Number(isInner(a)) - Number(isInner(b)));
  const rings = ordered.map((holder) => ringOf(holder, isLatitudeFirst));
  if (!ordered[0] || isInner(ordered[0])) return null;
  return rings.every((ring) => ring !== null) ? (rings as Point3[][]) : null;
}

/** Every polygon below a geometry, references followed within the building; `seen` keeps each from coming twice. */
function collect(
  geometry: GmlElement,
  input: GmlSurfacesInput,
  seen: Set<GmlElement>,
  into: GmlSurfaces,
  add: (rings: Point3[][]) => void,
): void {
  const visit = (element: GmlElement, isReversed: boolean, isInSolid: boolean): void => {
    if (seen.has(element)) return;
    seen.add(element);
    if (polygonKinds.includes(element.local)) {
      const rings = ringsOf(element, input.isLatitudeFirst);
      if (rings) add(isReversed ? rings.map((ring) => [...ring].reverse()) : rings);
      else into.unusable++;
      return;
    }
    const turns = element.local === 'OrientableSurface' && element.attributes.orientation === '-';
    for (const item of element.children) {
      if (isInSolid && item.local === 'interior') continue; // a hollow within the body
      visit(item, isReversed !== turns, item.local === 'Solid');
    }
    const reference = element.attributes['xlink:href'];
    if (!reference) return;
    const target = input.byId.get(reference.replace(/^#/, ''));
    if (target) visit(target, isReversed, target.local === 'Solid');
    else into.missing.push(reference);
  };
  visit(geometry, false, false);
}

/** Surfaces of one Building or BuildingPart, without those of its parts. */
export function gmlSurfaces(building: GmlElement, input: GmlSurfacesInput): GmlSurfaces {
  const into: GmlSurfaces = { surfaces: [], unusable: 0, missing: [] };
  /** Polygons already taken, of each LOD: bodies refer to the surfaces that bound them. */
  const seenByLod = new Map<number, Set<GmlElement>>();
  const addProperties = (holder: GmlElement, kind: string | null): void => {
    for (const property of holder.children) {
      const match = geometryProperty.exec(property.local);
      if (!match) continue;
      const lod = Number(match[1]);
      const seen = seenByLod.get(lod) ?? new Set();
      seenByLod.set(lod, seen);
      const flatRole = match[2] === 'RoofEdge' || kind === 'RoofSurface' ? 'roofEdge' : 'footprint';
      const role = lod === 0 ? flatRole : kind === 'GroundSurface' ? 'ground' : 'shell';
      collect(property, input, seen, into, (rings) => into.surfaces.push({ role, lod, rings }));
    }
  };
  // Bounding surfaces first: where a body refers to one, its role is known already.
  for (const { local, children } of building.children) {
    if (local !== 'boundedBy' && local !== 'boundary') continue;
    for (const surface of children) if (outerSurfaces.includes(surface.local)) addProperties(surface, surface.local);
  }
  addProperties(building, null);
  return into;
}
