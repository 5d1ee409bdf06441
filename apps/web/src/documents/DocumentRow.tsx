import type { Document } from '@throughline/api-client';
import { memo, type ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';
import { ItemBadge } from '../controls/ItemBadge.js';
import { listOutsideWaits } from '../controls/queue.js';
import { listRunningSteps } from '../controls/recording-state.js';
import { When } from '../controls/Times.js';
import type { HeadProps, RowProps } from '../list/item-list.js';
import { RowPoster } from '../list/RowPoster.js';
import { RowSelect } from '../list/RowSelect.js';
import { RowTags } from '../list/RowTags.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { DocumentProgress } from './DocumentParts.js';
import { listFields, showValue, type DocumentField } from './fields/document-fields.js';
import type { FieldName } from './fields/field-values.js';

const words = text.document;

/** The fields that have a column. Tags of a document are links of their own. */
const COLUMNS = ['sender', 'type', 'date', 'amount', 'due_date'] as const satisfies readonly FieldName[];

const CLASSES: Readonly<Partial<Record<FieldName, string>>> = { amount: 'document-number' };

/** The names of the columns, above the rows. Each value of a row also says its name to screen readers. */
export function DocumentsHead({ isSelectable }: Pick<HeadProps, 'isSelectable'>): ReactElement {
  return (
    <div className={isSelectable ? 'documents-head selectable' : 'documents-head'} aria-hidden="true">
      <span>{text.documentView.fields.names.title}</span>
      {COLUMNS.map((name) => (
        <span key={name} className={CLASSES[name]}>
          {text.documentView.fields.names[name]}
        </span>
      ))}
      <span>{text.documentView.fields.names.tags}</span>
      <span>{text.itemList.columns.state}</span>
    </div>
  );
}

/** The picture of the first page. */
function PagePicture({ document }: { readonly document: Document }): ReactElement {
  const { page_url: url } = document.previews;
  return (
    <div className="document-picture">
      <Icon name="documents" />
      {url !== null && <RowPoster url={url} />}
    </div>
  );
}

/** A phone leaves out what is missing and need not be checked. */
const isEmpty = (field: DocumentField): boolean => field.state !== 'unsure' && showValue(field) === '';

/** A value, marked if a person should check it. */
function Value({ field }: { readonly field: DocumentField }): ReactElement {
  const { name, state } = field;
  const shown = showValue(field);
  return (
    <span className={`document-value ${CLASSES[name] ?? ''} ${isEmpty(field) ? 'nothing' : ''}`.trimEnd()} dir="auto">
      <span className="unseen">{text.documentView.fields.names[name]}: </span>
      <span className={state === 'unsure' ? 'value-to-check' : undefined} title={shown === '' ? undefined : shown}>
        {shown === '' ? '–' : shown}
      </span>
      {state === 'unsure' && <span className="unseen"> ({words.toCheck})</span>}
    </span>
  );
}

/** Before the fields were searched for, their columns are empty. */
function Values({ document }: { readonly document: Document }): ReactElement {
  const fields = listFields(document);
  return (
    <>
      {COLUMNS.map((name) => {
        const field = fields.find((each) => each.name === name);
        return field === undefined ? <span key={name} /> : <Value key={name} field={field} />;
      })}
    </>
  );
}

/** Returns what prevents the document from going on, in one line. */
function describeReason(document: Document): string | null {
  const [waiting] = listOutsideWaits(document);
  const [retrying] = document.steps.filter(({ retry_at, waiting_for }) => retry_at !== null && waiting_for === null);
  return document.failed_reason ?? waiting?.message ?? document.pause_reason ?? retrying?.error_message ?? null;
}

/** A paused run makes no progress once its running step has ended. */
const isMoving = (document: Document): boolean =>
  document.run?.active === true && (!document.on_pause || listRunningSteps(document).length > 0);

/** The progress of a run, and the reason of a stop, in a line of their own. */
function Events({ document }: { readonly document: Document }): ReactElement | null {
  const reason = describeReason(document);
  const hasProgress = isMoving(document);
  if (!hasProgress && reason === null) return null;
  return (
    <div className="document-events">
      {hasProgress && <DocumentProgress document={document} />}
      {reason !== null && (
        <span className={document.failed ? 'why bad' : 'why'} dir="auto">
          {reason}
        </span>
      )}
    </div>
  );
}

function Row({ item: document, isCurrent, isSelected }: RowProps<Document>): ReactElement {
  const pages = document.text?.pages;
  return (
    <>
      <RowSelect title={documentTitle(document)} isSelected={isSelected} isInTabOrder={isCurrent} />
      <PagePicture document={document} />
      <div className="document-name">
        <Link to="/documents/$id" params={{ id: document.id }} className="row-title" dir="auto" tabIndex={isCurrent ? 0 : -1}>
          {documentTitle(document)}
        </Link>
        <span className="quiet">
          {pages !== undefined && `${text.itemList.pages(pages)} · `}
          <When at={document.created_at} />
        </span>
      </div>
      <Values document={document} />
      <div className="document-tags">
        <RowTags tags={document.tags} to="/documents" isInTabOrder={isCurrent} />
      </div>
      <div className="document-state">
        <ItemBadge item={document} />
      </div>
      <Events document={document} />
    </>
  );
}

/** Renders a row only when its own document or its selection changes. */
export const DocumentRow = memo(Row);
