import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { Expected } from './Expected.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { getQueueBadge } from './queue.js';
import { getStatusBadge, titleOf } from './recording-state.js';

const isUnfinished = ({ run, status }: Recording): boolean => run?.active === true && status !== 'READY';

export function RunProgress({ recording }: { readonly recording: Recording }): ReactElement | null {
  if (!isUnfinished(recording)) return null;
  const { progress } = recording;
  const queued = getQueueBadge(recording);
  return (
    <div className="row-work">
      <ProgressBar
        value={progress}
        label={text.progress.label(titleOf(recording))}
        tone={recording.on_pause || recording.stalled === true ? 'warn' : 'busy'}
        words={(queued ?? getStatusBadge(recording)).words}
      />
      <span className="percent">
        {progress === null || queued !== undefined ? '' : text.progress.percent(percentOf(progress))}
      </span>
      <Expected of={recording} isPlaceSaid={queued !== undefined} />
    </div>
  );
}
