import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { PanelHead } from '../recording/PanelHead.js';
import { text } from '../texts/text.js';
import { describeFiling, hasDetails, listFields, listUnsure, type DocumentField, type Finding } from './document-fields.js';
import type { PlaceState } from './pages/use-place.js';

const words = text.documentView.fields;

type FoundText = NonNullable<Document['text']>;

/**
 * Names the source of the values. Those with a confidence come from rules on this server, whatever found the others. Returns
 * nothing if the source is unknown.
 */
function describeOrigin(metadata: Document['metadata'], fields: readonly DocumentField[]): string | undefined {
  if (metadata?.engine === 'local') return words.local;
  const model = metadata?.model ?? metadata?.engine;
  const facts = fields.filter(({ finding }) => finding !== undefined);
  if (facts.length === 0) return model && words.byModel(model);
  if (facts.length === fields.length) return words.byRules;
  return model ? words.byRulesAndModel(model) : words.partlyByRules;
}

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

/** Names the page of a value. A button, if that page is there to be shown. */
function Place({ field: { name, finding }, place }: FieldProps): ReactElement | null {
  if (finding === undefined) return null;
  const { page } = finding.place;
  if (place?.pages === undefined || page > place.pages) return <span className="quiet">{words.page(page)}</span>;
  return (
    <button
      type="button"
      className="link-button"
      aria-label={words.showPlace(words.names[name], page)}
      onClick={() => {
        place.onShow(finding.place);
      }}
    >
      {words.page(page)}
    </button>
  );
}

/** A value with its confidence. Its place is marked on the page while it has the focus or the pointer. */
function Field({ field, place }: FieldProps): ReactElement {
  const { name, value, finding } = field;
  const isWide = name === 'summary' || name === 'title';
  return (
    <div
      className={`field-row${finding?.isSure === false ? ' to-check' : ''}${isWide ? ' wide' : ''}`}
      onPointerEnter={() => place?.onPoint(finding?.place)}
      onPointerLeave={() => place?.onPoint(undefined)}
      onFocus={() => place?.onFocus(finding?.place)}
      onBlur={() => place?.onFocus(undefined)}
    >
      <dt>{words.names[name]}</dt>
      <dd>
        <span className="field-value" dir="auto">
          {value}
        </span>
        {finding !== undefined && (
          <span className="field-finding">
            <Confidence finding={finding} />
            <Place field={field} place={place} />
          </span>
        )}
      </dd>
    </div>
  );
}

/** Says where the values come from, and which of them to check. */
function Lead({
  fields,
  metadata,
}: Pick<Document, 'metadata'> & { readonly fields: readonly DocumentField[] }): ReactElement | null {
  const unsure = listUnsure(fields).map((name) => words.names[name].toLowerCase());
  const origin = describeOrigin(metadata, fields);
  if (unsure.length === 0 && origin === undefined) return null;
  return (
    <div className={unsure.length === 0 ? 'fields-lead' : 'fields-lead warn'}>
      {unsure.length > 0 && <p className="fields-check">{words.check(unsure)}</p>}
      {origin !== undefined && <p className="quiet">{origin}</p>}
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
  if (!hasDetails(document)) return null;
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
