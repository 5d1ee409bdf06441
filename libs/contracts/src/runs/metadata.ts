import { Type, type Static } from 'typebox';
import { OUTPUT_NAME_PATTERN } from './limits.js';
import type { TopicsDisplay } from './topics-display.js';

/** The texts that patterns make for the outputs of an item. */
export const PATTERNS = ['title_pattern', 'description_pattern'] as const;
export type PatternName = (typeof PATTERNS)[number];
/** Characters. */
export const PATTERN_LIMITS = { title_pattern: 300, description_pattern: 5_000 } as const satisfies Record<PatternName, number>;

/** The patterns as people write them. They may name people, so events seal them. */
export const MetadataPatternsSchema = Type.Object({
  title_pattern: Type.Optional(Type.String({ maxLength: PATTERN_LIMITS.title_pattern })),
  description_pattern: Type.Optional(Type.String({ maxLength: PATTERN_LIMITS.description_pattern })),
});
export type MetadataPatterns = Static<typeof MetadataPatternsSchema>;

/** The patterns that outputs have of their own, by the names of the outputs. */
export const OutputPatternsSchema = Type.Record(Type.String({ pattern: OUTPUT_NAME_PATTERN }), MetadataPatternsSchema);
export type OutputPatterns = Static<typeof OutputPatternsSchema>;

/** The id of a pattern (`patternIdOf`): the open part of an event tells whether a pattern has changed, not what it says. */
const PatternId = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$' });

/** The patterns of a run by their ids. Its sealed part has the texts. */
export const MetadataConfigSchema = Type.Object({
  title_pattern: Type.Optional(PatternId),
  description_pattern: Type.Optional(PatternId),
});

/** The third group of settings, beside `processing_config` and `output_config` (CFG-02). */
export interface MetadataSettings extends MetadataPatterns {
  readonly topics_display?: TopicsDisplay;
}
