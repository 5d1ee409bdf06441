import type { ReactElement } from 'react';
import type { Recording } from '../api/answers.js';
import { text } from '../texts/text.js';
import { Expected } from './Expected.js';
import { percentOf, ProgressBar } from './ProgressBar.js';
import { shownStatus, titleOf } from './recording-state.js';

const isUnfinished = ({ run, status }: Recording): boolean => run?.active === true && status !== 'READY';

/** How far the run of a recording is, and when it will be done; nothing where nothing is to come. */
export function RunProgress({ recording }: { readonly recording: Recording }): ReactElement | null {
  if (!isUnfinished(recording)) return null;
  const { progress } = recording;
  return (
    <div className="row-work">
      <ProgressBar
        value={progress}
        label={text.progress.label(titleOf(recording))}
        tone={recording.on_pause || recording.stalled === true ? 'warn' : 'busy'}
        words={shownStatus(recording).words}
      />
      <span className="percent">{progress === null ? '' : text.progress.percent(percentOf(progress))}</span>
      <Expected of={recording} />
    </div>
  );
}
