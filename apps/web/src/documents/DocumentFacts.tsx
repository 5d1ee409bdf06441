import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { Ago } from '../controls/Times.js';
import { PanelHead } from '../recording/PanelHead.js';
import { RetentionFact } from '../recording/RetentionFact.js';
import { TemplateFact } from '../recording/settings/TemplateFact.js';
import { SourceFact } from '../recording/SourceFact.js';
import { text } from '../texts/text.js';
import { MadeOfFact } from './MadeOfFact.js';
import { size } from '../texts/times.js';
import { nameLanguage } from '../engines/ocr-languages.js';

const words = text.document.facts;

function describeKind({ record }: Document): string | undefined {
  if (record?.kind === undefined) return undefined;
  const { kind, pages, encrypted, signed } = record;
  return [
    words.kinds[kind] ?? kind,
    ...(pages === undefined ? [] : [`${words.pages}: ${String(pages)}`]),
    ...(encrypted === true ? [words.encrypted] : []),
    ...(signed === true ? [words.signed] : []),
  ].join(' · ');
}

/** Everything known about the document itself. */
export function DocumentFacts({ document }: { readonly document: Document }): ReactElement {
  const { source, file_name, title } = document;
  const kind = describeKind(document);
  const languages = document.text?.languages ?? [];
  return (
    <section className="panel" aria-labelledby="facts-title">
      <PanelHead title={words.label} id="facts-title" />
      <dl className="facts">
        {kind !== undefined && <Fact name={words.kind}>{kind}</Fact>}
        {languages.length > 0 && <Fact name={text.documentView.languages.fact}>{languages.map(nameLanguage).join(', ')}</Fact>}
        <Fact name={words.registered}>
          <Ago at={document.created_at} />
        </Fact>
        <Fact name={words.changed}>
          <Ago at={document.updated_at} />
        </Fact>
        {source.size !== null && <Fact name={words.size}>{size(source.size)}</Fact>}
        {file_name !== null && file_name !== title && (
          <Fact name={words.file}>
            <span dir="auto">{file_name}</span>
          </Fact>
        )}
        <SourceFact item={document} />
        <MadeOfFact source={source} />
        <TemplateFact item={document} />
        <RetentionFact item={document} />
      </dl>
    </section>
  );
}
