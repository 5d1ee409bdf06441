import { useQuery } from '@tanstack/react-query';
import { useRef, useState, useSyncExternalStore, type ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { useAnnounce } from '../components/Announcer.js';
import { lazyView } from '../components/lazy-view.js';
import type { Person } from '../drafts/personal-store.js';
import { text } from '../texts/text.js';
import type { ItemsSearch } from './items-search.js';
import {
  findShownView,
  getSavedViews,
  isNameTaken,
  MAX_VIEWS,
  type SavedView,
  type SavedViews as ViewStore,
} from './saved-views.js';
import type { ViewsPart } from './ViewMenu.js';

const words = text.itemList.saved;

/** Fetched when they are needed, because the first view does not. */
const ViewMenu = lazyView(async () => (await import('./ViewMenu.js')).ViewMenu, null);
const ViewNameDialog = lazyView(async () => (await import('./ViewNameDialog.js')).ViewNameDialog, null);

/** Saves the filter and the order that the list has now. */
function SaveView({ store, owner, views, onChanged, search }: ViewsPart & { readonly search: ItemsSearch }): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const announce = useAnnounce();
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          setAsking(true);
        }}
      >
        {words.save}
      </Button>
      {isAsking && (
        <ViewNameDialog
          title={words.save}
          isTaken={(name) => isNameTaken(views, name)}
          onSave={(name) => {
            const isSaved = store.save(owner, { name, search });
            if (isSaved) {
              announce(words.wasSaved(name));
              onChanged();
            }
            return isSaved;
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

interface Props {
  readonly search: ItemsSearch;
  readonly onShow: (search: ItemsSearch) => void;
  readonly store?: ViewStore;
}

interface OwnedProps extends Required<Props> {
  readonly owner: Person;
}

function OwnedViews({ owner, search, onShow, store }: OwnedProps): ReactElement | null {
  const group = useRef<HTMLDivElement>(null);
  const [isRefused, setRefused] = useState(false);
  const listViews = (): readonly SavedView[] => store.list(owner);
  const views = useSyncExternalStore(store.subscribe, listViews, listViews);
  const shown = findShownView(views, search);
  const { kind: _kind, ...filters } = search;
  const isWorthSaving = shown === undefined && Object.keys(filters).length > 0 && views.length < MAX_VIEWS;
  if (views.length === 0 && !isWorthSaving) return null;
  const focusShown = (): void => {
    // The dialog returns the focus first.
    requestAnimationFrame(() => {
      const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
      (buttons.find((button) => button.ariaPressed === 'true') ?? buttons.at(-1))?.focus();
    });
  };
  const part = { store, owner, views, onChanged: focusShown, onRefused: setRefused };
  return (
    <>
      <div ref={group} className="views saved-views" role="group" aria-label={words.label}>
        {views.map((view) => (
          <button
            key={view.name}
            type="button"
            dir="auto"
            aria-pressed={view === shown}
            onClick={() => {
              setRefused(false);
              onShow(view.search);
            }}
          >
            {view.name}
          </button>
        ))}
        {shown !== undefined && <ViewMenu {...part} view={shown} />}
        {isWorthSaving && <SaveView {...part} search={search} />}
      </div>
      {isRefused && (
        <Note tone="bad" role="alert">
          <p>{words.notStored}</p>
        </Note>
      )}
    </>
  );
}

/** The views that the user has saved, and what can be done with the one that the list shows. */
export function SavedViews({ store = getSavedViews(), ...props }: Props): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  return me === undefined ? null : <OwnedViews {...props} store={store} owner={{ user: me.id, library: me.library.id }} />;
}
