import type { Session } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { PlayerPanel } from '../recording/results/PlayerPanel.js';
import type { Transcript } from '@throughline/api-client';
import type { Playback } from '../recording/results/use-playback.js';
import { sessionTitle } from './SessionParts.js';
import type { useSessionResult } from './use-session-result.js';

interface Props {
  readonly session: Session;
  readonly result: ReturnType<typeof useSessionResult>;
  readonly transcript: Transcript | undefined;
  readonly playback: Playback;
}

/** The player of a session with its waveform. A session has neither topics nor captions. */
export function SessionPlayer({ session, result: { files, error }, transcript, playback }: Props): ReactElement {
  const { at, seek, player, onTime, move, settings } = playback;
  const item = {
    id: session.session_id,
    title: sessionTitle(session),
    language: transcript?.language ?? 'auto',
    previews: session.previews,
    poster: session.previews.poster_url ?? undefined,
    length: session.duration_total ?? undefined,
  };
  return (
    <>
      {error !== null && <ProblemNote error={error} />}
      <PlayerPanel
        key={`${session.session_id} ${files.own?.sha256 ?? ''}`}
        result={{ files, topics: [], transcript }}
        {...{ item, at, seek, player, onTime, move, settings }}
      />
    </>
  );
}
