import type { Recording } from '@throughline/api-types';
import type { ReactElement, ReactNode } from 'react';
import { Note } from '../components/Note/Note.js';
import { titleOf } from '../controls/recording-state.js';
import { RunProgress } from '../controls/RunProgress.js';
import { StatusBadges } from '../controls/StatusBadges.js';
import { Ago, AtSecond } from '../controls/Times.js';
import { Link } from '../shell/Link.js';
import { text } from '../texts/text.js';
import { TITLE_ID } from './item-title.js';
import { formatLanguage } from './language-name.js';

const words = text.recording;

interface Props {
  readonly recording: Recording;
  /** The time of the item, if it is not the present. */
  readonly asOf?: string | undefined;
  /** Another part shows the progress of the run. */
  readonly isProgressElsewhere: boolean;
  readonly onWhy: () => void;
  /** The actions. */
  readonly children: ReactNode;
}

/** The status with its explanation, and the facts that people look for first. */
function Summary({ recording, asOf, onWhy }: Pick<Props, 'recording' | 'asOf' | 'onWhy'>): ReactElement {
  const { template, language, created_at: registered } = recording;
  return (
    <div className="recording-sub">
      <StatusBadges recording={recording} />
      {asOf === undefined && (
        <button type="button" className="why-link" onClick={onWhy}>
          {words.why.title}
        </button>
      )}
      <span className="summary-fact">
        {words.facts.registered} <Ago at={registered} />
      </span>
      {language !== 'auto' && <span className="summary-fact">{formatLanguage(language)}</span>}
      {template?.name != null && (
        <span className="summary-fact" dir="auto">
          {text.runs.ofTemplate(template.name)}
        </span>
      )}
    </div>
  );
}

/** Title, status and actions. With `asOf`, shows the item at that time. */
export function Header({ recording, asOf, isProgressElsewhere, onWhy, children }: Props): ReactElement {
  return (
    <header className="recording-head">
      <Link to="/" className="back">
        <span aria-hidden="true">←</span> {text.nav.recordings}
      </Link>
      <div className="recording-bar">
        <div>
          <h1 id={TITLE_ID} tabIndex={-1} dir="auto">
            {titleOf(recording)}
          </h1>
          <Summary recording={recording} asOf={asOf} onWhy={onWhy} />
        </div>
        {children}
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
          {recording.imported_at !== null && <p>{words.past.imported}</p>}
        </Note>
      )}
      {asOf === undefined && !isProgressElsewhere && <RunProgress recording={recording} />}
    </header>
  );
}
