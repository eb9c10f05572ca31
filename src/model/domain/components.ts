/** City components (部件): lamps, covers, hydrants, trees of streets; by class, each in exactly one responsibility grid. */
import { invariant } from '../faults/invariant.ts';

/** How a class is drawn: never by colour alone. */
export const componentShapes = [
  'lamp',
  'tree',
  'hydrant',
  'cover',
  'grate',
  'bin',
  'cabinet',
  'charger',
  'stop',
  'signal',
  'stand',
] as const;
export type ComponentShape = (typeof componentShapes)[number];

/** Beyond this nothing of the street is told apart: no class reaches farther. */
export const MOST_COMPONENT_REACH_METERS = 1_200;

export interface ComponentClass {
  /** Major and minor: 5 digits in GB/T 47678.5, 4 in GB/T 30428.2. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly shape: ComponentShape;
  /** How far away the map still shows the first of them. */
  readonly reachMeters: number;
  /** 主管部门: the department that answers for the class. */
  readonly departmentKey: string;
}

/** `kind` is our word for the class, whatever its code: what is generated goes by it. */
export type KindedClass = ComponentClass & { readonly kind: string };

/** Rows of classes fit into a byte. */
export const MOST_COMPONENT_CLASSES = 256;
/** Serials have six digits. */
export const MOST_COMPONENT_SERIAL = 999_999;

/**
 * 部件标识码: 6 digits division, the class, 6 serial; 17 digits in GB/T 47678.5, 16 in GB/T 30428.2. Serials from 1;
 * throws where there is none left.
 */
export function componentCode(divisionCode: string, classCode: string, serial: number): string {
  invariant(serial >= 1 && serial <= MOST_COMPONENT_SERIAL, `${serial} has six digits`);
  return divisionCode + classCode + String(serial).padStart(6, '0');
}
