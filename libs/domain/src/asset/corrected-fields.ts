import type { PersonalData } from './personal.js';
import { isPresent, type AssetState } from './state.js';

/**
 * Leaves out the corrected fields of an earlier file. Personal data folds without the state, which alone knows that another file
 * has ended a correction.
 */
export function leaveOutEarlierFields(state: AssetState, personal: PersonalData): PersonalData {
  if (personal.fields === undefined) return personal;
  const corrected = new Set<string>((isPresent(state) ? (state.fieldCorrections ?? []) : []).map(({ field }) => field));
  return { ...personal, fields: Object.fromEntries(Object.entries(personal.fields).filter(([name]) => corrected.has(name))) };
}
