import type { Speaker, Transcript } from '@throughline/api-client';
import {
  Fragment,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type RefObject,
} from 'react';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';
import {
  createDraft,
  isChanged,
  isEmpty,
  isTouched,
  setLeftOut,
  rebase,
  replaceMatches,
  setRowText,
  type CorrectionDraft,
  type DraftRow,
} from './correction-draft.js';
import { CorrectionRefused } from './CorrectionRefused.js';
import { useSharedDraft } from '../../drafts/use-shared-draft.js';
import { completeDraft, correctionDrafts, keepTouched, settleCorrection, type KeptCorrection } from './correction-drafts.js';
import { DraftPassage, type DraftAction, type PassageProps } from './DraftPassage.js';
import { FindAndReplace } from './FindAndReplace.js';
import { findTurns } from './results-api.js';
import { Turn } from './Turn.js';
import { useNewer, useSaved } from './use-corrected.js';

const words = text.recording.correction;

const acts = (draft: CorrectionDraft, act: DraftAction): CorrectionDraft => {
  switch (act.do) {
    case 'write':
      return setRowText(draft, act.id, act.text);
    case 'replace':
      return replaceMatches(draft, act.wanted, act.by);
    case 'leave-out':
      return setLeftOut(draft, act.id, act.isLeftOut);
  }
};

interface RowsProps extends Omit<PassageProps, 'row'> {
  readonly rows: readonly DraftRow[];
  readonly speakers: readonly Speaker[];
}

/** Names the speaker above the passages. A correction keeps the speakers of the passages. */
function Rows({ rows, speakers, ...acting }: RowsProps): ReactElement[] {
  const spoken = useMemo(() => findTurns(rows, speakers), [rows, speakers]);
  return spoken.map(({ segment, turn }) => (
    <Fragment key={segment.id}>
      {turn !== undefined && <Turn {...turn} nameable={undefined} />}
      <DraftPassage row={segment} {...acting} />
    </Fragment>
  ));
}

/**
 * Moves the focus to the passage that is played, because the button that has opened the editor is gone. A passage that is left out
 * cannot have the focus.
 */
function useStartAtPassage(rows: readonly DraftRow[], at: number): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null);
  const begin = useEffectEvent(() => {
    const row = rows.findLastIndex(({ start, isLeftOut }) => start <= at && !isLeftOut);
    const played = list.current?.querySelectorAll('textarea')[row];
    const first = list.current?.querySelector<HTMLElement>('textarea:enabled') ?? list.current?.querySelector('input');
    (played ?? first)?.focus();
  });
  useEffect(() => {
    begin();
  }, []);
  return list;
}

function Lost({ lost }: Pick<CorrectionDraft, 'lost'>): ReactElement | null {
  if (lost.length === 0) return null;
  return (
    <Note tone="calm" title={words.lost}>
      <ul>
        {lost.map((line, index) => (
          // Lines have no id.
          <li key={index} dir="auto">
            {line}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** Returns the transcript that the passages are shown of: the newest one, unless the draft continues an earlier one. */
function useBase(kept: KeptCorrection, newest: Transcript): readonly [CorrectionDraft, (newer: Transcript) => void] {
  const [base, setBase] = useState(newest);
  const isContinued = kept !== undefined && kept.version !== newest.version;
  const wanted = isContinued || base.version === newest.version ? base : newest;
  if (wanted !== base) setBase(wanted);
  return [useMemo(() => createDraft(wanted), [wanted]), setBase];
}

interface Editing {
  readonly draft: CorrectionDraft;
  readonly act: (act: DraftAction) => void;
  /** Continues the changes on a newer transcript. */
  readonly moveTo: (newer: Transcript) => void;
  readonly discard: () => void;
  readonly settle: (sent: CorrectionDraft, version: string) => void;
}

/** The changes to a transcript, which all tabs of this browser share. */
function useCorrection(id: string, transcript: Transcript): Editing {
  const [kept, change] = useSharedDraft(correctionDrafts, id);
  const [base, setBase] = useBase(kept, transcript);
  return {
    draft: useMemo(() => completeDraft(kept, base), [kept, base]),
    // The same function for all drawings, because the passages are memoized.
    act: useCallback(
      (done) => {
        change((now) => keepTouched(acts(completeDraft(now, base), done)));
      },
      [change, base],
    ),
    moveTo: (newer) => {
      setBase(newer);
      change((now) => now && keepTouched(rebase(now, newer)));
    },
    discard: () => {
      change(() => undefined);
    },
    settle: (sent, version) => {
      change((now) => settleCorrection(now, sent, version));
    },
  };
}

interface Props {
  readonly id: string;
  readonly transcript: Transcript;
  /** Playback position in seconds. */
  readonly at: number;
  readonly onSeek: (seconds: number) => void;
  readonly onClose: () => void;
}

export function CorrectionEditor({ id, transcript, at, onSeek, onClose }: Props): ReactElement {
  const { draft, act, moveTo, discard, settle } = useCorrection(id, transcript);
  const giveUp = (): void => {
    discard();
    onClose();
  };
  const passages = useStartAtPassage(draft.rows, at);
  const saving = useSaved(id, draft, (sent, version) => {
    settle(sent, version);
    onClose();
  });
  const changed = isChanged(draft);
  const close = (): void => {
    if (!changed || window.confirm(words.leave)) giveUp();
  };
  const reading = useNewer(id, draft.version, (now) => {
    moveTo(now);
    saving.reset();
  });
  const canSave = changed && !isEmpty(draft) && !saving.isPending;
  return (
    <form
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) saving.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSave) saving.mutate();
      }}
    >
      <FindAndReplace
        draft={draft}
        onReplace={(wanted, by) => {
          act({ do: 'replace', wanted, by });
        }}
      />
      <p className="quiet correction-hint">{words.hint}</p>
      <ol ref={passages} className="passages">
        <Rows rows={draft.rows} speakers={transcript.speakers} onAct={act} onSeek={onSeek} />
      </ol>
      <Lost lost={draft.lost} />
      {saving.error !== null && (
        <CorrectionRefused
          error={saving.error}
          readError={reading.error}
          onRebase={() => {
            if (!reading.isPending) reading.mutate();
          }}
          onDiscard={giveUp}
        />
      )}
      <div className="correction-buttons">
        <Button type="submit" look="primary" aria-disabled={!canSave}>
          {words.save}
        </Button>
        <Button onClick={close}>{text.cancel}</Button>
        <span className="quiet" role="status">
          {saving.isPending ? words.saving : words.touched(draft.rows.filter(isTouched).length)}
        </span>
      </div>
    </form>
  );
}
