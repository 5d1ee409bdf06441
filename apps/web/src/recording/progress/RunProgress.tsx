import type { Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Expected } from '../../controls/Expected.js';
import { isUnfinished } from '../../controls/recording-state.js';
import { getLiveFields } from '../../api/live-fields.js';
import { StepLine } from '../../controls/StepLine.js';
import { getStepMark } from '../situation.js';

/** The steps of an unfinished run as a line, and when it is expected to end. */
export function RunProgress({ recording }: { readonly recording: Recording }): ReactElement | null {
  if (!isUnfinished(recording)) return null;
  const steps = recording.run?.steps ?? [];
  return (
    <div className="run-progress">
      <StepLine
        steps={steps.map((one) => ({
          step: one.step,
          mark: getStepMark(recording, one),
          progress: getLiveFields(recording, one)?.progress ?? one.progress,
        }))}
      />
      <Expected of={recording} isPlaceSaid={recording.label === 'queued'} />
    </div>
  );
}
