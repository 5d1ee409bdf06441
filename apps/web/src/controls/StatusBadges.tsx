import type { Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { getFlagBadges, getLabelBadge, getStatusBadge, getTranscriptBadge } from './recording-state.js';

export function StatusBadges({ recording }: { readonly recording: Recording }): ReactElement {
  const status = getLabelBadge(recording) ?? getStatusBadge(recording);
  const transcript = getTranscriptBadge(recording);
  return (
    <span className="badges">
      <StatusBadge {...status} title={recording.status} />
      {transcript !== undefined && <StatusBadge {...transcript} />}
      {getFlagBadges(recording).map((flag) => (
        <StatusBadge key={flag.words} {...flag} />
      ))}
    </span>
  );
}
