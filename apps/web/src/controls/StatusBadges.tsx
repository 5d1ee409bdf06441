import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { getQueueBadge } from './queue.js';
import { getFlagBadges, getStatusBadge } from './recording-state.js';

export function StatusBadges({ recording }: { readonly recording: Recording }): ReactElement {
  const status = getQueueBadge(recording) ?? getStatusBadge(recording);
  return (
    <span className="badges">
      <StatusBadge {...status} title={recording.status} />
      {getFlagBadges(recording).map((flag) => (
        <StatusBadge key={flag.words} {...flag} />
      ))}
    </span>
  );
}
