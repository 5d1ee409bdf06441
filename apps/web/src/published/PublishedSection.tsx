import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { useAnnounce } from '../components/Announcer.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { addToSets, isCurrentAddress, type PublishedSet } from './published-api.js';
import type { SetKind } from './set-kind.js';
import { SetLine } from './SetLine.js';

interface Props<S extends PublishedSet, A extends S> {
  readonly kind: SetKind<S, A>;
}

interface NewAddressProps<S extends PublishedSet, A extends S> extends Props<S, A> {
  readonly made: A;
  readonly sets: readonly S[];
}

/** The address of a set, until it is renewed or revoked. */
export function NewAddress<S extends PublishedSet, A extends S>({
  kind: { Once },
  made,
  sets,
}: NewAddressProps<S, A>): ReactElement | null {
  return sets.some((set) => isCurrentAddress(made, set)) ? <Once set={made} /> : null;
}

function NewSet<S extends PublishedSet, A extends S>({ kind, sets }: Omit<NewAddressProps<S, A>, 'made'>): ReactElement {
  const { words, requests, withoutAddress, NewForm } = kind;
  const [made, setMade] = useState<A>();
  const client = useQueryClient();
  const refresh = useRefresh(requests.key);
  const announce = useAnnounce();
  return (
    <>
      <PanelButton label={words.add} look="primary">
        {(close) => (
          <NewForm
            onAdded={async (added) => {
              // Nobody can read the address again, so it is shown even if the list cannot be loaded now.
              client.setQueryData<readonly S[]>(requests.key, (before) => addToSets(before, withoutAddress(added)));
              setMade(added);
              announce(words.added(added.title));
              close();
              await refresh();
            }}
          />
        )}
      </PanelButton>
      {made !== undefined && <NewAddress kind={kind} made={made} sets={sets} />}
    </>
  );
}

function Sets<S extends PublishedSet, A extends S>({ kind }: Props<S, A>): ReactElement {
  const { id, words, requests } = kind;
  const list = useQuery(requests.list);
  return (
    <ResourceSection id={id} words={words} list={list} add={<NewSet kind={kind} sets={list.data ?? []} />}>
      {(sets) => (
        <Lines label={words.title}>
          {sets.map((set) => (
            <SetLine key={set.id} kind={kind} set={set} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}

/** The published sets of a library. Viewers may not list them. */
export function PublishedSection<S extends PublishedSet, A extends S>({ kind }: Props<S, A>): ReactElement {
  const { id, words } = kind;
  if (useMayChange()) return <Sets kind={kind} />;
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      <p className="quiet">{words.viewersCannot}</p>
    </section>
  );
}
