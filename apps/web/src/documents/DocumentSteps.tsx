import type { Document, DocumentStep, DocumentStepStatus } from '@throughline/api-types';
import type { ReactElement } from 'react';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';

const words = text.document.steps;

const LOOK: Readonly<Record<DocumentStepStatus, readonly [Tone, IconName]>> = {
  pending: ['calm', 'idle'],
  in_progress: ['busy', 'moving'],
  success: ['good', 'ready'],
  failure: ['bad', 'failed'],
  skipped: ['calm', 'skipped'],
};

/** Returns the name of a step such as `upload_to_archive` in words. */
export function documentStepName(step: string): string {
  if (step.startsWith('queue_')) return words.queue(step.slice('queue_'.length));
  if (step.startsWith('upload_to_')) return words.upload(step.slice('upload_to_'.length));
  return words.names[step] ?? step;
}

function says({ status, skip_reason, waiting_for }: DocumentStep): string {
  if (waiting_for !== null) return words.waiting;
  if (skip_reason !== null) return words.skipped(words.skipReasons[skip_reason] ?? skip_reason);
  return words.status[status];
}

function Times({ step: { started_at, completed_at, attempt, retry_at } }: { readonly step: DocumentStep }): ReactElement | null {
  const parts = [
    ...(started_at === null || completed_at === null
      ? []
      : [words.took(length(Date.parse(completed_at) - Date.parse(started_at)))]),
    ...(attempt > 1 ? [text.step.attempt(attempt)] : []),
  ];
  if (parts.length === 0 && retry_at === null) return null;
  return (
    <p className="quiet">
      {parts.join(' · ')}
      {retry_at !== null && (
        <>
          {' '}
          {words.again} <Ago at={retry_at} />
        </>
      )}
    </p>
  );
}

function Step({ step }: { readonly step: DocumentStep }): ReactElement {
  const { step_name, status, waiting_for, progress, error_message } = step;
  const [tone, icon] = waiting_for === null ? LOOK[status] : (['warn', 'waiting'] as const);
  const isAtWork = status === 'in_progress' && waiting_for === null;
  return (
    <li className={`step ${tone} ${status === 'failure' ? 'failed' : status}`}>
      <p className="step-name">
        <Icon name={icon} spin={isAtWork} />
        <span dir="auto" title={step_name}>
          {documentStepName(step_name)}
        </span>
      </p>
      <p className="step-says">
        {says(step)}
        {isAtWork && progress !== null && ` · ${text.progress.percent(percentOf(progress))}`}
      </p>
      {isAtWork && progress !== null && <ProgressBar value={progress} label={text.progress.label(documentStepName(step_name))} />}
      <Times step={step} />
      {error_message !== null && (
        <p className="step-reason" dir="auto">
          {error_message}
        </p>
      )}
    </li>
  );
}

export function DocumentSteps({ document }: { readonly document: Document }): ReactElement {
  const main = document.steps.filter(({ group }) => group === 'main');
  const uploads = document.steps.filter(({ group }) => group === 'uploads');
  return (
    <section className="card" aria-labelledby="steps-title">
      <h2 id="steps-title">{words.title}</h2>
      <ol className="pipeline">
        {main.map((step) => (
          <li key={step.step_name} className="level">
            <ul>
              <Step step={step} />
            </ul>
          </li>
        ))}
        {uploads.length > 0 && (
          <li className="level">
            <ul aria-label={words.toQueue}>
              {uploads.map((step) => (
                <Step key={step.step_name} step={step} />
              ))}
            </ul>
          </li>
        )}
      </ol>
    </section>
  );
}
