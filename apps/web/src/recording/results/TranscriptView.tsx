import { useQuery } from '@tanstack/react-query';
import type { Recording, Transcript } from '@throughline/api-types';
import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react';
import { meQuery } from '../../api/me.js';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { PanelHead } from '../PanelHead.js';
import { useKeptFocus } from '../use-kept-focus.js';
import { Who } from '../Who.js';
import { CorrectionEditor } from './CorrectionEditor.js';
import { getCorrectionDrafts } from './draft-store.js';
import { OldWords } from './OldWords.js';
import { Passages, type PlaybackProps } from './Lines.js';
import { RemovedPassages } from './RemovedPassages.js';
import { versionQuery } from './transcript-api.js';
import { Origin, Versions } from './TranscriptOrigin.js';
import { useRestored } from './use-corrected.js';

const words = text.recording.results;
const correction = text.recording.correction;

interface OlderProps extends PlaybackProps {
  readonly id: string;
  readonly version: string;
  /** The transcript that the recording uses. */
  readonly current: Transcript;
  readonly mayCorrect: boolean;
  readonly onBack: () => void;
}

/** Shows an older version, marked as such. */
function Older({ id, version, current, mayCorrect, onBack, ...playing }: OlderProps): ReactElement {
  const { data, error } = useQuery(versionQuery(id, version));
  const restoring = useRestored(id, current, onBack);
  return (
    <div className="older">
      <Note tone="warn" title={correction.older}>
        <div className="buttons">
          <Button ref={focusTitleAfter} size="small" onClick={onBack}>
            {correction.back}
          </Button>
          {mayCorrect && data !== undefined && data.corrected_at !== null && (
            <Button
              ref={focusTitleAfter}
              size="small"
              disabled={restoring.isPending}
              onClick={() => {
                restoring.mutate(data);
              }}
            >
              {correction.restore}
            </Button>
          )}
        </div>
      </Note>
      {(error ?? restoring.error) !== null && <ProblemNote error={error ?? restoring.error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && (
        <>
          <Passages transcript={data} {...playing} />
          <Origin transcript={data} />
        </>
      )}
    </div>
  );
}

interface Props extends PlaybackProps {
  readonly recording: Recording;
  readonly transcript: Transcript;
  readonly isCorrecting: boolean;
  readonly onCorrecting: (is: boolean) => void;
}

/** Says what a later run has kept of a correction, and offers the whole of it. */
function Newer({ transcript, onShow }: { transcript: Transcript; onShow: (version: string) => void }) {
  const { newer_than: earlier, corrected_segments: keptCount, conflicting_segments: conflicts } = transcript;
  if (earlier === null) return null;
  return (
    <Note tone="calm" title={correction.heardAnew}>
      <p>
        {correction.correctedBefore} <Ago at={earlier.corrected_at} /> <Who id={earlier.corrected_by} />.{' '}
        {keptCount === 0 ? correction.notKept : `${correction.kept(keptCount)} ${correction.conflicts(conflicts)}`}
      </p>
      <Button
        size="small"
        onClick={() => {
          onShow(earlier.version);
        }}
      >
        {correction.showEarlier}
      </Button>
    </Note>
  );
}

interface BodyProps extends Props {
  readonly mayCorrect: boolean;
  /** The displayed version. Older ones are shown only while nobody edits. */
  readonly shown: string;
  readonly onBack: () => void;
}

function Body({
  recording,
  transcript,
  isCorrecting,
  onCorrecting,
  mayCorrect,
  shown,
  onBack,
  ...playing
}: BodyProps): ReactElement {
  const { id } = recording;
  const { data: me } = useQuery(meQuery);
  const { version } = transcript;
  const nameable = useMemo(
    () => (mayCorrect ? ({ kind: 'recordings', id, version } as const) : undefined),
    [mayCorrect, id, version],
  );
  if (isCorrecting && me !== undefined)
    return (
      <CorrectionEditor
        id={id}
        user={me.id}
        at={playing.at}
        transcript={transcript}
        onSeek={playing.onSeek}
        onClose={() => {
          onBack();
          onCorrecting(false);
        }}
      />
    );
  if (shown !== version)
    return <Older id={id} version={shown} current={transcript} mayCorrect={mayCorrect} onBack={onBack} {...playing} />;
  return (
    <>
      <Passages transcript={transcript} nameable={nameable} {...playing} />
      <RemovedPassages id={id} transcript={transcript} mayCorrect={mayCorrect} onSeek={playing.onSeek} area={playing.area} />
      <Origin transcript={transcript} recording={recording} />
    </>
  );
}

interface UnsavedProps {
  readonly recording: string;
  readonly onContinue: () => void;
}

/** Offers to continue a draft that this browser keeps. */
function Unsaved({ recording, onContinue }: UnsavedProps): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const [isGivenUp, giveUp] = useState(false);
  if (me === undefined || isGivenUp) return null;
  const name = { user: me.id, item: recording };
  const storedDraft = getCorrectionDrafts().find(name);
  if (storedDraft === undefined) return null;
  return (
    <Note
      tone="warn"
      role="status"
      title={
        <>
          {correction.unsaved} <Ago at={storedDraft.at} />
        </>
      }
    >
      <p>{correction.unsavedHint}</p>
      <div className="buttons">
        <Button look="primary" size="small" onClick={onContinue}>
          {correction.continue}
        </Button>
        <Button
          ref={focusTitleAfter}
          size="small"
          onClick={() => {
            if (!window.confirm(correction.leave)) return;
            getCorrectionDrafts().forget(name);
            giveUp(true);
          }}
        >
          {correction.discard}
        </Button>
      </div>
    </Note>
  );
}

/** The editor edits passages, so it has no use without one. */
function EditButton({ transcript, onCorrecting }: Pick<Props, 'transcript' | 'onCorrecting'>): ReactElement | null {
  if (transcript.no_speech) return null;
  return (
    <Button
      size="small"
      aria-keyshortcuts="e"
      onClick={() => {
        onCorrecting(true);
      }}
    >
      {correction.begin}
    </Button>
  );
}

const TITLE_ID = 'transcript-title';

/** Shows the transcript. Each line starts playback there, and users with permission can correct it. */
export function TranscriptView(props: Props): ReactElement {
  const { recording, transcript, isCorrecting, onCorrecting } = props;
  const [chosen, setChosen] = useState<string>();
  const { version } = transcript;
  const shown = chosen ?? version;
  const panel = useRef<HTMLElement>(null);
  const findEdit = useCallback(() => panel.current?.querySelector<HTMLElement>('[aria-keyshortcuts="e"], .transcript'), []);
  const awaitClosing = useKeptFocus(isCorrecting, findEdit);
  const mayCorrect = recording.allowed_actions.some(({ action, allowed }) => action === 'correct' && allowed);
  const isDraft = transcript.draft && transcript.corrected_at === null;
  return (
    <section
      ref={panel}
      className={isDraft ? 'panel transcript-panel draft' : 'panel transcript-panel'}
      aria-labelledby={TITLE_ID}
    >
      <PanelHead title={words.transcript} id={TITLE_ID}>
        {!isCorrecting && <Versions id={recording.id} current={version} shown={shown} onShow={setChosen} />}
        {mayCorrect && !isCorrecting && shown === version && <EditButton transcript={transcript} onCorrecting={onCorrecting} />}
      </PanelHead>
      <div className="transcript-notes">
        {mayCorrect && !isCorrecting && (
          <Unsaved
            recording={recording.id}
            onContinue={() => {
              setChosen(undefined);
              onCorrecting(true);
            }}
          />
        )}
        <OldWords recording={recording} outputs={transcript.outdated_outputs} />
        <Newer transcript={transcript} onShow={setChosen} />
      </div>
      <Body
        {...props}
        onCorrecting={(is) => {
          awaitClosing(!is);
          onCorrecting(is);
        }}
        mayCorrect={mayCorrect}
        shown={shown}
        onBack={() => {
          setChosen(undefined);
        }}
      />
    </section>
  );
}
