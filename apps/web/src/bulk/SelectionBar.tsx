import type { BulkAction } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import type { ListFilter } from '../api/list-filter.js';
import { Button } from '../components/Button/Button.js';
import { Menu } from '../components/Menu/Menu.js';
import { text } from '../texts/text.js';
import { filtersOf, selectionOf, type BulkKind, type BulkRequest } from './bulk-api.js';
import { needsInput } from './bulk-input.js';
import { BulkInput } from './BulkInput.js';
import { BulkPreview } from './BulkPreview.js';
import { countSelected } from './selection.js';
import type { ListSelection } from './use-selection.js';

const words = text.bulk;
const ACTIONS = ['run', 'pause', 'cancel', 'tag', 'publish', 'delete'] as const;
const FURTHER_ACTIONS = ['bind', 'unbind', 'transfer', 'reset'] as const;

interface AskingProps {
  readonly asking: BulkRequest;
  readonly onChange: (asking: BulkRequest | undefined) => void;
  readonly onExecuted: () => void;
}

/** Asks for the input of an action, if it needs one, then shows its preview. */
function Asking({ asking, onChange, onExecuted }: AskingProps): ReactElement {
  const close = (): void => {
    onChange(undefined);
  };
  const { action, input } = asking;
  return needsInput(action) && input === undefined ? (
    <BulkInput
      action={action}
      onGiven={(input) => {
        onChange({ ...asking, input });
      }}
      onClose={close}
    />
  ) : (
    <BulkPreview request={asking} onExecuted={onExecuted} onClose={close} />
  );
}

interface Props {
  readonly kind: BulkKind;
  readonly filter: ListFilter;
  readonly total: number;
  readonly list: ListSelection;
}

/** Shows how many items are selected, and the actions for them. */
export function SelectionBar({ kind, filter, total, list }: Props): ReactElement | null {
  const [asking, setAsking] = useState<BulkRequest>();
  const count = countSelected(list.selection, total);
  const filters = filtersOf(kind, filter);
  if (filters === undefined || (count === 0 && asking === undefined)) return null;
  const choose = (action: BulkAction): void => {
    setAsking({ kind, action, of: selectionOf(kind, list.selection, filters) });
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
        <Menu
          label={words.further}
          items={FURTHER_ACTIONS.map((action) => ({
            key: action,
            label: words.actions[action],
            onChoose: () => {
              choose(action);
            },
          }))}
        />
        <Button size="small" look="quiet" onClick={list.clear}>
          {words.clear}
        </Button>
      </div>
      <p className="quiet">{words.keys}</p>
      {asking !== undefined && <Asking asking={asking} onChange={setAsking} onExecuted={list.clear} />}
    </section>
  );
}
