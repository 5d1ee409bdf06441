import type { Decision } from '../decide/decision.js';
import { renderRecording, type RecordingItem } from '../kinds/views/recording.js';
import type { Journey } from './journey.js';

export const itemOf = (journey: Journey): RecordingItem => {
  const item = renderRecording(journey.state, journey.personal);
  if (item === undefined) throw new Error('The journey has no item');
  return item;
};

/** Returns the events of a decision with their steps, or the code of its refusal. */
export const describeDecision = (decision: Decision): readonly string[] =>
  'events' in decision
    ? decision.events.map(({ type, data }) => ('step' in data ? `${type} ${data.step}` : type))
    : [decision.rejected.code];

/** Returns `done`, `nothing` with the code of a satisfied decision, or `refused` with its code. */
export const summarizeDecision = (decision: Decision): string => {
  if ('rejected' in decision) return `refused ${decision.rejected.code}`;
  return decision.events.length > 0 ? 'done' : `nothing ${decision.satisfied?.code ?? ''}`;
};
