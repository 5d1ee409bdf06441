import type { Document, DocumentStepStatus } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Expected } from '../controls/Expected.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { badgeOfItem } from '../controls/item-badge.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';

const words = text.document;

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
        tone={badgeOfItem(document).tone}
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
