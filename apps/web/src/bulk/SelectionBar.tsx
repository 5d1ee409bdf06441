import type { BulkAction } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import type { ListFilter } from '../api/recordings.js';
import { Button } from '../components/Button/Button.js';
import { text } from '../texts/text.js';
import { filtersOf, type BulkSelection } from './bulk-api.js';
import { BulkPreview } from './BulkPreview.js';
import { countSelected } from './selection.js';
import type { ListSelection } from './use-selection.js';

const words = text.bulk;
const ACTIONS = ['run', 'pause', 'cancel', 'reset', 'delete'] as const;

interface Props {
  readonly filter: ListFilter;
  readonly total: number;
  readonly list: ListSelection;
}

/** Shows how many items are selected, and the actions for them. */
export function SelectionBar({ filter, total, list }: Props): ReactElement | null {
  const [asking, setAsking] = useState<{ readonly action: BulkAction; readonly of: BulkSelection }>();
  const count = countSelected(list.selection, total);
  const filters = filtersOf(filter);
  if (filters === undefined || (count === 0 && asking === undefined)) return null;
  const choose = (action: BulkAction): void => {
    const { isAll, ids } = list.selection;
    setAsking({ action, of: isAll ? { filters } : { recording_ids: [...ids] } });
  };
  return (
    <section className="selection" aria-label={words.bar} onKeyDown={list.onKeyDown}>
      <strong role="status">{words.selected(count)}</strong>
      {count < total && (
        <Button size="small" look="quiet" onClick={list.selectAll}>
          {words.selectAll(total)}
        </Button>
      )}
      <div className="selection-actions">
        {ACTIONS.map((action) => (
          <Button
            key={action}
            size="small"
            look={action === 'delete' ? 'dangerous' : undefined}
            onClick={() => {
              choose(action);
            }}
          >
            {words.actions[action]}
          </Button>
        ))}
        <Button size="small" look="quiet" onClick={list.clear}>
          {words.clear}
        </Button>
      </div>
      <p className="quiet">{words.keys}</p>
      {asking !== undefined && (
        <BulkPreview
          action={asking.action}
          selection={asking.of}
          onExecuted={list.clear}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
    </section>
  );
}
