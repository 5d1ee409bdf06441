import { useQuery } from '@tanstack/react-query';
import type { TranscriptSoFar as Answer } from '@throughline/api-client';
import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import type { SpokenKind } from '@throughline/api-client/items';
import { POLL_MS } from '../../api/live-state.js';
import { CopyButton } from '../../components/CopyButton/CopyButton.js';
import { text } from '../../texts/text.js';
import { PanelHead } from '../PanelHead.js';
import { soFarQuery } from '../results/transcript-api.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.soFar;
const TITLE = 'so-far-title';

/** Within this distance of the end, in pixels, the reader follows the new lines. */
const AT_END = 40;

function Lines({ answer: { segments } }: { readonly answer: Answer }): ReactElement {
  const list = useRef<HTMLOListElement>(null);
  const isFollowing = useRef(true);
  const count = segments.length;
  useLayoutEffect(() => {
    if (isFollowing.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [count]);
  return (
    <ol
      ref={list}
      className="so-far-lines"
      tabIndex={0}
      aria-labelledby={TITLE}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isFollowing.current = scrollHeight - scrollTop - clientHeight < AT_END;
      }}
    >
      {segments.map(({ start, text: line }) => (
        <li key={start} className="segment">
          <span className="quiet passage-time">{formatPlayTime(start)}</span>
          <span className="said" dir="auto">
            {line}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Returns the newest answer with lines, because an ended transcription has none, and an older one that failed may have none. */
function useLines(answer: Answer | undefined): Answer | undefined {
  const [kept, setKept] = useState(answer);
  const isFilled = answer !== undefined && answer.segments.length > 0;
  if (isFilled && answer !== kept) setKept(answer);
  const shown = isFilled ? answer : kept;
  return shown === undefined || shown.segments.length === 0 ? undefined : shown;
}

/** The state of the transcription: `pending` while it waits to start. */
export type SoFarState = 'pending' | 'running' | 'failed';

interface Props {
  readonly kind: SpokenKind;
  readonly id: string;
  /** The attempt that transcribes. Lines of an earlier one do not belong to this one. */
  readonly attempt: string;
  readonly state: SoFarState;
}

function SoFarOfAttempt({ kind, id, attempt, state }: Props): ReactElement | null {
  // Errors are not shown: the panel goes when the transcription ends, and the lines that were read stay until then.
  const hasFailed = state === 'failed';
  const { data } = useQuery({
    ...soFarQuery(kind, id, attempt, hasFailed),
    refetchInterval: state === 'running' ? POLL_MS : false,
    retry: false,
  });
  const answer = useLines(data);
  if (answer === undefined)
    return state !== 'running' ? null : (
      <section className="panel" aria-labelledby={TITLE}>
        <PanelHead title={words.title} id={TITLE} />
        <p className="so-far-none quiet">{words.none}</p>
      </section>
    );
  return (
    <section className="panel" aria-labelledby={TITLE}>
      <PanelHead title={hasFailed ? words.brokenOff(formatPlayTime(answer.up_to)) : words.title} id={TITLE}>
        <span className="quiet">
          {hasFailed ? words.unchecked : words.upTo(Math.floor(answer.up_to / 60))}
          {answer.engine !== null && ` · ${words.by(answer.engine)}`}
        </span>
        <CopyButton words={answer.segments.map(({ text: line }) => line).join('\n')} label={words.copy} />
      </PanelHead>
      <Lines answer={answer} />
      <p className="so-far-hint quiet">{hasFailed ? words.notKept : words.hint}</p>
    </section>
  );
}

/**
 * The lines that the engine has recognized, which grow while it transcribes the rest, and stay until the next run if it fails. No
 * result: nobody can edit them.
 */
export const TranscriptSoFar = (props: Props): ReactElement => <SoFarOfAttempt key={props.attempt} {...props} />;
