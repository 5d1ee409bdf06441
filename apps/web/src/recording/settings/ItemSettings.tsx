import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { useEffect, useState, type ReactElement } from 'react';
import type { ItemCache } from '../../api/item-cache.js';
import { useRunKind } from '../../api/item-kind.js';
import { useMayChange } from '../../api/use-may-change.js';
import { Disclosure } from '../../components/Disclosure/Disclosure.js';
import { useAnnounce } from '../../components/Announcer.js';
import { ConfigFields } from '../../templates/ConfigFields.js';
import { toConfigDraft, toSavedConfig } from '../../templates/config-draft.js';
import { SaveButtons } from '../../controls/SaveButtons.js';
import { text } from '../../texts/text.js';
import { listLayers } from '../actions/run-input.js';
import { RunLayers } from '../actions/RunLayers.js';
import { Fold, type FoldProps } from '../Fold.js';
import { savePreferences } from './item-settings-api.js';
import { SETTINGS_ANCHOR } from './settings-anchor.js';
import { TemplateBinding } from './TemplateBinding.js';

const words = text.itemSettings;

interface Props<T extends Item> {
  readonly item: T;
  readonly cache: ItemCache<T>;
}

interface FormProps<T extends Item> extends Props<T> {
  readonly onDone: () => void;
}

/** Edits the preferences as they were when the form was opened. */
function PreferencesForm<T extends Item>({ item, cache, onDone }: FormProps<T>): ReactElement {
  const [read, setRead] = useState(item);
  const [draft, setDraft] = useState(() => toConfigDraft(item.preferences ?? {}));
  const kind = useRunKind();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => savePreferences<T>(kind, { read, preferences: toSavedConfig(draft, read.preferences ?? {}) }),
    onSuccess: (changed) => {
      cache.show(client, changed, 'command');
      announce(words.saved);
      onDone();
    },
    onError: () => client.invalidateQueries({ queryKey: cache.keyOf(item.id) }),
  });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate();
      }}
    >
      <ConfigFields
        draft={draft}
        hasRetention={false}
        onChange={(change) => {
          setDraft((before) => ({ ...before, ...change }));
        }}
      />
      <SaveButtons
        submit={words.save}
        error={error}
        isPending={isPending}
        onReload={() => {
          setRead(item);
          setDraft(toConfigDraft(item.preferences ?? {}));
          reset();
        }}
      />
    </form>
  );
}

const ADDRESS = `#${SETTINGS_ANCHOR}`;

/** A fold that links to it open too, also links to the present address, which change nothing that the browser reports. */
function useLinkedFold(): Pick<FoldProps, 'isOpen' | 'onToggle'> {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const openFor = (address: string | null | undefined): void => {
      if (address === ADDRESS) setOpen(true);
    };
    const followAddress = (): void => {
      openFor(location.hash);
    };
    const followLink = ({ target }: MouseEvent): void => {
      openFor(target instanceof Element ? target.closest('a')?.getAttribute('href') : undefined);
    };
    followAddress();
    window.addEventListener('hashchange', followAddress);
    document.addEventListener('click', followLink);
    return () => {
      window.removeEventListener('hashchange', followAddress);
      document.removeEventListener('click', followLink);
    };
  }, []);
  return { isOpen, onToggle: setOpen };
}

/** The template and the preferences of an item, and the layers of the settings of its newest run. */
export function ItemSettings<T extends Item>({ item, cache }: Props<T>): ReactElement | null {
  const mayChange = useMayChange() && item.deleted_at === null && item.erased_at === null;
  const hasRun = item.run !== null && listLayers(item.run).length > 0;
  const fold = useLinkedFold();
  if (!mayChange && !hasRun) return null;
  return (
    <section aria-labelledby={SETTINGS_ANCHOR}>
      <Fold title={words.title} id={SETTINGS_ANCHOR} {...fold}>
        <div className="item-settings">
          {mayChange && (
            <>
              <p className="quiet">{words.hint}</p>
              <TemplateBinding item={item} cache={cache} />
              <Disclosure label={item.preferences === null ? words.add : words.edit}>
                {(close) => <PreferencesForm item={item} cache={cache} onDone={close} />}
              </Disclosure>
            </>
          )}
          {item.run !== null && <RunLayers config_sources={item.run.config_sources} title={words.ofRun} />}
        </div>
      </Fold>
    </section>
  );
}
