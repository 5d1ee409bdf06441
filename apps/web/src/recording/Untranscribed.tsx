import type { Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Note } from '../components/Note/Note.js';
import { FetchCommand } from '../engines/FetchCommand.js';
import { Link } from '../components/Link.js';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.engines;

/** Says how to get a transcript, if there was no engine for the recording. */
export function Untranscribed({ recording }: { readonly recording: Recording }): ReactElement | null {
  const stage = recording.processing_stages.find(({ stage_type }) => stage_type === 'TRANSCRIBE');
  const reason = stage?.status === 'SKIPPED' ? (stage.skip_reason ?? '') : '';
  const title = words.notTranscribed[reason];
  if (title === undefined) return null;
  return (
    <Note tone="warn" icon="skipped" title={title}>
      <p>{words.howTo}</p>
      <FetchCommand />
      <p>{reason === 'no_engine' ? words.orEnglish : words.orOtherLanguage}</p>
      <p>
        <Link to="/settings/engines">{words.title}</Link>
      </p>
    </Note>
  );
}
