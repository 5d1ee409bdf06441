import type { Document, DocumentStep } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { STEP_LOOKS } from '../controls/step-look.js';
import { StepLine } from '../controls/StepLine.js';
import { Ago } from '../controls/Times.js';
import { Fold } from '../recording/Fold.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';
import { describeStep, describeSteps, documentStepName, findMark, getStepLength } from './document-steps.js';

const words = text.document.steps;

function Times({ step }: { readonly step: DocumentStep }): ReactElement | null {
  const { attempt, retry_at } = step;
  const took = getStepLength(step);
  const parts = [...(took === undefined ? [] : [words.took(length(took))]), ...(attempt > 1 ? [text.step.attempt(attempt)] : [])];
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
  const [tone, icon] = STEP_LOOKS[findMark(step)];
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
        {describeStep(step)}
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

/** The steps as one line, which unfolds. */
export function DocumentSteps({ document }: { readonly document: Document }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { steps } = document;
  const main = steps.filter(({ group }) => group === 'main');
  const uploads = steps.filter(({ group }) => group === 'uploads');
  return (
    <Fold
      title={text.documentView.steps.title}
      aside={
        <>
          <StepLine isExplained steps={steps.map((step) => ({ ...step, step: step.step_name, mark: findMark(step) }))} />
          <span className="quiet">{describeSteps(document)}</span>
        </>
      }
      isOpen={isOpen}
      onToggle={setOpen}
    >
      <ol className="step-rows" aria-label={words.title}>
        {main.map((step) => (
          <Step key={step.step_name} step={step} />
        ))}
      </ol>
      {uploads.length > 0 && (
        <ol className="step-rows" aria-label={words.toQueue}>
          {uploads.map((step) => (
            <Step key={step.step_name} step={step} />
          ))}
        </ol>
      )}
    </Fold>
  );
}
