import { useRefresh } from '../api/use-refresh.js';
import { useAnnounce } from '../components/Announcer.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { focusRowAfter } from '../components/focus-after.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import type { ReactElement } from 'react';
import { isCurrentAddress, type PublishedSet } from './published-api.js';
import { PublishedItems } from './PublishedItems.js';
import type { SetKind } from './set-kind.js';

const LOOKS: Readonly<Record<PublishedSet['state'], Omit<BadgeContent, 'words'>>> = {
  open: { tone: 'good', icon: 'ready' },
  expired: { tone: 'calm', icon: 'idle' },
  revoked: { tone: 'calm', icon: 'idle' },
  suspended: { tone: 'warn', icon: 'paused' },
  off: { tone: 'warn', icon: 'paused' },
};

interface Props<S extends PublishedSet, A extends S> {
  readonly kind: SetKind<S, A>;
  readonly set: S;
}

function SetButtons<S extends PublishedSet, A extends S>({ kind, set }: Props<S, A>): ReactElement {
  const { words, requests, Once, EditForm } = kind;
  const { id, title, state } = set;
  const refresh = useRefresh(requests.key);
  const announce = useAnnounce();
  return (
    <span className="line-buttons" ref={focusRowAfter} role="group" aria-label={words.buttonsOf(title)}>
      <PanelButton label={words.edit} name={words.editOf(title)}>
        {(close) => (
          <EditForm
            set={set}
            onSaved={async (saved) => {
              announce(words.saved(saved.title));
              close();
              await refresh();
            }}
          />
        )}
      </PanelButton>
      {state !== 'expired' && state !== 'off' && (
        <ActionButton
          label={words.renew.label}
          name={words.renew.of(title)}
          question={{ title: words.renew.title(title), body: <p>{words.renew.hint}</p> }}
          act={() => requests.renew(id)}
          refresh={refresh}
        >
          {(renewed) => isCurrentAddress(renewed, set) && <Once set={renewed} />}
        </ActionButton>
      )}
      <DeleteButton
        name={title}
        words={words.revoke}
        hint={words.revoke.hint}
        remove={() => requests.revoke(id)}
        refresh={refresh}
      />
    </span>
  );
}

function Facts<S extends PublishedSet, A extends S>({ kind: { words, describe }, set }: Props<S, A>): ReactElement {
  const { state, expires_at: expires, revoked_at: revoked, last_fetched_at: fetched } = set;
  const end = state === 'revoked' ? revoked : expires;
  const more = describe(set);
  return (
    <small className="quiet">
      <span dir="auto">{set.tag === null ? words.all : words.tagged(set.tag)}</span> · {words.fields.mediaOptions[set.media]} ·{' '}
      {set.ask_first ? words.asks : words.joins}
      {more !== '' && (
        <>
          <br />
          {more}
        </>
      )}
      <br />
      {words.made} <Ago at={set.created_at} /> <span dir="auto">{words.madeBy(set.made_by_name ?? words.unknownMaker)}</span>
      {end !== null && (
        <>
          {' · '}
          {words.ends[state]} <Ago at={end} />
        </>
      )}
      {' · '}
      {words.fetches(set.fetches)}
      {fetched !== null && (
        <>
          , {words.lastFetch} <Ago at={fetched} />
        </>
      )}
    </small>
  );
}

export function SetLine<S extends PublishedSet, A extends S>({ kind, set }: Props<S, A>): ReactElement {
  const { words, requests } = kind;
  const { title, state } = set;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{title}</strong> <StatusBadge words={words.states[state]} {...LOOKS[state]} />
        <br />
        <Facts kind={kind} set={set} />
        {(state === 'suspended' || state === 'off') && (
          <>
            <br />
            <small>{words.hints[state]}</small>
          </>
        )}
      </span>
      {state !== 'revoked' && <SetButtons kind={kind} set={set} />}
      {state !== 'revoked' && (
        <div className="line-more channel-more">
          <Disclosure label={words.items.label} name={words.items.of(title)}>
            {() => <PublishedItems set={set} words={words.items} requests={requests} />}
          </Disclosure>
        </div>
      )}
    </li>
  );
}
