import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { Note } from '../components/Note/Note.js';
import { titleOf } from '../controls/recording-state.js';
import { RunProgress } from '../controls/RunProgress.js';
import { StatusBadges } from '../controls/StatusBadges.js';
import { Ago, AtSecond } from '../controls/Times.js';
import { Link } from '../shell/Link.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { LanguageFact } from './actions/LanguageFact.js';
import { RetentionFact } from './RetentionFact.js';
import { TemplateFact } from './settings/TemplateFact.js';
import { SourceFact } from './SourceFact.js';

const words = text.recording;

function Facts({ recording, isPast }: { readonly recording: Recording; readonly isPast: boolean }): ReactElement {
  const { source, file_name, title } = recording;
  return (
    <dl className="facts" aria-label={words.facts.label}>
      <Fact name={words.facts.registered}>
        <Ago at={recording.created_at} />
      </Fact>
      <Fact name={words.facts.changed}>
        <Ago at={recording.updated_at} />
      </Fact>
      {source.size !== null && <Fact name={words.facts.size}>{size(source.size)}</Fact>}
      <LanguageFact recording={recording} isPast={isPast} />
      {file_name !== null && file_name !== title && (
        <Fact name={words.facts.file}>
          <span dir="auto">{file_name}</span>
        </Fact>
      )}
      <SourceFact item={recording} />
      <TemplateFact item={recording} />
      <RetentionFact item={recording} />
    </dl>
  );
}

/** Title and status. With `asOf`, shows the item at that time. */
export function Header({ recording, asOf }: { readonly recording: Recording; readonly asOf?: string | undefined }): ReactElement {
  return (
    <header className="recording-head">
      <Link to="/" className="back">
        <span aria-hidden="true">←</span> {text.nav.recordings}
      </Link>
      <div className="recording-title">
        <h1 dir="auto">{titleOf(recording)}</h1>
        <StatusBadges recording={recording} />
      </div>
      {asOf !== undefined && (
        <Note
          tone="warn"
          role="status"
          title={
            <>
              {words.past.asItWas} <AtSecond at={asOf} />
            </>
          }
        >
          <p>{words.past.noActions}</p>
        </Note>
      )}
      {asOf === undefined && <RunProgress recording={recording} />}
      <Facts recording={recording} isPast={asOf !== undefined} />
    </header>
  );
}
