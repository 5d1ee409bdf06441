import { useQuery } from '@tanstack/react-query';
import type { Job, JobDryRun } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { At } from '../controls/Times.js';
import { templatesQuery } from '../templates/templates-api.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { countLeftOut } from './describe-run.js';
import { RunSources } from './RunSources.js';
import { ItemLink, sayReason } from './RunDetails.js';
import { previewQuery } from './jobs-api.js';
import { useRunJob } from './use-run-job.js';

const words = settingsText.jobs;

/** For a verdict of a newer server. */
const UNKNOWN = { tone: 'calm', icon: 'idle' } as const;

type NewItem = JobDryRun['new_items'][number];

const BADGES: Readonly<Record<string, Omit<BadgeContent, 'words'>>> = {
  start: { tone: 'good', icon: 'ready' },
  import: { tone: 'calm', icon: 'skipped' },
  wait: { tone: 'warn', icon: 'waiting' },
  fail: { tone: 'bad', icon: 'failed' },
};

/** Names the template of a new recording, or says why the run would not start it. */
function NewRecordingReason({ item }: { readonly item: NewItem }): ReactElement {
  const { data: templates = [] } = useQuery(templatesQuery);
  const { template_id: id, reason, detail } = item;
  if (id !== null) return <span>{words.withTemplate(templates.find((one) => one.id === id)?.name ?? String(id))}</span>;
  return <span className="quiet">{reason === null ? detail : sayReason(reason)}</span>;
}

function NewRecording({ item }: { readonly item: NewItem }): ReactElement {
  const { title, started_at: at, verdict, also_matches: others } = item;
  return (
    <>
      <StatusBadge {...(BADGES[verdict] ?? UNKNOWN)} words={words.newVerdicts[verdict] ?? verdict} />{' '}
      <strong dir="auto">{title}</strong> {at !== null && <At at={at} />} <NewRecordingReason item={item} />
      {others.length > 0 && <span className="quiet"> {words.alsoMatches}</span>}
    </>
  );
}

function NewRecordings({ items }: { readonly items: readonly NewItem[] }): ReactElement | null {
  if (items.length === 0) return null;
  const title = words.wouldBring(items.filter(({ verdict }) => verdict === 'start' || verdict === 'import').length);
  return (
    <>
      <h3>{title}</h3>
      <ul className="reasons" aria-label={title}>
        {items.map((item, index) => (
          <li key={`${String(index)} ${item.title}`}>
            <NewRecording item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Recordings({ preview }: { readonly preview: JobDryRun }): ReactElement {
  const { items, left_out: counts, left_out_items: leftOut } = preview;
  const left = countLeftOut(counts);
  return (
    <>
      <h3>{words.wouldStart(items.filter(({ verdict }) => verdict === 'change').length)}</h3>
      <ul className="reasons">
        {items.map(({ recording_id: id, title, detail, also_matches: others }) => (
          <li key={id}>
            <ItemLink id={id} title={title} /> <span>{detail}</span>
            {others.length > 0 && <span className="quiet"> {words.alsoMatches}</span>}
          </li>
        ))}
      </ul>
      {left > 0 && <h3>{words.wouldLeave(left)}</h3>}
      <ul className="reasons">
        {leftOut.map(({ recording_id: id, title, reason }) => (
          <li key={id}>
            <ItemLink id={id} title={title} /> <span className="quiet">{sayReason(reason)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export const PreviewBody = ({ preview }: { readonly preview: JobDryRun }): ReactElement => (
  <>
    <RunSources sources={preview.sources} problems={preview.problems} />
    <p className="quiet">{words.nothingChanged}</p>
    <NewRecordings items={preview.new_items} />
    <Recordings preview={preview} />
  </>
);

/** The preview of a run. Nothing is changed until a person runs the job. */
export function JobPreview({ job, onClose }: { readonly job: Job; readonly onClose: () => void }): ReactElement {
  const { data: preview, error } = useQuery(previewQuery(job.id));
  const run = useRunJob(job, onClose);
  return (
    <Dialog title={words.previewTitle(job.name)} onClose={onClose}>
      <div className="dialog-body">
        {error !== null && <ProblemNote error={error} />}
        {preview === undefined && error === null && <Skeleton rows={3} />}
        {preview !== undefined && <PreviewBody preview={preview} />}
        {run.error !== null && <ProblemNote error={run.error} />}
      </div>
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
