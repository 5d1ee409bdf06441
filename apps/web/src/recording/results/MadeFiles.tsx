import type { Topic } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { text } from '../../texts/text.js';
import type { TranscriptWords } from './build-docx.js';
import { buildYoutubeChapters } from './youtube-chapters.js';

const words = text.recording.downloads;

function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

interface Props {
  readonly title: string;
  readonly topics: readonly Topic[];
  readonly transcript: TranscriptWords | undefined;
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function Docx({ title, transcript }: { readonly title: string; readonly transcript: TranscriptWords }): ReactElement {
  const [hasFailed, setFailed] = useState(false);
  const save = async (): Promise<void> => {
    const { buildDocx } = await import('./build-docx.js');
    const file = buildDocx({ title, transcript, unknownSpeaker: text.recording.speakers.unknown });
    saveFile('transcript.docx', new Blob([file], { type: DOCX }));
  };
  return (
    <>
      <Button
        size="small"
        aria-label={words.docx}
        onClick={() => {
          setFailed(false);
          // The script that writes the file is fetched only now.
          save().catch(() => {
            setFailed(true);
          });
        }}
      >
        transcript.docx
      </Button>
      {hasFailed && <small role="alert">{words.notWritten}</small>}
    </>
  );
}

/** The downloads that the browser makes from the transcript, always with its newest words. */
export function MadeFiles({ title, topics, transcript }: Props): ReactElement {
  const chapters = buildYoutubeChapters(topics);
  return (
    <>
      {transcript !== undefined && transcript.segments.length > 0 && (
        <li>
          <Docx title={title} transcript={transcript} />
        </li>
      )}
      {chapters !== undefined && (
        <li>
          <Button
            size="small"
            title={words.chaptersHint}
            onClick={() => {
              saveFile('chapters.txt', new Blob([chapters], { type: 'text/plain' }));
            }}
          >
            {words.chapters}
          </Button>
        </li>
      )}
    </>
  );
}
