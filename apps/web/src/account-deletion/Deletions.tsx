import { useQuery } from '@tanstack/react-query';
import type { AccountDeletion } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { ActionButton } from '../controls/ActionButton.js';
import { Ago, At } from '../controls/Times.js';
import { usersQuery } from '../api/settings-api.js';
import { settingsText } from '../texts/settings-text.js';
import { cancelDeletion, deletionsQuery } from './deletion-api.js';

const words = settingsText.accountDeletion.list;

function Running({ one: { items, total_items: total } }: { readonly one: AccountDeletion }): ReactElement {
  const progress = total === null ? words.counting : words.progress(items, total);
  return (
    <>
      <ProgressBar value={total === null || total === 0 ? null : items / total} label={words.running} words={progress} />
      <span className="quiet">
        {words.running} · {progress}
      </span>
    </>
  );
}

function Waiting({ one }: { readonly one: AccountDeletion }): ReactElement {
  return (
    <span className="quiet">
      {words.waiting} <At at={one.starts_at} />
    </span>
  );
}

function Done({ one: { ended_at: at } }: { readonly one: AccountDeletion }): ReactElement {
  return (
    <span className="quiet">
      {words.done}
      {at !== null && (
        <>
          {' · '}
          {words.ended} <Ago at={at} />
        </>
      )}
    </span>
  );
}

const VIEWS = { waiting: Waiting, running: Running, done: Done };

const CancelButton = ({ one, name }: { readonly one: AccountDeletion; readonly name: string }): ReactElement => (
  <ActionButton
    label={words.cancel}
    name={words.cancelOf(name)}
    act={() => cancelDeletion(one.user_id)}
    done={() => words.cancelled(name)}
    refresh={useRefresh(deletionsQuery.queryKey, usersQuery.queryKey)}
  />
);

function Deletion({ one, name }: { readonly one: AccountDeletion; readonly name: string }): ReactElement {
  const View = VIEWS[one.state];
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong>{' '}
        <small className="quiet">
          {words.requested} <Ago at={one.created_at} />
        </small>
        <br />
        <View one={one} />
      </span>
      {one.state === 'waiting' && <CancelButton one={one} name={name} />}
      {one.state !== 'done' && one.problem !== null && (
        <Note tone="warn">
          <p>{words.problems[one.problem](one.failed_items)}</p>
        </Note>
      )}
    </li>
  );
}

/** The deletions of accounts in progress, and those that have ended. */
export function Deletions(): ReactElement {
  const { data, error, isPending } = useQuery(deletionsQuery);
  const { data: users = [] } = useQuery(usersQuery);
  const nameOf = (id: string): string => users.find((user) => user.id === id)?.name ?? words.gone(id);
  return (
    <section className="card" aria-labelledby="deletions">
      <h2 id="deletions">{words.title}</h2>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data?.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="lines" aria-label={words.title}>
        {data?.map((one) => (
          <Deletion key={one.id} one={one} name={nameOf(one.user_id)} />
        ))}
      </ul>
    </section>
  );
}
