import type { AllowedAction, Recording } from '@throughline/api-client';

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

/** Returns the action that delivers to further outputs, once the recording has been run. A paused run would only go on. */
export function findDelivery({
  allowed_actions,
  outputs,
  run,
}: Pick<Recording, 'allowed_actions' | 'outputs' | 'run'>): AllowedAction | undefined {
  if (run?.active === true || (run === null && outputs.length === 0)) return undefined;
  return findRun(allowed_actions);
}
