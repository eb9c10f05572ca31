/** The table of component classes that a recipe names, checked. */
import Type from 'typebox';
import { Check, Errors } from 'typebox/value';
import { closed } from '../../model/contract/closedSchema.ts';
import {
  componentShapes,
  type KindedClass,
  MOST_COMPONENT_CLASSES,
  MOST_COMPONENT_REACH_METERS,
} from '../../model/domain/components.ts';

const ClassesSchema = Type.Object({
  classes: Type.Array(
    closed({
      code: Type.String({ pattern: '^[0-9A-Za-z]{1,8}$' }),
      kind: Type.String({ minLength: 1 }),
      name: Type.String({ minLength: 1 }),
      nameEn: Type.String({ minLength: 1 }),
      departmentKey: Type.String(),
      shape: Type.Enum(componentShapes),
      reachMeters: Type.Number({ exclusiveMinimum: 0, maximum: MOST_COMPONENT_REACH_METERS }),
    }),
    { minItems: 1, maxItems: MOST_COMPONENT_CLASSES },
  ),
});

/** In the order of their codes, or what is wrong with them in words. */
export function componentClassesOf(
  json: unknown,
  departmentKeys: ReadonlySet<string>,
): { readonly ok: true; readonly classes: readonly KindedClass[] } | { readonly ok: false; readonly reason: string } {
  if (!Check(ClassesSchema, json)) {
    const [first] = Errors(ClassesSchema, json);
    return { ok: false, reason: `${first?.instancePath} ${first?.message}` };
  }
  const classes = [...json.classes].sort((a, b) => (a.code < b.code ? -1 : 1));
  // Codes stand inside ids: of one length they sort as their ids do, and are told apart in them.
  const odd = classes.find(({ code }) => code.length !== classes[0]!.code.length);
  if (odd) return { ok: false, reason: `code ${odd.code}: not as long as ${classes[0]!.code}` };
  for (const key of ['code', 'kind'] as const) {
    const seen = new Set<string>();
    for (const one of classes) {
      if (seen.has(one[key])) return { ok: false, reason: `${key} ${one[key]}: twice` };
      seen.add(one[key]);
    }
  }
  const homeless = classes.find(({ departmentKey }) => !departmentKeys.has(departmentKey));
  if (homeless) return { ok: false, reason: `${homeless.code}: no department ${homeless.departmentKey}` };
  return { ok: true, classes };
}
