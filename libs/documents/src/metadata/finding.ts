import { Type, type Static } from 'typebox';

/** One value with its confidence and its place, if they are known. Values of a model have no confidence: it sounds certain when it is wrong. */
const FindingSchema = Type.Object({
  value: Type.Union([Type.String(), Type.Array(Type.String())]),
  /** ISO 4217, of an amount. */
  currency: Type.Optional(Type.String()),
  /** From 0 to 1. */
  confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  sure: Type.Boolean(),
  /** The place in the text of a page: the first character, and the one after the last. */
  page: Type.Optional(Type.Integer({ minimum: 1 })),
  start: Type.Optional(Type.Integer({ minimum: 0 })),
  end: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Other values that were found, the best first. */
  alternatives: Type.Optional(Type.Array(Type.String())),
});
export type Finding = Static<typeof FindingSchema>;

/** By the name of the field. A value that was not found is absent. */
export const FindingsSchema = Type.Record(Type.String(), FindingSchema);
export type Findings = Static<typeof FindingsSchema>;
