import type { AssetEvent } from '@throughline/contracts';
import type { AssetState } from '../../asset/state.js';
import { describeItemEvent } from './item-sentences.js';
import { describeStepEvent, isOfStep } from './step-sentences.js';

/** One line of the audit log. Holds neither personal data nor secrets. */
export interface AuditLine {
  readonly step?: string;
  /** A short sentence, or several with full stops. Ids, codes and exact times stay in the data of the event. */
  readonly message: string;
}

const closeSentences = (message: string): string => (message.includes('. ') ? `${message}.` : message);

/** Returns the audit line of one event, from the asset before and after it (design.md §5 `audit_log`). */
export function auditLine(before: AssetState, event: AssetEvent, after: AssetState): AuditLine {
  if (isOfStep(event)) return { step: event.data.step, message: closeSentences(describeStepEvent(event, after)) };
  const step = event.type === 'LogEntryImported' ? event.data.step : undefined;
  return { ...(step === undefined ? {} : { step }), message: closeSentences(describeItemEvent(before, event, after)) };
}
