/** Schemas of hand-written files: an unknown key is always a fault, never ignored. */
import Type, { type TSchema } from 'typebox';

export const closed = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });
export const Text = Type.String({ minLength: 1 });
