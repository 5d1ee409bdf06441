import type { Mail } from '../mail/task.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (character) => ESCAPES[character] ?? '');
const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');

const page = (body: string): string =>
  `<!doctype html>\n<html><head><meta charset="utf-8"><title></title></head><body>\n${body}\n</body></html>\n`;

/**
 * Renders text as a page for a converter. It keeps only the words of a web page, so the converter fetches nothing that the page
 * refers to.
 */
export const renderTextPage = (text: string): string => page(paragraphs(text));

const person = ({ name, address }: { name?: string; address?: string }): string =>
  [name, address === undefined ? undefined : `<${address}>`].filter((part) => part !== undefined).join(' ');

/** Renders a message as a page: sender, recipients, date and subject, then the text and the list of attachments. */
export function renderMailPage({ from, to, date, subject, text, attachments }: Mail): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['From', from === undefined ? undefined : person(from)],
    ['To', to.map(person).join(', ')],
    ['Date', date],
    ['Subject', subject],
    ['Attachments', attachments.map(({ name }) => name).join(', ')],
  ];
  const head = rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`<tr><td><b>${name}</b></td><td>${escaped(value)}</td></tr>`],
  );
  return page(`<table>${head.join('')}</table><hr>\n${paragraphs(text)}`);
}
