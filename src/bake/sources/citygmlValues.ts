/** A CityGML building's attributes under flat names. */
import type { GmlElement } from './citygmlElements.ts';

/** Prefixes by custom of the standard's own modules: their names go without; extensions (uro:, …) keep theirs. */
const ownPrefixes = ['bldg', 'con', 'core', 'gml', 'pcrs', ''];
/** What holds geometry, parts or other things than attributes. */
const notAttributes = [
  ...['boundedBy', 'boundary', 'consistsOfBuildingPart', 'buildingPart', 'interiorRoom', 'buildingRoom', 'address'],
  ...['outerBuildingInstallation', 'interiorBuildingInstallation', 'buildingInstallation', 'opening', 'appearance'],
  ...['buildingSubdivision', 'externalReference', 'generalizesTo', 'relatedTo', 'occupancy'],
];
/** CityGML 2.0: stringAttribute …; 3.0: StringAttribute … within genericAttribute. */
const genericKind = /^(string|int|double|date|uri|measure|code)Attribute$/i;
const genericSet = /^(genericAttributeSet|GenericAttributeSet)$/;

function ownName(name: string): string {
  const colon = name.indexOf(':');
  return ownPrefixes.includes(colon < 0 ? '' : name.slice(0, colon)) ? name.slice(colon + 1) : name;
}

/** Metres as GML names them; feet likewise. */
const metreNames = /^(?:|#?m|#?met(?:re|er)s?|urn:.*:(?:EPSG:.*:9001|OGC:.*:m(?:etre)?))$/i;
const footNames = /^(?:#?ft|\[ft_i\]|#?f(?:oo|ee)t|urn:.*:EPSG:.*:9002)$/i;

/** A measure in its unit's words where that is not the metre: the number alone would be taken for metres. */
function withUnit(text: string | undefined, uom = ''): string | undefined {
  if (!text || metreNames.test(uom.trim())) return text;
  return `${text} ${footNames.test(uom.trim()) ? 'ft' : uom.trim()}`;
}

const childText = (element: GmlElement, local: string): string | undefined =>
  element.children.find((item) => item.local === local)?.text.trim();

/** CityGML 3.0: the largest of the heights that con:Height gives. */
function heightOf(element: GmlElement): string | undefined {
  const heights = element.children
    .filter(({ local }) => local === 'Height')
    .map((item) => {
      const value = item.children.find(({ local }) => local === 'value');
      return withUnit(value?.text.trim(), value?.attributes.uom) ?? '';
    });
  return heights.sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a))[0];
}

/**
 * Names: those of the standard without prefix (`measuredHeight`, `function`, `usage`, `yearOfConstruction`), generic
 * attributes by their own name (within sets `set.name`), extensions as written (`uro:buildingID`). Values that come more
 * than once are joined by blanks.
 */
export function citygmlValues(building: GmlElement): Record<string, string> {
  const values = new Map<string, string>();
  const put = (name: string, value: string | undefined): void => {
    if (!value) return;
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before} ${value}`);
  };
  const visit = (element: GmlElement, prefix: string): void => {
    const { local, name, attributes, children, text } = element;
    if (genericSet.test(local)) {
      const setName = attributes.name ?? childText(element, 'name') ?? '';
      for (const item of children) visit(item, `${prefix}${setName}.`);
    } else if (genericKind.test(local)) {
      put(prefix + (attributes.name ?? childText(element, 'name') ?? ''), childText(element, 'value'));
    } else if (local === 'height') put('measuredHeight', heightOf(element));
    else if (local === 'measuredHeight') put(local, withUnit(text.trim(), attributes.uom));
    else if (local === 'dateOfConstruction') put('yearOfConstruction', text.trim().slice(0, 4));
    else if (children.length === 0) put(prefix + ownName(name), text.trim());
    else for (const item of children) visit(item, prefix);
  };
  for (const element of building.children) {
    if (!notAttributes.includes(element.local) && !/^lod\d/.test(element.local)) visit(element, '');
  }
  return Object.fromEntries(values);
}
