import type { ReactElement } from 'react';
import { Badge, type Tone } from '../controls/Badge.js';
import type { IconName } from '../controls/Icon.js';
import { ProgressBar } from '../controls/ProgressBar.js';
import { shownFlags } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import type { Document, DocumentStatus, DocumentStepStatus } from './documents-api.js';

const words = text.document;

const STATUS: Readonly<Record<DocumentStatus, readonly [Tone, IconName]>> = {
  pending: ['calm', 'idle'],
  processing: ['busy', 'moving'],
  completed: ['good', 'ready'],
  failed: ['bad', 'failed'],
};

/** Main steps that are done are no success where a delivery has failed. */
export function documentLook({ status, has_errors }: Pick<Document, 'status' | 'has_errors'>): readonly [Tone, IconName] {
  const [tone, icon] = STATUS[status];
  return has_errors && tone === 'good' ? ['warn', icon] : [tone, icon];
}

/** The overall status, and what stands beside it. */
export function DocumentBadges({ document }: { readonly document: Document }): ReactElement {
  const [tone, icon] = documentLook(document);
  // A document that has failed says so by its status.
  const flags = shownFlags({ ...document, failed: false });
  return (
    <span className="badges">
      <Badge tone={tone} icon={icon} title={document.status}>
        {words.status[document.status]}
      </Badge>
      {document.has_errors && document.status !== 'failed' && (
        <Badge tone="bad" icon="failed">
          {words.errors}
        </Badge>
      )}
      {flags.map((flag) => (
        <Badge key={flag.words} tone={flag.tone} icon={flag.icon}>
          {flag.words}
        </Badge>
      ))}
    </span>
  );
}

const OVER: readonly DocumentStepStatus[] = ['success', 'skipped'];

/** How many of a group are done, and how many there are, as the summary counts them. */
function counted(counts: Document['summary']['main']): readonly [done: number, of: number] {
  const done = OVER.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  return [done, Object.values(counts).reduce((sum, count) => sum + count, 0)];
}

/** `3 of 8 steps`, and the deliveries beside them. */
export function DocumentProgress({ document }: { readonly document: Document }): ReactElement {
  const [main, ofMain] = counted(document.summary.main);
  const [uploads, ofUploads] = counted(document.summary.uploads);
  return (
    <div className="row-work">
      <ProgressBar
        value={ofMain === 0 ? 0 : main / ofMain}
        label={words.progress(documentTitle(document))}
        tone={documentLook(document)[0]}
        words={words.mainDone(main, ofMain)}
      />
      <span className="quiet">
        {words.mainDone(main, ofMain)}
        {ofUploads > 0 && ` · ${words.uploadsDone(uploads, ofUploads)}`}
      </span>
    </div>
  );
}
