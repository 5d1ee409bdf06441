import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Menu } from '../components/Menu/Menu.js';
import { lazyView } from '../components/lazy-view.js';
import { text } from '../texts/text.js';
import { selectionOf, type BulkRequest, type SelectionAction, type WholeList } from './bulk-api.js';
import { DownloadMenu } from './DownloadMenu.js';
import { followHeight } from './follow-height.js';
import { countSelected, type Selection } from './selection.js';
import type { ListSelection } from './use-selection.js';

const words = text.bulk;
type ShownActions = Readonly<Record<'buttons' | 'menu', readonly SelectionAction[]>>;
const ACTIONS: ShownActions = {
  buttons: ['run', 'pause', 'cancel', 'tag', 'publish', 'delete'],
  menu: ['bind', 'unbind', 'transfer', 'reset'],
};
const ACTIONS_ON_DELETED: ShownActions = { buttons: ['restore'], menu: [] };

const MergeDialog = lazyView(async () => (await import('../documents/arrange/MergeDialog.js')).MergeDialog, null);
/** The limit of the API. */
const MOST_MERGED = 50;

/** Only documents that were selected one by one have an order. */
const findMergeable = ({ kind, areDeleted }: WholeList, { isAll, ids }: Selection): readonly string[] | undefined =>
  kind === 'documents' && !areDeleted && !isAll && ids.size > 1 && ids.size <= MOST_MERGED ? [...ids] : undefined;

/** Fetched when the first action is chosen. */
const Asking = lazyView(async () => (await import('./Asking.js')).Asking, null);

interface Props {
  readonly whole: WholeList;
  readonly total: number;
  readonly list: ListSelection;
}

/** Shows how many items are selected, and the actions for them. */
export function SelectionBar({ whole, total, list }: Props): ReactElement | null {
  const [asking, setAsking] = useState<BulkRequest>();
  const count = countSelected(list.selection, total);
  const [merging, setMerging] = useState<readonly string[]>();
  const mergeable = findMergeable(whole, list.selection);
  const actions = whole.areDeleted ? ACTIONS_ON_DELETED : ACTIONS;
  if (count === 0 && asking === undefined && merging === undefined) return null;
  const choose = (action: SelectionAction): void => {
    setAsking({ kind: whole.kind, action, of: selectionOf(whole, list.selection) });
  };
  const merge = (ids: readonly string[]) => ({
    key: 'merge',
    label: words.merge,
    onChoose: () => {
      setMerging(ids);
    },
  });
  return (
    <section ref={followHeight} className="selection" aria-label={words.bar} onKeyDown={list.onKeyDown}>
      <strong role="status" title={words.keys}>
        {words.selected(count)}
      </strong>
      {count < total && (
        <Button size="small" look="quiet" onClick={list.selectAll}>
          {words.selectAll(total)}
        </Button>
      )}
      <div className="selection-actions">
        {actions.buttons.map((action) => (
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
        {actions.menu.length > 0 && (
          <Menu
            label={words.further}
            items={[
              ...(mergeable === undefined ? [] : [merge(mergeable)]),
              ...actions.menu.map((action) => ({
                key: action,
                label: words.actions[action],
                onChoose: () => {
                  choose(action);
                },
              })),
            ]}
          />
        )}
        <DownloadMenu whole={whole} selection={list.selection} total={total} />
        <Button size="small" look="quiet" onClick={list.clear}>
          {words.clear}
        </Button>
      </div>
      {merging !== undefined && (
        <MergeDialog
          selected={merging}
          onMade={list.clear}
          onClose={() => {
            setMerging(undefined);
          }}
        />
      )}
      {asking !== undefined && <Asking asking={asking} onChange={setAsking} onExecuted={list.clear} />}
    </section>
  );
}
