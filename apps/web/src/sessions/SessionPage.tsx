import { useQuery } from '@tanstack/react-query';
import type { Session } from '@throughline/api-client';
import { useEffect, useRef, type ReactElement } from 'react';
import { ItemKindProvider } from '../api/item-kind.js';
import { useIsMissing } from '../api/use-is-missing.js';
import { Fact } from '../components/Fact/Fact.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PartTabs, TabPart, type TabsProps } from '../controls/PartTabs.js';
import { Ago, At } from '../controls/Times.js';
import { MovedItemNotice } from '../libraries/MovedItemNotice.js';
import { useMovedItem } from '../libraries/moved-items.js';
import { PanelHead } from '../recording/PanelHead.js';
import { TranscriptSoFar, type SoFarState } from '../recording/progress/TranscriptSoFar.js';
import { transcriptQuery } from '../recording/results/transcript-api.js';
import { usePlayback } from '../recording/results/use-playback.js';
import { useStartMoment } from '../recording/results/use-start-moment.js';
import { useOpened } from '../recording/use-opened.js';
import { usePartTab } from '../recording/use-part-tab.js';
import { useAnnounce } from '../components/Announcer.js';
import { MissingItem } from '../components/MissingItem.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { length, size } from '../texts/times.js';
import { SessionNotes } from './notes/SessionNotes.js';
import { SessionHead } from './SessionHead.js';
import { SessionHistory } from './SessionHistory.js';
import { describeFailure, describeSpeed, isQueued } from './session-state.js';
import { sessionTitle } from './SessionParts.js';
import { SessionPlayer } from './SessionPlayer.js';
import { SessionProgressPanel } from './SessionProgressPanel.js';
import { hasTranscript, listFilledTabs, NAMED_TABS, type SessionTab } from './session-tabs.js';
import { SessionTranscript } from './SessionTranscript.js';
import { sessionQuery } from './sessions-api.js';
import { useMissingPreviews } from './use-missing-previews.js';
import { useSessionResult } from './use-session-result.js';

const words = text.sessions;

/** The dates in the life of a session, those that are known. */
const listDates = ({ created_at, started_at, deleted_at, expires_at, expired_at, erased_at }: Session) =>
  [
    [words.registered, created_at],
    [words.started, started_at],
    [words.deletedSince, deleted_at],
    [words.keptUntil, erased_at === null && expired_at === null ? expires_at : null],
    [words.expired, erased_at === null ? expired_at : null],
    [words.erased, erased_at],
  ] as const;

/** The end of the work, and its speed. */
function Completion({ session }: Pick<FactsProps, 'session'>): ReactElement | null {
  const { status, message, updated_at: at } = session;
  if (status !== 'completed') return null;
  return (
    <>
      <Fact name={message}>{describeSpeed(session)}</Fact>
      <Fact name={words.updated}>
        <Ago at={at} />
      </Fact>
    </>
  );
}

interface FactsProps {
  readonly session: Session;
  /** Bytes of the file; undefined until they are known. */
  readonly bytes: number | undefined;
}

export function Facts({ session, bytes }: FactsProps): ReactElement {
  const { audio_filename: file, duration_total: seconds } = session;
  return (
    <aside className="panel" aria-labelledby="session-facts">
      <PanelHead title={words.details} id="session-facts" />
      <dl className="facts">
        <Completion session={session} />
        {file !== null && (
          <Fact name={words.file}>
            <span dir="auto">{file}</span>
          </Fact>
        )}
        {bytes !== undefined && <Fact name={words.size}>{size(bytes)}</Fact>}
        {seconds !== null && <Fact name={words.length}>{length(seconds * 1_000)}</Fact>}
        {listDates(session).map(([name, at]) =>
          at === null ? null : (
            <Fact key={name} name={name}>
              <At at={at} />
            </Fact>
          ),
        )}
      </dl>
    </aside>
  );
}

/** Announces the end of the transcription to screen readers. */
function useEndAnnounced(session: Session): void {
  const { status } = session;
  const { reason, advice = '' } = describeFailure(session);
  const message = status === 'failed' ? `${reason} ${advice}` : session.message;
  const announce = useAnnounce();
  const before = useRef(status);
  useEffect(() => {
    if (status !== before.current) announce(message);
    before.current = status;
  }, [status, message, announce]);
}

function findSoFarState(session: Session): SoFarState | undefined {
  if (session.deleted_at !== null) return undefined;
  if (session.status === 'failed') return 'failed';
  if (session.status !== 'processing') return undefined;
  return isQueued(session) ? 'pending' : 'running';
}

const TABS = {
  label: text.recording.tabs.label,
  names: {
    transcript: text.recording.tabs.names.transcript,
    notes: words.notes.title,
    details: text.recording.tabs.names.details,
    history: text.recording.tabs.names.history,
  },
};

interface ColumnsProps {
  readonly session: Session;
  readonly tabs: TabsProps<SessionTab>;
}

/** Progress, player and transcript on one side, the notes and what is known about the session beside them. */
function SessionColumns({ session, tabs }: ColumnsProps): ReactElement {
  const { session_id: id, revision } = session;
  const soFar = findSoFarState(session);
  useMissingPreviews(session);
  const result = useSessionResult(session);
  const playback = usePlayback(result.files.media?.sha256, useStartMoment());
  const { data: transcript } = useQuery({ ...transcriptQuery(id, revision, 'sessions'), enabled: hasTranscript(session) });
  const { area, at } = playback;
  const onSeek = result.files.media === undefined ? undefined : playback.seek;
  return (
    <div ref={area} className="session-columns">
      <div>
        <SessionProgressPanel session={session} />
        <SessionPlayer {...{ session, result, transcript, playback }} />
        {soFar !== undefined && (
          <TranscriptSoFar kind="sessions" id={id} attempt={session.transcription_job_id ?? ''} state={soFar} />
        )}
        <PartTabs {...TABS} {...tabs} />
        <TabPart of="transcript" tabs={tabs}>
          {hasTranscript(session) && <SessionTranscript {...{ session, at, area, onSeek }} files={result.files} />}
        </TabPart>
      </div>
      <div>
        <TabPart of="notes" tabs={tabs}>
          <SessionNotes {...{ session, at, onSeek }} />
        </TabPart>
        <TabPart of="details" tabs={tabs}>
          <Facts session={session} bytes={result.files.own?.size} />
        </TabPart>
      </div>
    </div>
  );
}

function SessionView({ session }: Pick<ColumnsProps, 'session'>): ReactElement {
  const tabs = usePartTab(listFilledTabs(session), NAMED_TABS);
  const showHistory = (): void => {
    tabs.onTab('history');
  };
  const [why, whySummary, openWhy] = useOpened(showHistory);
  useEndAnnounced(session);
  return (
    <ItemKindProvider value="sessions">
      <div className="recording session">
        <SessionHead session={session} onWhy={openWhy} />
        <SessionColumns session={session} tabs={tabs} />
        <TabPart of="history" tabs={tabs}>
          <SessionHistory
            session={session}
            why={{ isOpen: why.isOpen === true, onToggle: why.onToggle, ref: whySummary }}
            onShow={showHistory}
          />
        </TabPart>
      </div>
    </ItemKindProvider>
  );
}

export function SessionPage({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  const { data: session, error, refetch } = useQuery(sessionQuery(id));
  const isMissing = useIsMissing({ data: session, error });
  usePageTitle(session === undefined ? words.title : sessionTitle(session));
  if (moved !== undefined) return <MovedItemNotice moved={moved} list="/sessions" />;
  if (session !== undefined) return <SessionView session={session} />;
  if (isMissing) return <MissingItem title={words.gone} list="/sessions" />;
  return error === null ? <Skeleton /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
}
