import { PATTERN_LIMITS, type PatternName } from '@throughline/contracts';
import { describePatternRule, patternForm } from '@throughline/domain';
import type { TextOptions } from '../fields.js';

/** The rules of a field that holds a pattern. */
export const patternOptions = (name: PatternName): TextOptions => ({
  max: PATTERN_LIMITS[name],
  pattern: patternForm(name),
  message: `$property ${describePatternRule(name)}`,
});
