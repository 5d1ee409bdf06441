import { useState, type ReactElement } from 'react';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { Menu } from '../components/Menu/Menu.js';
import { useAnnounce } from '../components/Announcer.js';
import type { Person } from '../drafts/personal-store.js';
import { text } from '../texts/text.js';
import { isNameTaken, type SavedView, type SavedViews } from './saved-views.js';
import { ViewNameDialog } from './ViewNameDialog.js';

const words = text.itemList.saved;

/** The saved views, for the parts that change them. */
export interface ViewsPart {
  readonly store: SavedViews;
  readonly owner: Person;
  readonly views: readonly SavedView[];
  /** Moves the focus on, because a change replaces the button that had it. */
  readonly onChanged: () => void;
  /** Says whether the browser has just refused to store a change. */
  readonly onRefused: (is: boolean) => void;
}

export function ViewMenu({
  store,
  owner,
  views,
  onChanged,
  onRefused,
  view,
}: ViewsPart & { readonly view: SavedView }): ReactElement {
  const [asking, setAsking] = useState<'rename' | 'delete'>();
  const announce = useAnnounce();
  const close = (): void => {
    setAsking(undefined);
  };
  const entry = (key: 'rename' | 'delete') => ({
    key,
    label: words[key],
    isDangerous: key === 'delete',
    onChoose: () => {
      onRefused(false);
      setAsking(key);
    },
  });
  return (
    <>
      <Menu label={words.menu(view.name)} items={[entry('rename'), entry('delete')]} align="start" />
      {asking === 'rename' && (
        <ViewNameDialog
          title={words.rename}
          initial={view.name}
          isTaken={(name) => isNameTaken(views, name, view.name)}
          onSave={(name) => {
            const isSaved = store.save(owner, { ...view, name }, view.name);
            if (isSaved) announce(words.wasRenamed(name));
            return isSaved;
          }}
          onClose={close}
        />
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          title={words.delete}
          confirm={words.delete}
          isDangerous
          onConfirm={() => {
            const isDeleted = store.remove(owner, view.name);
            onRefused(!isDeleted);
            if (!isDeleted) return;
            announce(words.wasDeleted(view.name));
            onChanged();
          }}
          onClose={close}
        >
          <p>{words.deleteHint(view.name)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
