import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Badge } from '../components/Badge/Badge.js';
import { getQueueBadge } from './queue.js';
import { getFlagBadges, getStatusBadge } from './recording-state.js';

export function StatusBadges({ recording }: { readonly recording: Recording }): ReactElement {
  const status = getQueueBadge(recording) ?? getStatusBadge(recording);
  return (
    <span className="badges">
      <Badge tone={status.tone} icon={status.icon} title={recording.status}>
        {status.words}
      </Badge>
      {getFlagBadges(recording).map(({ words, tone, icon }) => (
        <Badge key={words} tone={tone} icon={icon}>
          {words}
        </Badge>
      ))}
    </span>
  );
}
