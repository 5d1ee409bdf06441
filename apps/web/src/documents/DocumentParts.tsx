import type { Document, DocumentStatus, DocumentStepStatus } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge, type Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { Expected } from '../controls/Expected.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { getFlagBadges, getLabelBadge } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';

const words = text.document;

const STATUS: Readonly<Record<DocumentStatus, readonly [Tone, IconName]>> = {
  pending: ['calm', 'idle'],
  processing: ['busy', 'moving'],
  completed: ['good', 'ready'],
  failed: ['bad', 'failed'],
};

/** Returns the look of the status. Completed main steps are not green if a delivery failed. */
export function getDocumentLook({ status, has_errors }: Pick<Document, 'status' | 'has_errors'>): readonly [Tone, IconName] {
  const [tone, icon] = STATUS[status];
  return has_errors && tone === 'good' ? ['warn', icon] : [tone, icon];
}

export function DocumentBadges({ document }: { readonly document: Document }): ReactElement {
  const [tone, icon] = getDocumentLook(document);
  // The status already says that the document failed.
  const flags = getFlagBadges({ ...document, failed: false });
  return (
    <span className="badges">
      <StatusBadge
        {...(getLabelBadge(document) ?? { words: words.status[document.status], tone, icon })}
        title={document.status}
      />
      {document.has_errors && document.status !== 'failed' && <StatusBadge tone="bad" icon="failed" words={words.errors} />}
      {document.unsure && <StatusBadge tone="ask" icon="review" words={words.unsure} />}
      {flags.map((flag) => (
        <StatusBadge key={flag.words} {...flag} />
      ))}
    </span>
  );
}

const OVER: readonly DocumentStepStatus[] = ['success', 'skipped'];

function countSteps(counts: Document['summary']['main']): readonly [done: number, of: number] {
  const done = OVER.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  return [done, Object.values(counts).reduce((sum, count) => sum + count, 0)];
}

export function DocumentProgress({ document }: { readonly document: Document }): ReactElement {
  const [main, ofMain] = countSteps(document.summary.main);
  const [uploads, ofUploads] = countSteps(document.summary.uploads);
  return (
    <div className="row-work">
      <ProgressBar
        value={ofMain === 0 ? 0 : main / ofMain}
        label={words.progress(documentTitle(document))}
        tone={getDocumentLook(document)[0]}
        words={words.mainDone(main, ofMain)}
      />
      <span className="quiet">
        {words.mainDone(main, ofMain)}
        {ofUploads > 0 && ` · ${words.uploadsDone(uploads, ofUploads)}`}
      </span>
      {document.run?.active === true && <Expected of={document} isPlaceSaid={document.label === 'queued'} />}
    </div>
  );
}
