import type { Artifact, Document } from '@throughline/api-types';
import type { ReactElement, ReactNode } from 'react';
import { API } from '../api/client.js';
import { buttonClass } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { Expected } from '../controls/Expected.js';
import { Ago, AtSecond } from '../controls/Times.js';
import { TITLE_ID } from '../recording/item-title.js';
import { Link } from '../shell/Link.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { DocumentBadges } from './DocumentParts.js';

const words = text.documentView;

interface DownloadProps {
  readonly document: Pick<Document, 'id'>;
  readonly artifacts: readonly Pick<Artifact, 'name'>[];
  /** It is the main action of the page. */
  readonly isMain: boolean;
}

/** Downloads the finished document, or the original if there is no finished one. */
export function Download({ document, artifacts, isMain }: DownloadProps): ReactElement | null {
  const has = (wanted: string): boolean => artifacts.some(({ name }) => name === wanted);
  if (!has('original')) return null;
  const file = has('document.pdf') ? 'finished' : 'original';
  return (
    <a
      className={buttonClass(isMain ? { look: 'primary' } : {})}
      href={`${API}/documents/${encodeURIComponent(document.id)}/download?file=${file}`}
      aria-label={text.document.files[file]}
      download
    >
      <Icon name="downloading" />
      {words.download}
    </a>
  );
}

/** The status with its explanation, and the facts that people look for first. */
function Summary({ document, onWhy }: { readonly document: Document; readonly onWhy: (() => void) | undefined }): ReactElement {
  const { record, text: read, created_at: registered, template } = document;
  const pages = record?.pages ?? read?.pages;
  return (
    <div className="recording-sub">
      <DocumentBadges document={document} />
      {onWhy !== undefined && (
        <button type="button" className="why-link" onClick={onWhy}>
          {text.recording.why.title}
        </button>
      )}
      {document.run?.active === true && <Expected of={document} isPlaceSaid={document.label === 'queued'} />}
      {pages !== undefined && <span className="summary-fact">{words.sub.pages(pages)}</span>}
      <span className="summary-fact">
        {words.sub.registered} <Ago at={registered} />
      </span>
      {template?.name != null && (
        <span className="summary-fact" dir="auto">
          {text.runs.ofTemplate(template.name)}
        </span>
      )}
    </div>
  );
}

interface Props {
  readonly document: Document;
  /** The time of the item, if it is not the present. */
  readonly asOf: string | undefined;
  readonly onWhy: () => void;
  /** The actions. */
  readonly children: ReactNode;
}

/** Title, status and actions. With `asOf`, shows the document at that time. */
export function DocumentHead({ document, asOf, onWhy, children }: Props): ReactElement {
  return (
    <header className="recording-head">
      <Link to="/documents" className="back">
        <span aria-hidden="true">←</span> {text.document.back}
      </Link>
      <div className="recording-bar">
        <div>
          <h1 id={TITLE_ID} tabIndex={-1} dir="auto">
            {documentTitle(document)}
          </h1>
          <Summary document={document} onWhy={asOf === undefined ? onWhy : undefined} />
        </div>
        {children}
      </div>
      {asOf !== undefined && (
        <Note
          tone="warn"
          role="status"
          title={
            <>
              {text.recording.past.asItWas} <AtSecond at={asOf} />
            </>
          }
        >
          <p>{text.recording.past.noActions}</p>
          {document.imported_at !== null && <p>{text.recording.past.imported}</p>}
        </Note>
      )}
    </header>
  );
}
