import type { Artifact, Document } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { downloadDocument } from '@throughline/api-client/operations';
import { addressOf } from '../api/client.js';
import { Expected } from '../controls/Expected.js';
import type { MainFile } from '../recording/actions/ActionBar.js';
import { ItemHead, ItemSummary } from '../recording/ItemHead.js';
import type { PastItem } from '../recording/recording-api.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { ItemBadge } from '../controls/ItemBadge.js';

const BACK = { to: '/documents', name: text.document.back } as const;

/** Returns the finished document, or the original if there is no finished one. */
export function findMainFile({ id }: Pick<Document, 'id'>, artifacts: readonly Pick<Artifact, 'name'>[]): MainFile | undefined {
  const has = (wanted: string): boolean => artifacts.some(({ name }) => name === wanted);
  if (!has('original')) return undefined;
  const file = has('document.pdf') ? 'finished' : 'original';
  return { href: addressOf(downloadDocument, { path: { id }, query: { file } }), name: text.document.files[file] };
}

interface Props {
  readonly document: Document;
  readonly past: PastItem<Document> | undefined;
  /** Leads to the field of the title. Absent if the user may not change it. */
  readonly onEditTitle: (() => void) | undefined;
  readonly onWhy: () => void;
  /** Leads back from an earlier state. */
  readonly onNow: () => void;
  /** The actions. */
  readonly children: ReactNode;
}

/** Title, status and actions of the document of now or of earlier. */
export function DocumentHead({ document, past, onEditTitle, onWhy, onNow, children }: Props): ReactElement {
  const { record, text: read } = document;
  const pages = record?.pages ?? read?.pages;
  const summary = (
    <ItemSummary
      id={document.id}
      item={document}
      badge={<ItemBadge item={document} />}
      onWhy={past === undefined ? onWhy : undefined}
    >
      {document.run?.active === true && <Expected of={document} isPlaceSaid={document.label === 'queued'} />}
      {pages !== undefined && <span className="summary-fact">{text.documentView.sub.pages(pages)}</span>}
    </ItemSummary>
  );
  const review = past === undefined && document.unsure && (
    <Link to="/review" search={{ from: document.id }}>
      {text.documentView.review.openFrom}
    </Link>
  );
  return (
    <ItemHead
      attentionOf={document}
      way={review}
      back={BACK}
      title={documentTitle(document)}
      {...{ onEditTitle, summary, past, onNow }}
      actions={children}
    />
  );
}
