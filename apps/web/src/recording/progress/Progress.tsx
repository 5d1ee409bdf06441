import type { Recording, RunStep } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { actionName } from '../../actions/action-name.js';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { stepName } from '../../controls/recording-state.js';
import { RunProgress } from './RunProgress.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import type { ItemActionsState } from '../actions/use-item-actions.js';
import { focusTitleAfter } from '../item-title.js';
import { Pipeline } from '../Pipeline.js';
import { isTranscriptComing } from '../situation.js';
import { describeSpeed, describeWork, findLastProgress, findRunningStep } from './describe-work.js';
import { TranscriptSoFar, type SoFarState } from './TranscriptSoFar.js';
import { useWorker } from './use-worker.js';

const words = text.recording.work;

/** The attempt, its worker, and the time of the last progress. */
function Facts({ recording }: { readonly recording: Recording }): ReactElement | null {
  const worker = useWorker(recording);
  const running = findRunningStep(recording);
  if (running === undefined) return null;
  const moved = findLastProgress(recording, running);
  const speed = describeSpeed(recording, running);
  return (
    <p className="quiet work-facts">
      <span>{text.step.attempt(running.attempt)}</span>
      {worker !== undefined && <span dir="auto">{words.worker(worker)}</span>}
      {speed !== undefined && <span>{speed}</span>}
      {moved !== undefined && (
        <span>
          {words.lastProgress} <Ago at={moved} />
        </span>
      )}
    </p>
  );
}

/** The first run: what happens now in real units, and the steps of the plan. */
export function Progress({ recording }: { readonly recording: Recording }): ReactElement {
  return (
    <section className="panel" aria-labelledby="work-title">
      <div className="work-head">
        <h2 id="work-title">{describeWork(recording)}</h2>
        <RunProgress recording={recording} />
        <Facts recording={recording} />
      </div>
      <Pipeline recording={recording} />
    </section>
  );
}

function findSoFarState(run: Pick<NonNullable<Recording['run']>, 'active'>, step: RunStep): SoFarState | undefined {
  if (step.status === 'FAILED') return 'failed';
  if (!run.active || !isTranscriptComing(step)) return undefined;
  return step.status === 'IN_PROGRESS' ? 'running' : 'pending';
}

/** The transcript so far, beside the steps of the first run, or below the reason of its failure. */
export function SoFar({ recording }: { readonly recording: Recording }): ReactElement | null {
  const { id, run } = recording;
  const step = run?.steps.find((one) => one.step === 'TRANSCRIBE');
  if (run === null || step === undefined) return null;
  const state = findSoFarState(run, step);
  // The attempts are counted over all runs, and a new run begins with the number of the last attempt.
  const attempt = `${run.id} ${String(step.attempt)}`;
  return state === undefined ? null : <TranscriptSoFar kind="recordings" id={id} attempt={attempt} state={state} />;
}

interface AgainProps {
  readonly recording: Recording;
  /** Opens the steps. */
  readonly onSteps: () => void;
  readonly actions: Pick<ItemActionsState, 'choose'>;
}

/** Ends the run above the result, which stays. */
function Stop({ recording, actions }: Pick<AgainProps, 'recording' | 'actions'>): ReactElement | null {
  const cancel = recording.allowed_actions.find(({ action, allowed }) => action === 'cancel' && allowed);
  if (cancel === undefined) return null;
  return (
    <Button
      ref={focusTitleAfter}
      onClick={() => {
        actions.choose(cancel);
      }}
    >
      {actionName(cancel, recording)}
    </Button>
  );
}

/** A run whose result is not there yet, above the result that is. */
export function Again({ recording, onSteps, actions }: AgainProps): ReactElement {
  const isNew = recording.run?.steps.some(isTranscriptComing) === true;
  const running = findRunningStep(recording);
  const title = isNew
    ? words.newTranscript
    : running === undefined
      ? describeWork(recording)
      : words.follows(stepName(running.step));
  return (
    <section className="again busy" aria-labelledby="again-title">
      <Icon name="moving" spin />
      <div>
        <p className="again-line">
          <strong id="again-title">{title}</strong>
          {isNew && <span className="quiet">{describeWork(recording)}</span>}
        </p>
        <RunProgress recording={recording} />
        <p>{isNew ? words.resultStays : words.resultIsThere}</p>
        <Facts recording={recording} />
      </div>
      <Button onClick={onSteps}>{words.showSteps}</Button>
      <Stop recording={recording} actions={actions} />
    </section>
  );
}
