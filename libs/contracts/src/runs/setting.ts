import type { TSchema } from 'typebox';
import type { Limits } from './limits.js';

/** Rules of a setting that only requests keep: the operator's defaults and stored events may break them. */
interface RequestRules {
  /** Replace the limits of the number, or of each number of the list. */
  readonly limits?: Limits;
  /** Refuses control characters. */
  readonly plain?: true;
  /** Replaces the message for a text that does not match the pattern. */
  readonly message?: string;
}

/** A symbol, so that no document of events shows the rules. */
const RULES = Symbol('RequestRules');

/** Returns the options of a setting's schema: its text for people, and the rules of requests. */
export const setting = (description: string, rules: RequestRules = {}): { description: string } =>
  Object.assign({ description }, { [RULES]: rules });

export const requestRulesOf = (schema: TSchema): RequestRules => (schema as { readonly [RULES]?: RequestRules })[RULES] ?? {};
