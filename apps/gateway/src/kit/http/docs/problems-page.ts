import { createHash } from 'node:crypto';
import { problemKinds } from '../problems/catalogue.js';
import type { ProblemKind } from '../problems/problem-kind.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
const inline = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const section = (code: string, kind: ProblemKind): string =>
  `<section id="${code}"><h2>${code} <small>${String(kind.status)}</small></h2><p><strong>${inline(kind.title)}.</strong> ${inline(kind.about)}</p>` +
  `${kind.tryInstead === undefined ? '' : `<p>What helps: ${inline(kind.tryInstead)}</p>`}</section>`;

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}' +
  'small{color:#666;font-weight:400}section:target{background:#fff3c4;padding:.1rem .8rem;border-radius:.4rem}';

export const PROBLEMS_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

const writePage = (): string => {
  const sections = Object.entries(problemKinds).map(([code, kind]) => section(code, kind));
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Throughline: problems</title>' +
    `<style>${STYLE}</style></head><body><h1>Problems</h1>` +
    '<p>Every refusal is an <code>application/problem+json</code> document (RFC 9457); its <code>code</code> is one of these.</p>' +
    `${sections.join('')}</body></html>`
  );
};

let page: string | undefined;

export const problemsPage = (): string => (page ??= writePage());
