import type { DocumentRule, DocumentRuleSuggestion } from '@throughline/api-client';
import { counted } from '../output/counted.js';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';

/** Returns what a rule gives, for example `tag “office costs” and type “invoice”`. */
export const effectText = ({ tags, type }: Pick<DocumentRule, 'tags' | 'type'>): string =>
  [
    ...(tags.length === 0 ? [] : [`${tags.length === 1 ? 'tag' : 'tags'} ${tags.map((tag) => `“${tag}”`).join(', ')}`]),
    ...(type === null ? [] : [`type “${type}”`]),
  ].join(' and ');

const stateText = ({ enabled }: DocumentRule): string => (enabled ? 'on' : 'off');

export const ruleRows = (rules: readonly DocumentRule[]): string =>
  rules.length === 0
    ? ''
    : table(
        rules.map((rule) => [
          ...[String(rule.id), rule.name, stateText(rule), `from ${rule.sender}`, effectText(rule)],
          counted(rule.documents, 'document'),
        ]),
      );

export const ruleText = (rule: DocumentRule): string =>
  table([
    ['rule', `${rule.name} (${String(rule.id)})`],
    ['sender', rule.sender],
    ...(rule.tags.length === 0 ? [] : [['tags', rule.tags.join(', ')]]),
    ...(rule.type === null ? [] : [['type', rule.type]]),
    ['state', stateText(rule)],
    ['has changed', counted(rule.documents, 'document')],
    ['key', rule.key],
  ]);

function evidenceRows({ count, otherwise, documents }: DocumentRuleSuggestion): readonly (readonly string[])[] {
  const others = otherwise === 0 ? '' : `; decided otherwise for ${String(otherwise)}`;
  const more = count - documents.length;
  return [
    ['follows from', `${counted(count, 'document')}${others}`],
    ...documents.map(({ id, title, date, created_at: arrived }) => [
      '',
      `${id}  ${date ?? dateText(arrived)}  ${title ?? ''}`.trimEnd(),
    ]),
    ...(more > 0 ? [['', `and ${String(more)} more`]] : []),
  ];
}

/** Lists suggestions with the documents that they follow from. */
export const suggestionsText = (suggestions: readonly DocumentRuleSuggestion[]): string =>
  suggestions
    .map((one) => table([['suggestion', one.id], ['would give', `from ${one.sender}: ${effectText(one)}`], ...evidenceRows(one)]))
    .join('\n');
