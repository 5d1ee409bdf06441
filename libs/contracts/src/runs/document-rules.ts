import { Type, type Static } from 'typebox';

/** The effect of a rule on documents. The values are words of people. */
const RuleEffectSchema = Type.Object({
  /** The id of the rule in events. An import into another system cannot confuse it with one of its own. */
  key: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
  name: Type.String(),
  tags: Type.Array(Type.String()),
  /** The type of the document. */
  type: Type.Optional(Type.String()),
});

/** A rule of the library that was on when a run started: documents of the sender get the tags and the type. Personal data. */
export const DocumentRuleSchema = Type.Object({ ...RuleEffectSchema.properties, sender: Type.String() });
export type DocumentRule = Static<typeof DocumentRuleSchema>;

/** A rule that gave a document something: only the tags that the document lacked, and the type if no earlier rule gave one. Personal data. */
export const AppliedRuleSchema = RuleEffectSchema;
export type AppliedRule = Static<typeof AppliedRuleSchema>;
