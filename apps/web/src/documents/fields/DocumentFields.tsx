import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../../api/use-may-change.js';
import { PanelHead } from '../../recording/PanelHead.js';
import { EarlierRun } from '../../recording/results/EarlierRun.js';
import { Who } from '../../recording/Who.js';
import { text } from '../../texts/text.js';
import type { PlaceState } from '../pages/use-place.js';
import { hasDetails, listFields, listUnsure, mayCorrect, type DocumentField } from './document-fields.js';
import { isNone } from './field-values.js';
import { EditableField, ShownField } from './FieldRow.js';
import { Filing } from './Filing.js';
import type { FieldEditing } from './use-field-editing.js';

const words = text.documentView.fields;

type FoundText = NonNullable<Document['text']>;

/**
 * Names the source of the values. Those with a confidence come from rules on this server, whatever found the others. Returns
 * nothing if the source is unknown.
 */
function describeOrigin(metadata: Document['metadata'], fields: readonly DocumentField[]): string | undefined {
  if (metadata?.engine === 'local') return words.local;
  const model = metadata?.model ?? metadata?.engine;
  const found = fields.filter((field) => !isNone(field.found));
  const byRules = found.filter(({ confidence }) => confidence !== null);
  if (byRules.length === 0) return model && words.byModel(model);
  if (byRules.length === found.length) return words.byRules;
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

/** Says where the values come from, and which of them to check. */
function Lead({
  document,
  fields,
}: {
  readonly document: Document;
  readonly fields: readonly DocumentField[];
}): ReactElement | null {
  const unsure = listUnsure(fields).map((name) => text.insideSentence(words.names[name]));
  const origin = describeOrigin(document.metadata, fields);
  const by = document.accepted_by;
  if (unsure.length === 0 && origin === undefined && by === null) return null;
  return (
    <div className={unsure.length === 0 ? 'fields-lead' : 'fields-lead warn'}>
      {unsure.length > 0 && <p className="fields-check">{words.check(unsure)}</p>}
      {by !== null && (
        <p>
          {words.accepted} <Who id={by} />
        </p>
      )}
      {origin !== undefined && <p className="quiet">{origin}</p>}
    </div>
  );
}

/** The summary of a model. It is no field, because nothing reads it. */
function Summary({ metadata }: Pick<Document, 'metadata'>): ReactElement | null {
  if (metadata?.summary === undefined || metadata.summary === '') return null;
  return (
    <div className="field-row">
      <dt>{words.summary}</dt>
      <dd className="field-summary" dir="auto">
        {metadata.summary}
      </dd>
    </div>
  );
}

function Rows({ document, fields, place, editing }: Props & { readonly fields: readonly DocumentField[] }): ReactElement {
  const mayChange = useMayChange() && mayCorrect(document);
  if (editing !== undefined && mayChange)
    return (
      <>
        {fields.map((field) => (
          <EditableField key={field.name} {...{ document, field, place, editing }} />
        ))}
      </>
    );
  return (
    <>
      {fields
        .filter(({ state }) => state !== 'none')
        .map((field) => (
          <ShownField key={field.name} field={field} place={place} />
        ))}
    </>
  );
}

interface Props {
  readonly document: Document;
  readonly place?: PlaceState | undefined;
  /** Undefined if the fields are only shown, as those of a document of earlier. */
  readonly editing?: FieldEditing | undefined;
}

/** The fields with their confidence and their place on the pages. They are corrected where they are shown. */
export function FieldList({ document, ...rest }: Props): ReactElement | null {
  const fields = listFields(document);
  if (fields.length === 0) return null;
  return (
    <>
      <EarlierRun part="fields" is={document.earlier_run} />
      <Lead document={document} fields={fields} />
      <dl className="field-rows">
        <Rows document={document} fields={fields} {...rest} />
        <Summary metadata={document.metadata} />
      </dl>
    </>
  );
}

/** The fields, the extracted text, and where the document is filed. */
export function DocumentFields(props: Props): ReactElement | null {
  const { text: read } = props.document;
  if (!hasDetails(props.document)) return null;
  return (
    <section className="panel" aria-labelledby="fields-title">
      <PanelHead title={words.title} id="fields-title" />
      <FieldList {...props} />
      {read?.characters !== undefined && <p className="fields-foot quiet">{describeText(read)}</p>}
      <Filing document={props.document} />
    </section>
  );
}
