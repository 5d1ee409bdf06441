import type { ListedItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { percentOf } from '../components/ProgressBar/ProgressBar.js';
import { findStepMark, STEP_LOOKS } from '../controls/step-look.js';
import { text } from '../texts/text.js';

type Plan = ListedItem['plan'];

const isBehind = ({ status }: Plan[number]): boolean => status === 'COMPLETED' || status === 'SKIPPED';

/** The steps of a run as a line of segments. Nothing until the first step begins: the line would say nothing. */
export function StepLine({ plan }: { readonly plan: Plan }): ReactElement | null {
  if (plan.every(({ status }) => status === 'PENDING')) return null;
  return (
    <span className="step-line" role="img" aria-label={text.itemList.steps(plan.filter(isBehind).length, plan.length)}>
      {plan.map((step) => {
        const mark = findStepMark(step);
        const [tone] = STEP_LOOKS[mark];
        const isFilled = step.status === 'IN_PROGRESS' && step.progress !== null;
        return (
          <span key={step.step} className={`${tone} step-${mark.toLowerCase()}`}>
            {isFilled && <span style={{ inlineSize: `${String(percentOf(step.progress))}%` }} />}
          </span>
        );
      })}
    </span>
  );
}
