import type { LiveFields, Recording, RunStep } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Expected } from '../controls/Expected.js';
import { Icon } from '../components/Icon/Icon.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { stepName } from '../controls/recording-state.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { groupByLevel } from './levels.js';
import { getLiveFields, getStepDisplay } from './situation.js';

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

function Step({ recording, step }: { readonly recording: Recording; readonly step: RunStep }): ReactElement {
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
      </p>
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

/** Shows the plan of the newest run. Steps of one level can run at the same time. */
export function Pipeline({ recording }: { readonly recording: Recording }): ReactElement {
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
              <Step key={step.step} recording={recording} step={step} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
