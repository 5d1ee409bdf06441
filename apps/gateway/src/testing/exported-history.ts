import { toCloudEvents, type CloudEvent } from '@throughline/contracts';
import type { Journey } from '@throughline/domain/testing';

/** Returns the events of a journey as another system exports them. */
export const exportedHistory = ({ assetId, commits }: Journey): readonly CloudEvent[] => {
  const events = commits.flatMap(({ commit }, index) =>
    toCloudEvents(
      {
        assetId,
        position: String(7 + index),
        commit: {
          id: `c-${String(index)}`,
          actor: { kind: 'user', id: 'anna' },
          causationId: 'x',
          correlationId: 'x',
          ...commit,
        },
      },
      '/api/v1/recordings',
      'old-log',
    ),
  );
  return JSON.parse(JSON.stringify(events).replaceAll('"key":"', `"key":"${assetId}/`)) as readonly CloudEvent[];
};
