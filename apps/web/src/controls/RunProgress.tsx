import type { Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { Expected } from './Expected.js';
import { percentOf, ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { badgeOfItem } from './item-badge.js';
import { isUnfinished, titleOf } from './recording-state.js';

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
  const { tone, words } = badgeOfItem(recording);
  return (
    <div className="row-work">
      <ProgressBar value={progress} label={text.progress.label(titleOf(recording))} tone={tone} words={words} />
      <span className="percent">{progress === null ? '' : text.progress.percent(percentOf(progress))}</span>
      <Expected of={recording} />
    </div>
  );
}
