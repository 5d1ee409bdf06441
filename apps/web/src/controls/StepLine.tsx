import type { ReactElement } from 'react';
import { percentOf } from '../components/ProgressBar/ProgressBar.js';
import { text } from '../texts/text.js';
import { STEP_LOOKS, type StepMark } from './step-look.js';

export interface LineStep {
  readonly step: string;
  readonly mark: StepMark;
  /** The finished fraction; null if unknown. */
  readonly progress: number | null;
}

interface Props {
  readonly steps: readonly LineStep[];
  /** Words beside it say where the steps are. */
  readonly isExplained?: boolean;
}

const isBehind = ({ mark }: LineStep): boolean => mark === 'COMPLETED' || mark === 'SKIPPED';
const isRunning = ({ mark }: LineStep): boolean => mark === 'IN_PROGRESS' || mark === 'STALLED';

/** The steps of a run as a line of segments, each in the look of its state. A running one is filled as far as it is. */
export function StepLine({ steps, isExplained = false }: Props): ReactElement {
  const words = isExplained
    ? ({ 'aria-hidden': true } as const)
    : { role: 'img', 'aria-label': text.itemList.steps(steps.filter(isBehind).length, steps.length) };
  return (
    <span className="step-line" {...words}>
      {steps.map((step) => (
        <span key={step.step} className={`${STEP_LOOKS[step.mark][0]} step-${step.mark.toLowerCase()}`}>
          {isRunning(step) && step.progress !== null && <span style={{ inlineSize: `${String(percentOf(step.progress))}%` }} />}
        </span>
      ))}
    </span>
  );
}
