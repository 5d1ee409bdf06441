import type { BulkCommand } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { text } from '../texts/text.js';

const words = text.bulk;

/** The settings that the preview of a bulk command used, and that were different when the bulk command was executed. */
export function PlanChanges({ bulk }: { readonly bulk: BulkCommand }): ReactElement | null {
  if (bulk.plan_changes.length === 0) return null;
  return (
    <ul className="reasons" aria-label={words.planChanges}>
      {bulk.plan_changes.map(({ kind, name, change }) => (
        <li key={`${kind} ${name ?? ''} ${change}`}>{words.planChange(kind, name, change)}</li>
      ))}
    </ul>
  );
}
