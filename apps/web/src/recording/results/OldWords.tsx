import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OutdatedOutput, Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { performOnRecording } from '../../actions/request-action.js';
import { showRecording } from '../../api/shown-recordings.js';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../../components/Announcer.js';
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
    <Note tone="warn" icon="stalled" title={words.oldWords}>
      <ul className="old-words">
        {outputs.map(({ id }) => {
          const action = recording.allowed_actions.find((one) => one.action === 'redeliver' && one.target === id);
          return (
            <li key={id}>
              <strong dir="auto">{id}</strong>{' '}
              {action?.allowed === true ? (
                <Button
                  size="small"
                  disabled={isPending}
                  aria-label={words.sendAgainTo(id)}
                  onClick={() => {
                    mutate(id);
                  }}
                >
                  {words.sendAgain}
                </Button>
              ) : (
                <span className="quiet">{action?.reason}</span>
              )}
            </li>
          );
        })}
      </ul>
      {error !== null && <ProblemNote error={error} />}
    </Note>
  );
}
