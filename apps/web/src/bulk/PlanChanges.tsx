import type { BulkJob } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { text } from '../texts/text.js';

const words = text.bulk;

/** The settings that the preview of a job used, and that were different when the job was executed. */
export function PlanChanges({ job }: { readonly job: BulkJob }): ReactElement | null {
  if (job.plan_changes.length === 0) return null;
  return (
    <ul className="reasons" aria-label={words.planChanges}>
      {job.plan_changes.map(({ kind, name, change }) => (
        <li key={`${kind} ${name ?? ''} ${change}`}>{words.planChange(kind, name, change)}</li>
      ))}
    </ul>
  );
}
