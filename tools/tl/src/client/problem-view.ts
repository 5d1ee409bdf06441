import { Type, type Static } from 'typebox';

/** The fields of a problem document (RFC 9457) that a client reads. */
export const ProblemSchema = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  try_instead: Type.Optional(Type.String()),
  existing_id: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
});
export type ProblemView = Static<typeof ProblemSchema>;
