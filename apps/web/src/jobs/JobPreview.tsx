import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job, JobDryRun } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { jobsQuery, previewQuery, runJob } from './jobs-api.js';

const words = text.jobs;

function Sources({ preview: { sources, problems } }: { readonly preview: JobDryRun }): ReactElement {
  return (
    <ul className="reasons">
      {problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
      {sources.length === 0 && <li className="quiet">{words.noSources}</li>}
      {sources.map(({ source_id: id, name, found, added, problem }) => (
        <li key={id}>
          <strong dir="auto">{name}</strong> <span>{problem ?? words.found(found, added)}</span>
        </li>
      ))}
    </ul>
  );
}

function Recordings({ preview }: { readonly preview: JobDryRun }): ReactElement {
  const { items, left_out: counts, left_out_items: leftOut } = preview;
  const left = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <h3>{words.wouldStart(items.filter(({ verdict }) => verdict === 'change').length)}</h3>
      <ul className="reasons">
        {items.map(({ recording_id: id, title, detail, also_matches: others }) => (
          <li key={id}>
            <strong dir="auto">{title ?? text.list.untitled}</strong> <span>{detail}</span>
            {others.length > 0 && <span className="quiet"> {words.alsoMatches}</span>}
          </li>
        ))}
      </ul>
      {left > 0 && <h3>{words.wouldLeave(left)}</h3>}
      <ul className="reasons">
        {leftOut.map(({ recording_id: id, title, reason }) => (
          <li key={id}>
            <span dir="auto">{title ?? text.list.untitled}</span> <span className="quiet">{words.reasons[reason] ?? reason}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The preview of a run. Nothing is changed until a person runs the job. */
export function JobPreview({ job, onClose }: { readonly job: Job; readonly onClose: () => void }): ReactElement {
  const { data: preview, error } = useQuery(previewQuery(job.id));
  const client = useQueryClient();
  const announce = useAnnounce();
  const run = useMutation({
    mutationFn: () => runJob(job),
    onSuccess: async () => {
      announce(words.started(job.name));
      onClose();
      await client.invalidateQueries({ queryKey: [...jobsQuery.queryKey], exact: true });
    },
  });
  return (
    <Dialog title={words.previewTitle(job.name)} onClose={onClose}>
      {error !== null && <ProblemNote error={error} />}
      {preview === undefined && error === null && <Skeleton rows={3} />}
      {preview !== undefined && (
        <>
          <Sources preview={preview} />
          <Recordings preview={preview} />
        </>
      )}
      {run.error !== null && <ProblemNote error={run.error} />}
      <div className="dialog-buttons">
        <Button onClick={onClose}>{text.close}</Button>
        <Button
          look="primary"
          disabled={run.isPending}
          onClick={() => {
            run.mutate();
          }}
        >
          {words.runNow}
        </Button>
      </div>
    </Dialog>
  );
}
