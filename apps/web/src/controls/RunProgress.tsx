import type { Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { Expected } from './Expected.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { badgeOfItem } from './item-badge.js';
import { titleOf } from './recording-state.js';

const isUnfinished = ({ run, status }: Recording): boolean => run?.active === true && status !== 'READY';

export function RunProgress({ recording }: { readonly recording: Recording }): ReactElement | null {
  if (!isUnfinished(recording)) return null;
  // Waiting fills no bar.
  if (recording.label === 'queued')
    return (
      <div className="row-work">
        <Expected of={recording} isPlaceSaid />
      </div>
    );
  const { progress } = recording;
  return (
    <div className="row-work">
      <ProgressBar
        value={progress}
        label={text.progress.label(titleOf(recording))}
        tone={recording.on_pause || recording.label === 'stalled' ? 'warn' : 'busy'}
        words={badgeOfItem(recording).words}
      />
      <span className="percent">{progress === null ? '' : text.progress.percent(percentOf(progress))}</span>
      <Expected of={recording} />
    </div>
  );
}
