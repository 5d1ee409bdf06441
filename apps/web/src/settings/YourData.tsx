import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DataExport } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button, buttonClass } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago, At } from '../controls/Times.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { deleteExport, exportsQuery, startExport } from './your-data-api.js';

const words = text.settings.yourData;

function Running({ one }: { readonly one: DataExport }): ReactElement {
  const { items, total_items: total, bytes, waiting_since: waiting } = one;
  const progress = total === null ? words.counting : words.progress(items, total, size(bytes));
  return (
    <span>
      <strong>{words.running}</strong>
      <ProgressBar value={total === null || total === 0 ? null : items / total} label={words.running} words={progress} />
      <span className="quiet" role="status">
        {waiting === null ? progress : words.waiting}
      </span>
    </span>
  );
}

function Ready({ one: { archive, items, expires_at: expires } }: { readonly one: DataExport }): ReactElement | null {
  if (archive === null) return null;
  return (
    <span>
      <a className={buttonClass({ size: 'small' })} href={archive.url} download>
        {words.download(size(archive.size))}
      </a>
      <br />
      <small className="quiet">
        {words.contents(items)}
        {expires !== null && (
          <>
            {' · '}
            {words.expires} <At at={expires} />
          </>
        )}
      </small>
    </span>
  );
}

function Failed({ one: { problem, ended_at: at } }: { readonly one: DataExport }): ReactElement {
  return (
    <Note tone="bad" icon="failed" title={words.failed}>
      <p>
        {problem !== null && words.problems[problem]} {at !== null && <Ago at={at} />}
      </p>
    </Note>
  );
}

const VIEWS = { running: Running, ready: Ready, failed: Failed };

function Export({ one }: { readonly one: DataExport }): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => deleteExport(one.id),
    onSuccess: () => {
      announce(words.deleted);
    },
    onSettled: () => client.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  });
  const View = VIEWS[one.state];
  return (
    <li className="line">
      <View one={one} />
      <Button
        size="small"
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {one.state === 'running' ? words.cancel : words.delete}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </li>
  );
}

function StartExport({ isFirst }: { readonly isFirst: boolean }): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: startExport,
    onSuccess: () => {
      announce(words.started);
    },
    onSettled: () => client.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  });
  return (
    <>
      {error !== null && <ProblemNote error={error} />}
      <div>
        <Button
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {isFirst ? words.start : words.startAgain}
        </Button>
      </div>
    </>
  );
}

/** The export of all data of the user. */
export function YourData(): ReactElement {
  const { data, error, isPending } = useQuery(exportsQuery);
  return (
    <section className="card" aria-labelledby="your-data">
      <h2 id="your-data">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data?.length === 0 && <p>{words.none}</p>}
      <ul className="lines" aria-label={words.list}>
        {data?.map((one) => (
          <Export key={one.id} one={one} />
        ))}
      </ul>
      {data?.every(({ state }) => state !== 'running') === true && <StartExport isFirst={data.length === 0} />}
    </section>
  );
}
