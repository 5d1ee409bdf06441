import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OutdatedOutput, Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { performOnRecording } from '../../api/commands.js';
import { showRecording } from '../../api/shown-recordings.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';

const words = text.recording.correction;

/** Lists deliveries with an outdated transcript, and the actions that the API allows for them. */
export function OldWords({
  recording,
  outputs,
}: {
  readonly recording: Recording;
  readonly outputs: readonly OutdatedOutput[];
}): ReactElement | null {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (target: string) => performOnRecording(recording.id, { action: 'redeliver', target }),
    onSuccess: (changed, target) => {
      showRecording(client, changed, 'command');
      announce(words.sendingAgain(target));
    },
  });
  if (outputs.length === 0) return null;
  return (
    <div className="note warn old-words">
      <Icon name="stalled" />
      <div>
        <p className="note-title">{words.oldWords}</p>
        <ul>
          {outputs.map(({ id }) => {
            const action = recording.allowed_actions.find((one) => one.action === 'redeliver' && one.target === id);
            return (
              <li key={id}>
                <strong dir="auto">{id}</strong>{' '}
                {action?.allowed === true ? (
                  <button
                    type="button"
                    className="button small"
                    disabled={isPending}
                    aria-label={words.sendAgainTo(id)}
                    onClick={() => {
                      mutate(id);
                    }}
                  >
                    {words.sendAgain}
                  </button>
                ) : (
                  <span className="quiet">{action?.reason}</span>
                )}
              </li>
            );
          })}
        </ul>
        {error !== null && <ProblemNote error={error} />}
      </div>
    </div>
  );
}
