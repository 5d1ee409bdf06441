import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Fact } from '../controls/Fact.js';
import { text } from '../texts/text.js';

const words = text.document.found;

type Metadata = NonNullable<Document['metadata']>;
type FoundText = NonNullable<Document['text']>;

const NAMES = ['title', 'date', 'sender', 'type', 'tags', 'language', 'summary'] as const;

/** Names the source of the findings: a model, or plain text extraction. */
const describeOrigin = ({ engine, model }: Metadata): string =>
  engine === 'local' ? words.local : words.byModel(model ?? engine ?? '');

function textWords({
  characters = 0,
  pages_ocr: recognised = 0,
  confidence = 0,
  pages_poor: poor = 0,
  pages_blank: blank = 0,
  pages_hopeless: hopeless = 0,
}: FoundText): string {
  return [
    words.characters(characters),
    ...(recognised > 0 ? [words.recognised(recognised)] : []),
    ...(recognised > 0 && confidence > 0 ? [words.confidence(Math.round(confidence))] : []),
    ...(poor > 0 ? [words.poor(poor)] : []),
    ...(blank > 0 ? [words.blank(blank)] : []),
    ...(hopeless > 0 ? [words.hopeless(hopeless)] : []),
  ].join(' · ');
}

/** Shows extracted facts such as title and sender, their source, and the storage location. */
export function DocumentFindings({
  document: { metadata, text: read, storage },
}: {
  readonly document: Document;
}): ReactElement | null {
  const facts = NAMES.flatMap((name) => {
    const value = [metadata?.[name] ?? []].flat().join(', ');
    return value === '' ? [] : [{ name, value }];
  });
  const filed = [storage?.folder, storage?.name].filter(Boolean).join('/');
  if (facts.length === 0 && (read?.characters ?? 0) === 0 && filed === '') return null;
  return (
    <section className="card" aria-labelledby="found-title">
      <h2 id="found-title">{words.title}</h2>
      {metadata !== null && facts.length > 0 && <p className="note calm">{describeOrigin(metadata)}</p>}
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
    </section>
  );
}
