import { useQuery } from '@tanstack/react-query';
import type { Transcript } from '@throughline/api-client';
import { useId, useMemo, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import {
  chooseSide,
  compareTranscripts,
  isComparable,
  isDifferent,
  joinText,
  keyOf,
  markDifferences,
  mergeChoices,
  type ComparedLine,
  type DiffPart,
  type Side,
} from './compare-transcripts.js';
import { isCalibrated, toPercent } from './results-api.js';
import { numberOfVersion, versionQuery, versionsQuery } from './transcript-api.js';
import { useMerged } from './use-corrected.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.compare;
const correction = text.recording.correction;
/** More rows at once would make the dialog slow. */
const ROWS = 100;

const SIDES = ['before', 'after'] as const;

function Marked({ side, parts }: { readonly side: Side; readonly parts: readonly DiffPart[] }): ReactElement {
  const Mark = side === 'before' ? 'del' : 'ins';
  if (parts.length === 0) return <span className="quiet">{words.nothing}</span>;
  return (
    <span dir="auto">
      {parts.map(({ text: part, isChanged }, index) => (
        // The parts of a line never change.
        <span key={index}>
          {index > 0 && ' '}
          {isChanged ? <Mark>{part}</Mark> : part}
        </span>
      ))}
    </span>
  );
}

interface RowProps {
  readonly line: ComparedLine;
  readonly chosen: Side;
  readonly onChoose: (line: ComparedLine, side: Side) => void;
}

function Row({ line, chosen, onChoose }: RowProps): ReactElement {
  const name = useId();
  const marked = markDifferences(joinText(line.before), joinText(line.after));
  const at = formatPlayTime(line.start);
  return (
    <fieldset className="compared">
      <legend className="unseen">{words.lineAt(at)}</legend>
      <span className="quiet passage-time" aria-hidden>
        {at}
      </span>
      {SIDES.map((side) => (
        <label key={side} className={side === chosen ? 'taken' : undefined}>
          <input
            type="radio"
            name={name}
            checked={side === chosen}
            onChange={() => {
              onChoose(line, side);
            }}
          />
          <span>
            <span className="unseen">{words[side]}: </span>
            <Marked side={side} parts={marked[side]} />
            {line[side].some(({ corrected }) => corrected === true) && (
              <span className="compared-by">
                <Icon name="edit" /> {words.byPerson}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Returns how much people have corrected, or which engine has transcribed it. */
function describeMaker(transcript: Transcript): string {
  const { corrected_at: at, corrected_segments: count, segments, engine, confidence } = transcript;
  if (at !== null) return correction.share(count, segments.length);
  const isSure = isCalibrated(transcript) && confidence !== null;
  return words.heard(engine, isSure ? toPercent(confidence) : undefined);
}

/** The numbers of both versions and of the one to save, as the menu of versions has them. Undefined until they are read. */
function useVersionNumbers(id: string, before: Transcript, after: Transcript) {
  const versions = useQuery(versionsQuery(id, after.version)).data?.items ?? [];
  return {
    before: numberOfVersion(versions, before.version),
    after: numberOfVersion(versions, after.version),
    saved: versions.length === 0 ? undefined : versions.length + 1,
  };
}

interface ColumnProps {
  readonly name: string;
  readonly of: Transcript;
}

const Column = ({ name, of }: ColumnProps): ReactElement => (
  <span>
    <strong>{name}</strong>
    <span className="quiet" dir="auto">
      {describeMaker(of)}
    </span>
  </span>
);

interface ChoicesProps {
  readonly id: string;
  readonly before: Transcript;
  readonly after: Transcript;
  readonly onClose: () => void;
}

function Choices({ id, before, after, onClose }: ChoicesProps): ReactElement {
  const lines = useMemo(() => compareTranscripts(before, after), [before, after]);
  const different = useMemo(() => lines.filter(isDifferent), [lines]);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const [shown, setShown] = useState(ROWS);
  const sideOf = (line: ComparedLine): Side => choices.get(keyOf(line)) ?? chooseSide(line);
  const chooseAll = (side: Side) => () => {
    setChoices(new Map(different.map((line) => [keyOf(line), side])));
  };
  const numbers = useVersionNumbers(id, before, after);
  const merging = useMerged(id, after.version, onClose);
  const isUnchanged = different.every((line) => sideOf(line) === 'after');
  const rest = Math.min(ROWS, different.length - shown);
  return (
    <>
      <div className="dialog-body">
        {different.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <>
            <p className="quiet">{words.count(different.length, lines.length)}</p>
            <div className="buttons">
              <Button size="small" onClick={chooseAll('before')}>
                {words.allBefore}
              </Button>
              <Button size="small" onClick={chooseAll('after')}>
                {words.allAfter}
              </Button>
            </div>
            <div className="compared-head" aria-hidden>
              <span />
              <Column name={numbers.before === undefined ? words.before : correction.version(numbers.before)} of={before} />
              <Column name={numbers.after === undefined ? words.after : correction.versionInUse(numbers.after)} of={after} />
            </div>
            <div className="compared-lines" tabIndex={-1}>
              {different.slice(0, shown).map((line) => (
                <Row
                  key={keyOf(line)}
                  line={line}
                  chosen={sideOf(line)}
                  onChoose={(one, side) => {
                    setChoices((now) => new Map([...now, [keyOf(one), side]]));
                  }}
                />
              ))}
              {rest > 0 && (
                <Button
                  size="small"
                  onClick={() => {
                    setShown(shown + ROWS);
                  }}
                >
                  {words.more(rest)}
                </Button>
              )}
            </div>
          </>
        )}
        {merging.error !== null && <ProblemNote error={merging.error} />}
      </div>
      <div className="dialog-buttons compared-foot">
        <span className="quiet" role="status">
          {isUnchanged ? words.unchanged : words.hint(numbers.saved)}
        </span>
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button
          look="primary"
          aria-disabled={isUnchanged || merging.isPending}
          onClick={() => {
            if (!isUnchanged && !merging.isPending) merging.mutate(mergeChoices(lines, sideOf));
          }}
        >
          {merging.isPending ? correction.saving : words.save(numbers.saved)}
        </Button>
      </div>
    </>
  );
}

interface Props {
  readonly id: string;
  /** The earlier version. */
  readonly version: string;
  readonly current: Transcript;
  readonly onClose: () => void;
}

/** Compares an earlier version with the current one, and saves the chosen lines of both as a correction. */
export function CompareDialog({ id, version, current, onClose }: Props): ReactElement {
  const { data, error } = useQuery(versionQuery(id, version));
  return (
    <Dialog title={words.title} size="wide" onClose={onClose}>
      {data !== undefined && isComparable(data, current) ? (
        <Choices id={id} before={data} after={current} onClose={onClose} />
      ) : (
        <>
          <div className="dialog-body">
            {error !== null && <ProblemNote error={error} />}
            {data === undefined && error === null && <Skeleton rows={4} />}
            {data !== undefined && <p>{words.otherCut}</p>}
          </div>
          <div className="dialog-buttons">
            <Button onClick={onClose}>{text.cancel}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
