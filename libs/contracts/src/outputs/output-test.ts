import { Type, type Static } from 'typebox';
import { CheckItemSchema } from '../mirror/channel-check.js';
import { OutputConfigSchema } from '../runs/config.js';

/** A request to the upload service to check an output that is not part of a run. */
export const OutputTestSchema = Type.Object({
  v: Type.Literal(1),
  output: OutputConfigSchema,
  /** `settings`: checks only the settings. `delivery`: also connects, and writes, reads and removes a probe. */
  extent: Type.Enum(['settings', 'delivery'] as const),
});
export type OutputTest = Static<typeof OutputTestSchema>;

export const OutputTestReportSchema = Type.Object({ v: Type.Literal(1), items: Type.Array(CheckItemSchema, { maxItems: 20 }) });
export type OutputTestReport = Static<typeof OutputTestReportSchema>;
