import { useQuery } from '@tanstack/react-query';
import type { Recording, Transcript } from '@throughline/api-client';
import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { useShortcutsOn } from '../../components/shortcuts.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { focusTitleAfter } from '../item-title.js';
import { PanelHead } from '../PanelHead.js';
import { useKeptFocus } from '../use-kept-focus.js';
import { Who } from '../Who.js';
import { CompareDialog } from './CompareDialog.js';
import { CorrectionEditor } from './CorrectionEditor.js';
import { EarlierRun } from './EarlierRun.js';
import { OldWords } from './OldWords.js';
import { Passages, type PlaybackProps } from './Lines.js';
import { RemovedPassages } from './RemovedPassages.js';
import { versionQuery } from './transcript-api.js';
import { Origin } from './TranscriptOrigin.js';
import { Unsaved } from './Unsaved.js';
import { useRestored } from './use-corrected.js';
import { Versions } from './Versions.js';

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

interface NewerProps {
  readonly transcript: Transcript;
  readonly onShow: (version: string) => void;
  readonly onCompare: ((version: string) => void) | undefined;
}

/** Says what a later run has kept of a correction, and offers the whole of it. */
function Newer({ transcript, onShow, onCompare }: NewerProps): ReactElement | null {
  const { newer_than: earlier, corrected_segments: keptCount, conflicting_segments: conflicts } = transcript;
  if (earlier === null) return null;
  return (
    <Note tone="calm" title={correction.heardAnew}>
      <p>
        {correction.correctedBefore} <Ago at={earlier.corrected_at} /> <Who id={earlier.corrected_by} />.{' '}
        {keptCount === 0 ? correction.notKept : `${correction.kept(keptCount)} ${correction.conflicts(conflicts)}`}
      </p>
      <div className="buttons">
        <Button
          size="small"
          onClick={() => {
            onShow(earlier.version);
          }}
        >
          {correction.showEarlier}
        </Button>
        {onCompare !== undefined && (
          <Button
            size="small"
            onClick={() => {
              onCompare(earlier.version);
            }}
          >
            {text.recording.compare.open}
          </Button>
        )}
      </div>
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
  const { version } = transcript;
  const nameable = useMemo(
    () => (mayCorrect ? ({ kind: 'recordings', id, version } as const) : undefined),
    [mayCorrect, id, version],
  );
  if (isCorrecting)
    return (
      <CorrectionEditor
        id={id}
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

/** The editor edits passages, so it has no use without one. */
function EditButton({ transcript, onCorrecting }: Pick<Props, 'transcript' | 'onCorrecting'>): ReactElement | null {
  const hasKeys = useShortcutsOn();
  if (transcript.no_speech) return null;
  return (
    <Button
      size="small"
      aria-keyshortcuts="e"
      onClick={() => {
        onCorrecting(true);
      }}
    >
      <Icon name="edit" />
      {correction.begin}
      {hasKeys && <kbd aria-hidden="true">E</kbd>}
    </Button>
  );
}

interface ComparisonProps {
  readonly id: string;
  /** The earlier version; undefined while nobody compares. */
  readonly version: string | undefined;
  readonly current: Transcript;
  readonly onClose: () => void;
}

const Comparison = ({ version, ...props }: ComparisonProps): ReactElement | null =>
  version === undefined ? null : <CompareDialog version={version} {...props} />;

const TITLE_ID = 'transcript-title';

interface HeadProps extends Props, Omit<NewerProps, 'transcript'> {
  readonly mayCorrect: boolean;
  readonly shown: string;
}

/** The title with the versions and the way to correct the current one, while nobody does. */
function Head({ recording, transcript, isCorrecting, onCorrecting, mayCorrect, shown, ...choosing }: HeadProps): ReactElement {
  const { version } = transcript;
  return (
    <PanelHead title={words.transcript} id={TITLE_ID}>
      {!isCorrecting && <Versions id={recording.id} current={version} shown={shown} {...choosing} />}
      {mayCorrect && !isCorrecting && shown === version && <EditButton transcript={transcript} onCorrecting={onCorrecting} />}
    </PanelHead>
  );
}

/** Shows the transcript. Each line starts playback there, and users with permission can correct it. */
export function TranscriptView(props: Props): ReactElement {
  const { recording, transcript, isCorrecting, onCorrecting } = props;
  const [chosen, setChosen] = useState<string>();
  const [compared, setCompared] = useState<string>();
  const { version } = transcript;
  const shown = chosen ?? version;
  const panel = useRef<HTMLElement>(null);
  const findEdit = useCallback(() => panel.current?.querySelector<HTMLElement>('[aria-keyshortcuts="e"], .transcript'), []);
  const awaitClosing = useKeptFocus(isCorrecting, findEdit);
  const mayCorrect = recording.allowed_actions.some(({ action, allowed }) => action === 'correct' && allowed);
  const onCompare = mayCorrect && !isCorrecting ? setCompared : undefined;
  return (
    <section ref={panel} className="panel transcript-panel" aria-labelledby={TITLE_ID}>
      <Head {...props} mayCorrect={mayCorrect} shown={shown} onShow={setChosen} onCompare={onCompare} />
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
        <EarlierRun part="transcript" is={transcript.earlier_run} />
        <OldWords recording={recording} outputs={transcript.outdated_outputs} />
        <Newer transcript={transcript} onShow={setChosen} onCompare={onCompare} />
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
      <Comparison
        id={recording.id}
        version={compared}
        current={transcript}
        onClose={() => {
          setCompared(undefined);
          setChosen(undefined);
        }}
      />
    </section>
  );
}
