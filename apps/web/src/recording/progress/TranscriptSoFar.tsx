import { useQuery } from '@tanstack/react-query';
import type { TranscriptSoFar as Answer } from '@throughline/api-types';
import { useLayoutEffect, useRef, type ReactElement } from 'react';
import type { ItemKind } from '../../api/item-kind.js';
import { POLL_MS } from '../../api/live-state.js';
import { CopyButton } from '../../components/CopyButton/CopyButton.js';
import { text } from '../../texts/text.js';
import { PanelHead } from '../PanelHead.js';
import { formatPlayTime } from '../results/results-api.js';
import { soFarQuery } from '../results/transcript-api.js';

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
      {segments.map(({ start, text: said }) => (
        <li key={start} className="segment">
          <span className="quiet passage-time">{formatPlayTime(start)}</span>
          <span className="said" dir="auto">
            {said}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface Props {
  readonly kind: ItemKind;
  readonly id: string;
  /** False while the transcription waits to start. */
  readonly isRunning: boolean;
}

/** The lines that the engine has recognized, which grow while it transcribes the rest. No result: nobody can edit them. */
export function TranscriptSoFar({ kind, id, isRunning }: Props): ReactElement {
  // Errors are not shown: the panel goes when the transcription ends, and the lines that were read stay until then.
  const { data } = useQuery({ ...soFarQuery(kind, id), refetchInterval: isRunning ? POLL_MS : false, retry: false });
  const isEmpty = data === undefined || data.segments.length === 0;
  return (
    <section className="panel" aria-labelledby={TITLE}>
      <PanelHead title={words.title} id={TITLE}>
        {!isEmpty && <span className="quiet">{words.upTo(Math.floor(data.up_to / 60))}</span>}
        {!isEmpty && <CopyButton words={data.segments.map(({ text: said }) => said).join('\n')} label={words.copy} />}
      </PanelHead>
      {isEmpty ? (
        <p className="so-far-none quiet">{words.none}</p>
      ) : (
        <>
          <Lines answer={data} />
          <p className="so-far-hint quiet">{words.hint}</p>
        </>
      )}
    </section>
  );
}
