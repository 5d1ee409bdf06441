import type { AllowedAction } from '@throughline/api-types';

/** Refusals of a run that another template or other settings may avoid. */
const DEPENDS_ON_SETTINGS: ReadonlySet<string | null> = new Set([
  'already-complete',
  'template-unusable',
  'output-missing',
  'settings-conflict',
]);

/** Returns the action that starts a run, if a run can start now, perhaps with other settings. */
export const findRun = (actions: readonly AllowedAction[]): AllowedAction | undefined =>
  actions.find(({ action, allowed, code }) => action === 'run' && (allowed || DEPENDS_ON_SETTINGS.has(code)));
