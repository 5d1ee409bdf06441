import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';
import { InvoiceFindings } from './InvoiceFindings.js';

const words = text.document.found;

type FoundText = NonNullable<Document['text']>;

const NAMES = ['title', 'date', 'sender', 'type', 'tags', 'language', 'summary'] as const;

/** Names the source of the findings: a model, or plain text extraction. */
const describeOrigin = (metadata: Document['metadata']): string =>
  metadata?.engine === 'local' ? words.local : words.byModel(metadata?.model ?? metadata?.engine ?? '');

function textWords({ characters = 0, confidence, ...of }: FoundText): string {
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

const listFacts = (metadata: Document['metadata']): readonly { name: (typeof NAMES)[number]; value: string }[] =>
  NAMES.flatMap((name) => {
    const value = [metadata?.[name] ?? []].flat().join(', ');
    return value === '' ? [] : [{ name, value }];
  });

const filedAs = (storage: Document['storage']): string => [storage?.folder, storage?.name].filter(Boolean).join('/');

/** Shows extracted facts such as title and sender, their source, and the storage location. */
export function DocumentFindings({
  document: { metadata, text: read, storage },
}: {
  readonly document: Document;
}): ReactElement | null {
  const facts = listFacts(metadata);
  const filed = filedAs(storage);
  if (facts.length === 0 && (read?.characters ?? 0) === 0 && filed === '') return null;
  return (
    <section className="card" aria-labelledby="found-title">
      <h2 id="found-title">{words.title}</h2>
      {facts.length > 0 && (
        <Note tone="calm">
          <p>{describeOrigin(metadata)}</p>
        </Note>
      )}
      <dl className="facts">
        {facts.map(({ name, value }) => (
          <Fact key={name} name={words.names[name]}>
            <span dir="auto">{value}</span>
          </Fact>
        ))}
        {read?.characters !== undefined && <Fact name={words.text}>{textWords(read)}</Fact>}
        {filed !== '' && (
          <Fact name={words.filed}>
            <span dir="auto">{filed}</span>
          </Fact>
        )}
      </dl>
      <InvoiceFindings metadata={metadata} />
    </section>
  );
}
