import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { PanelHead } from '../recording/PanelHead.js';
import { text } from '../texts/text.js';
import { listFields, listUnsure, type DocumentField, type Finding } from './document-fields.js';
import type { PlaceState } from './pages/use-place.js';

const words = text.documentView.fields;

type FoundText = NonNullable<Document['text']>;

/** Names the source of the values: a model, or rules on this server. */
const describeOrigin = (metadata: Document['metadata']): string =>
  metadata?.engine === 'local' ? words.local : words.byModel(metadata?.model ?? metadata?.engine ?? '');

/** Says how much text was extracted, and how reliable it is. */
export function describeText({ characters = 0, confidence, ...of }: FoundText): string {
  const counts: readonly (readonly [number | undefined, (count: number) => string])[] = [
    [of.pages_ocr, words.recognised],
    [confidence, (percent) => words.confidence(Math.round(percent))],
    [of.pages_poor, words.poor],
    [of.pages_blank, words.blank],
    [of.pages_hopeless, words.hopeless],
    [of.pages_unread, words.unread],
  ];
  return [words.characters(characters), ...counts.flatMap(([count = 0, inWords]) => (count > 0 ? [inWords(count)] : []))].join(
    ' · ',
  );
}

function Confidence({ finding: { confidence, isSure } }: { readonly finding: Finding }): ReactElement {
  return (
    <span className={isSure ? 'sureness good' : 'sureness warn'}>
      <span className="sureness-bar" aria-hidden="true">
        <span style={{ inlineSize: `${String(confidence)}%` }} />
      </span>
      {isSure ? words.sure(confidence) : words.unsure(confidence)}
    </span>
  );
}

interface FieldProps {
  readonly field: DocumentField;
  /** Undefined if no page is shown. */
  readonly place: PlaceState | undefined;
}

/** A value with its confidence. Its place is marked on the page while it has the focus or the pointer. */
function Field({ field: { name, value, finding }, place }: FieldProps): ReactElement {
  const mark = (isMarked: boolean): void => {
    if (finding !== undefined) place?.onMark(isMarked ? finding.place : undefined);
  };
  const isWide = name === 'summary' || name === 'title';
  return (
    <div
      className={`field-row${finding?.isSure === false ? ' to-check' : ''}${isWide ? ' wide' : ''}`}
      onPointerEnter={() => {
        mark(true);
      }}
      onPointerLeave={() => {
        mark(false);
      }}
      onFocus={() => {
        mark(true);
      }}
      onBlur={() => {
        mark(false);
      }}
    >
      <dt>{words.names[name]}</dt>
      <dd>
        <span className="field-value" dir="auto">
          {value}
        </span>
        {finding !== undefined && (
          <span className="field-finding">
            <Confidence finding={finding} />
            {place === undefined ? (
              <span className="quiet">{words.page(finding.place.page)}</span>
            ) : (
              <button
                type="button"
                className="link-button"
                aria-label={words.showPlace(words.names[name], finding.place.page)}
                onClick={() => {
                  place.onShow(finding.place);
                }}
              >
                {words.page(finding.place.page)}
              </button>
            )}
          </span>
        )}
      </dd>
    </div>
  );
}

const describeFiling = (storage: Document['storage']): string => [storage?.folder, storage?.name].filter(Boolean).join('/');

/** Says where the values come from, and which of them to check. */
function Lead({ fields, metadata }: Pick<Document, 'metadata'> & { readonly fields: readonly DocumentField[] }): ReactElement {
  const unsure = listUnsure(fields).map((name) => words.names[name].toLowerCase());
  return (
    <div className={unsure.length === 0 ? 'fields-lead' : 'fields-lead warn'}>
      {unsure.length > 0 && <p className="fields-check">{words.check(unsure)}</p>}
      <p className="quiet">{describeOrigin(metadata)}</p>
    </div>
  );
}

interface Props {
  readonly document: Document;
  readonly place?: PlaceState | undefined;
}

/** The extracted values, their confidence and their place on the pages, and where the document is filed. */
export function DocumentFields({ document, place }: Props): ReactElement | null {
  const { metadata, text: read, storage } = document;
  const fields = listFields(document);
  const filed = describeFiling(storage);
  const hasText = read?.characters !== undefined;
  if (fields.length === 0 && !hasText && filed === '') return null;
  return (
    <section className="panel" aria-labelledby="fields-title">
      <PanelHead title={words.title} id="fields-title" />
      {fields.length > 0 && <Lead fields={fields} metadata={metadata} />}
      <dl className="field-rows">
        {fields.map((field) => (
          <Field key={field.name} field={field} place={place} />
        ))}
      </dl>
      {hasText && <p className="fields-foot quiet">{describeText(read)}</p>}
      {filed !== '' && (
        <p className="fields-foot quiet">
          {words.filed}{' '}
          <span className="filed-name" dir="auto">
            {filed}
          </span>
        </p>
      )}
    </section>
  );
}
