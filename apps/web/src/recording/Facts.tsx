import type { Recording } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { LanguageFact } from './actions/LanguageFact.js';
import { RetentionFact } from './RetentionFact.js';
import { TemplateFact } from './settings/TemplateFact.js';
import { SourceFact } from './SourceFact.js';

const words = text.recording.facts;

interface Props {
  readonly recording: Recording;
  readonly isPast: boolean;
}

/** Everything known about the recording itself. */
export function Facts({ recording, isPast }: Props): ReactElement {
  const { source, file_name, title } = recording;
  return (
    <dl className="facts" aria-label={words.label}>
      <Fact name={words.registered}>
        <Ago at={recording.created_at} />
      </Fact>
      <Fact name={words.changed}>
        <Ago at={recording.updated_at} />
      </Fact>
      {source.size !== null && <Fact name={words.size}>{size(source.size)}</Fact>}
      <LanguageFact recording={recording} isPast={isPast} />
      {file_name !== null && file_name !== title && (
        <Fact name={words.file}>
          <span dir="auto">{file_name}</span>
        </Fact>
      )}
      <SourceFact item={recording} />
      <TemplateFact item={recording} />
      <RetentionFact item={recording} />
    </dl>
  );
}
