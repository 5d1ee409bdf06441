import type { LiveFields, Recording, RunStep } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Expected } from '../controls/Expected.js';
import { Icon } from '../components/Icon/Icon.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { stepName } from '../controls/recording-state.js';
import { getLiveFields } from '../api/live-fields.js';
import { Ago, SoFar } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';
import { describeResult } from './describe-result.js';
import { groupByLevel } from './levels.js';
import { getStepDisplay } from './situation.js';

const words = text.recording.pipeline;

function Attempts({ step }: { readonly step: RunStep }): ReactElement | null {
  if (step.attempt <= 1 && step.retry_at === null) return null;
  return (
    <p className="quiet">
      {words.attempt(step.attempt)}
      {step.retry_at !== null && (
        <>
          {' · '}
          {words.again} <Ago at={step.retry_at} />
        </>
      )}
    </p>
  );
}

function AtWork({ step, progress }: { readonly step: RunStep; readonly progress: number | null }): ReactElement | null {
  if (step.status !== 'IN_PROGRESS' || progress === null) return null;
  return <ProgressBar value={progress} label={text.progress.label(stepName(step.step))} />;
}

/** Hides the estimate of steps that have not started. The reason is shown once, above the pipeline. */
const hasNews = ({ status }: RunStep, { eta, queue_position }: LiveFields): boolean =>
  status === 'IN_PROGRESS' ||
  (status === 'PENDING' && (typeof queue_position === 'number' || (eta !== null && eta !== undefined)));

interface StepProps {
  readonly recording: Recording;
  readonly step: RunStep;
  /** The recording is shown as it is now. */
  readonly isNow: boolean;
}

/** The time that a finished step took, with all its attempts, or that a running one has taken so far. */
function Took({ step, isNow }: Omit<StepProps, 'recording'>): ReactElement | null {
  const { status, started_at: from, completed_at: to } = step;
  if (from === null) return null;
  if (to !== null) return <> · {length(Date.parse(to) - Date.parse(from))}</>;
  if (!isNow || status !== 'IN_PROGRESS') return null;
  return (
    <>
      {' · '}
      <SoFar since={from} />
    </>
  );
}

/** The result of a completed step in one line. */
function Made({ step, recording }: Omit<StepProps, 'isNow'>): ReactElement | null {
  const result = describeResult(step, recording.source);
  if (result === undefined) return null;
  return (
    <p className="quiet" dir="auto">
      {result}
    </p>
  );
}

function Step({ recording, step, isNow }: StepProps): ReactElement {
  const moving = getLiveFields(recording, step);
  const { tone, icon, says } = getStepDisplay(recording, step);
  const progress = moving?.progress ?? step.progress;
  const isAtWork = step.status === 'IN_PROGRESS';
  return (
    <li className={`step ${tone} ${step.status.toLowerCase()}`}>
      <p className="step-name">
        <Icon name={icon} spin={isAtWork && tone === 'busy'} />
        <span dir="auto">{stepName(step.step)}</span>
        {step.depends_on.length > 0 && <span className="unseen">{words.waitsFor(step.depends_on.map(stepName))}</span>}
      </p>
      <p className="step-says">
        {says}
        {isAtWork && progress !== null && ` · ${text.progress.percent(percentOf(progress))}`}
        <Took step={step} isNow={isNow} />
      </p>
      <Made step={step} recording={recording} />
      <AtWork step={step} progress={progress} />
      {moving !== undefined && hasNews(step, moving) && <Expected of={moving} />}
      <Attempts step={step} />
      {step.failed_reason !== null && (
        <p className="step-reason" dir="auto">
          {step.failed_reason}
        </p>
      )}
    </li>
  );
}

interface PipelineProps {
  readonly recording: Recording;
  /** False: the recording is shown as it was. */
  readonly isNow?: boolean;
}

/** Shows the plan of the newest run. Steps of one level can run at the same time. */
export function Pipeline({ recording, isNow = true }: PipelineProps): ReactElement {
  const steps = recording.run?.steps ?? [];
  if (steps.length === 0)
    return (
      <div>
        <p>{words.none}</p>
        <p className="quiet">{words.noneHint}</p>
      </div>
    );
  return (
    <ol className="pipeline">
      {groupByLevel(steps).map((level) => (
        <li key={level[0]?.step} className="level">
          <ul>
            {level.map((step) => (
              <Step key={step.step} {...{ recording, step, isNow }} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
