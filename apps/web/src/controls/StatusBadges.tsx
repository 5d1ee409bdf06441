import type { ReactElement } from 'react';
import type { Recording } from '../api/answers.js';
import { Badge } from './Badge.js';
import { shownFlags, shownStatus } from './recording-state.js';

/** The status, and what is beside it. */
export function StatusBadges({ recording }: { readonly recording: Recording }): ReactElement {
  const status = shownStatus(recording);
  return (
    <span className="badges">
      <Badge tone={status.tone} icon={status.icon} title={recording.status}>
        {status.words}
      </Badge>
      {shownFlags(recording).map(({ words, tone, icon }) => (
        <Badge key={words} tone={tone} icon={icon}>
          {words}
        </Badge>
      ))}
    </span>
  );
}
