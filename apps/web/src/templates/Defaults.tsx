import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UserSettings } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { ConfigFields } from './ConfigFields.js';
import { toConfigDraft, toSavedConfig } from './config-draft.js';
import { SaveButtons } from '../controls/SaveButtons.js';
import { SettingsProblem } from './SettingsProblem.js';
import { defaultsQuery, replaceDefaults, templatesQuery } from './templates-api.js';

const words = text.templates.defaults;

interface FormProps {
  readonly initial: UserSettings;
  readonly onReload: () => void;
}

/** Edits the defaults as they were when the form was opened or last saved. */
function DefaultsForm({ initial, onReload }: FormProps): ReactElement {
  const [read, setRead] = useState(initial);
  const [draft, setDraft] = useState(() => toConfigDraft(read));
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => replaceDefaults(read, toSavedConfig(draft, read)),
    onSuccess: (saved) => {
      announce(words.saved);
      setRead(saved);
      setDraft(toConfigDraft(saved));
      client.setQueryData(defaultsQuery.queryKey, saved);
      void client.invalidateQueries({ queryKey: [...templatesQuery.queryKey] });
    },
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
        onChange={(change) => {
          setDraft((before) => ({ ...before, ...change }));
        }}
      />
      <SaveButtons submit={words.save} error={error} isPending={isPending} onReload={onReload} />
    </form>
  );
}

/** The settings that all runs of the library start from. */
export function Defaults(): ReactElement {
  const { data, error, isPending, refetch } = useQuery(defaultsQuery);
  const mayChange = useMayChange();
  const [reloads, setReloads] = useState(0);
  const reload = async (): Promise<void> => {
    await refetch();
    setReloads((count) => count + 1);
  };
  return (
    <section className="card" aria-labelledby="defaults">
      <h2 id="defaults">{words.title}</h2>
      <p className="quiet">{mayChange ? words.lead : words.viewersCannot}</p>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data?.unusable_templates.map(({ id, name, ...problem }) => (
        <SettingsProblem key={id} problem={problem} name={name} />
      ))}
      {data !== undefined && mayChange && <DefaultsForm key={reloads} initial={data} onReload={() => void reload()} />}
    </section>
  );
}
