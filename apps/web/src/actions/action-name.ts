import type { AllowedAction } from '@throughline/api-client';
import { stepName } from '../controls/recording-state.js';
import { text } from '../texts/text.js';

/** A newer gateway may send actions that this page has no words for. */
const nameOf = (action: string): string => (text.actions.names as Readonly<Record<string, string | undefined>>)[action] ?? action;

export const actionName = ({ action, target }: Pick<AllowedAction, 'action' | 'target'>): string =>
  target === null ? nameOf(action) : text.actions.withTarget(nameOf(action), stepName(target));
