import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Fact } from '../controls/Fact.js';
import { text } from '../texts/text.js';
import type { Facts } from './documents-api.js';

const words = text.document.found;

/** Returns a fact in words, or undefined if it is empty. */
function formatFact(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(', ');
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? value.toLocaleString('en') : undefined;
}

const numberOf = (facts: Facts | null, name: string): number => {
  const value = facts?.[name];
  return typeof value === 'number' ? value : 0;
};

/** Names the source of the findings: a model, or plain text extraction. */
function describeOrigin({ engine, model }: Facts): string {
  return engine === 'local' ? words.local : words.byModel(formatFact(model) ?? formatFact(engine) ?? '');
}

function textWords(facts: Facts): string {
  const recognised = numberOf(facts, 'pages_ocr');
  const confidence = numberOf(facts, 'confidence');
  return [
    words.characters(numberOf(facts, 'characters')),
    ...(recognised > 0 ? [words.recognised(recognised)] : []),
    ...(recognised > 0 && confidence > 0 ? [words.confidence(Math.round(confidence))] : []),
    ...(numberOf(facts, 'pages_poor') > 0 ? [words.poor(numberOf(facts, 'pages_poor'))] : []),
    ...(numberOf(facts, 'pages_blank') > 0 ? [words.blank(numberOf(facts, 'pages_blank'))] : []),
    ...(numberOf(facts, 'pages_hopeless') > 0 ? [words.hopeless(numberOf(facts, 'pages_hopeless'))] : []),
  ].join(' · ');
}

const filedAs = ({ folder, name }: Facts): string | undefined =>
  [formatFact(folder), formatFact(name)].filter((part) => part !== undefined).join('/') || undefined;

/** Shows extracted facts such as title and sender, their source, and the storage location. */
export function DocumentFindings({
  document: { metadata, text: read, storage },
}: {
  readonly document: Document;
}): ReactElement | null {
  const facts = Object.entries(words.names).flatMap(([name, label]) => {
    const value = formatFact(metadata?.[name]);
    return value === undefined ? [] : [{ name, label, value }];
  });
  const filed = storage === null ? undefined : filedAs(storage);
  if (facts.length === 0 && numberOf(read, 'characters') === 0 && filed === undefined) return null;
  return (
    <section className="card" aria-labelledby="found-title">
      <h2 id="found-title">{words.title}</h2>
      {metadata !== null && facts.length > 0 && <p className="note calm">{describeOrigin(metadata)}</p>}
      <dl className="facts">
        {facts.map(({ name, label, value }) => (
          <Fact key={name} name={label}>
            <span dir="auto">{value}</span>
          </Fact>
        ))}
        {read !== null && 'characters' in read && <Fact name={words.text}>{textWords(read)}</Fact>}
        {filed !== undefined && (
          <Fact name={words.filed}>
            <span dir="auto">{filed}</span>
          </Fact>
        )}
      </dl>
    </section>
  );
}
