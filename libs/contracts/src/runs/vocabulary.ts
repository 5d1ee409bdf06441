import { Type, type Static } from 'typebox';

/** Names and terms that occur in the speech, most important first. They are personal data. */
export const VocabularySchema = Type.Object({
  /** The terms of the run. */
  own: Type.Array(Type.String()),
  /** The terms of the library at the start of the run. */
  library: Type.Array(Type.String()),
});
export type Vocabulary = Static<typeof VocabularySchema>;
