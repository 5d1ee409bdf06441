import type { Topic } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { CopyButton } from '../../components/CopyButton/CopyButton.js';
import { PanelHead } from '../PanelHead.js';
import { text } from '../../texts/text.js';
import { findLastStarted } from './results-api.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.results;

interface Props {
  readonly topics: readonly Topic[];
  /** Playback position in seconds. */
  readonly at: number;
  readonly onSeek: (seconds: number) => void;
}

const share = ({ start, end }: Topic, at: number): number => Math.min(1, Math.max(0, (at - start) / (end - start)));

/** A bar of the recording, divided by topics. The topic list offers the same to keyboard users. */
export function ChapterStrip({ topics, at, onSeek }: Props): ReactElement | null {
  if (topics.length < 2) return null;
  const current = findLastStarted(topics, at);
  return (
    <div className="chapters" aria-hidden="true">
      {topics.map((topic) => (
        <button
          key={topic.start}
          type="button"
          tabIndex={-1}
          title={`${formatPlayTime(topic.start)} ${topic.title}`}
          aria-current={topic === current ? 'true' : undefined}
          style={{ flexGrow: Math.max(0.01, topic.end - topic.start) }}
          onClick={() => {
            onSeek(topic.start);
          }}
        >
          <span className="chapter-bar">
            <span style={{ inlineSize: `${String(share(topic, at) * 100)}%` }} />
          </span>
          <span className="chapter-title" dir="auto">
            {topic.title}
          </span>
        </button>
      ))}
    </div>
  );
}

interface ListProps extends Props {
  /** Markdown to paste below a video. */
  readonly notes: string | undefined;
  /** The id of the heading. */
  readonly titleId: string;
}

const minutesOf = ({ start, end }: Topic): number => Math.max(1, Math.round((end - start) / 60));

export function TopicList({ topics, at, onSeek, notes, titleId }: ListProps): ReactElement {
  const current = findLastStarted(topics, at);
  return (
    <div className="topic-list">
      <PanelHead title={words.topics} id={titleId}>
        {notes !== undefined && <CopyButton words={notes} label={words.notes} />}
      </PanelHead>
      <ol className="topics">
        {topics.map((topic) => (
          <li key={topic.start}>
            <button
              type="button"
              className="topic"
              aria-current={topic === current ? 'true' : undefined}
              onClick={() => {
                onSeek(topic.start);
              }}
            >
              <span className="play-time">{formatPlayTime(topic.start)}</span> <span dir="auto">{topic.title}</span>{' '}
              <span className="quiet topic-length">{words.minutes(minutesOf(topic))}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
