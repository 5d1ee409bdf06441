import type { AllowedAction, CommandOutcome } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { actionName } from './action-name.js';

const hasOutcome = (answer: unknown): answer is { readonly outcome: CommandOutcome } =>
  typeof answer === 'object' && answer !== null && 'outcome' in answer;

/** Returns what an accepted action has done, in the words of the server: many actions only begin something. */
export const describeAnswer = (action: AllowedAction, title: string, answer: unknown): string =>
  hasOutcome(answer)
    ? text.list.changedAnnouncement(title, answer.outcome.detail)
    : text.actions.accepted(actionName(action), title);
