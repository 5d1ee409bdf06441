import { findInvoice } from '../invoice/find-invoice.js';
import { completeByInvoice } from './complete-by-invoice.js';
import { findFindings } from './find-findings.js';
import type { Hints, Metadata } from './metadata.js';

const page = (text: string, scan: object = {}) => ({ page: 1, source: 'layer' as const, text, ...scan });
const local = (fields: Partial<Metadata>): Metadata => ({ engine: 'local', tags: [], ...fields });
const find = (metadata: Metadata, text: string, hints: Hints = {}) => findFindings(metadata, { pages: [page(text)], hints });

const invoiceText = [
  ...['Northlight Studio Ltd', '9 Canal Street', 'Manchester M4 6JJ', 'Printed on 1 May 2026'],
  ...['Invoice no. 318', 'Invoice date: 3 April 2026', 'Net 100.00', 'VAT 20.00', 'Total due £120.00', 'Terms: net 30'],
].join('\n');

describe('the findings of a document', () => {
  it('of an invoice are sure by its rules, with their places, and nothing is left to check', () => {
    const pages = [page(invoiceText)];
    const metadata = completeByInvoice(local({ title: 'Invoice no. 318' }), findInvoice(pages), {});
    const { findings, unsure } = findFindings(metadata, { pages, hints: {} });
    expect(unsure).toEqual([]);
    expect(findings['amount']).toMatchObject({ value: '120.00', currency: 'GBP', sure: true });
    expect(findings['title']).toMatchObject({ confidence: 0.9, sure: true, page: 1 });
    const { start, end } = findings['title'] ?? {};
    expect(invoiceText.slice(start, end)).toBe('Invoice no. 318');
    expect(findings['date']).toMatchObject({ value: '2026-04-03', alternatives: ['2026-05-01'] });
  });

  it('of a letter are not sure: the first date may be another one, and the sender is missing', () => {
    const text = 'Dear Ann,\nwe met on 3 March 2024 and again on 5 April 2024.';
    const { findings, unsure } = find(local({ title: 'we met on', date: '2024-03-03', tags: ['visit'], language: 'en' }), text);
    expect(unsure).toEqual(['sender', 'title', 'date']);
    expect(findings).toMatchObject({
      title: { confidence: 0.6, sure: false },
      date: { value: '2024-03-03', confidence: 0.5, sure: false, alternatives: ['2024-04-05'] },
      tags: { value: ['visit'], sure: false },
      language: { value: 'en', sure: true },
    });
    const { start, end } = findings['date'] ?? {};
    expect(text.slice(start, end)).toBe('3 March 2024');
  });

  it('of a message are sure by its headers', () => {
    const hints = { title: 'Bricks', author: 'Ann', date: '2024-03-01T10:00:00Z' };
    const { unsure } = find(local({ title: 'Bricks', sender: 'Ann', date: '2024-03-01' }), 'Hello', hints);
    expect(unsure).toEqual([]);
  });

  it('of a model have no confidence and are not sure, but have their place', () => {
    const metadata = { engine: 'openai', title: 'Bricks', sender: 'ACME', type: 'letter', tags: [] };
    const { findings, unsure } = find(metadata, 'ACME Ltd');
    expect(findings['sender']).toEqual({ value: 'ACME', sure: false, page: 1, start: 0, end: 4 });
    expect(unsure).toEqual(['date', 'title', 'sender', 'type']);
  });

  it('are no surer than the recognition of their page', () => {
    const pages = [page('Invoice 7', { source: 'ocr', confidence: 70 })];
    const { findings } = findFindings(local({ title: 'Invoice 7' }), { pages, hints: {} });
    expect(findings['title']).toMatchObject({ confidence: 0.7, sure: false });
  });

  it('of an invoice name what is missing, and a sender that only the rules for invoices found', () => {
    const fact = { value: 'ACME', confidence: 0.7, sure: false, page: 1, start: 0, end: 4 };
    const { findings, unsure } = find(local({ title: 'Invoice 7', invoice: { sender: fact } }), 'ACME');
    expect(findings['sender']).toEqual(fact);
    expect(unsure).toEqual(['date', 'number', 'amount', 'sender']);
  });

  it('of an invoice offer the sender of the rules beside another one', () => {
    const fact = { value: 'ACME', confidence: 0.95, sure: true, page: 1, start: 0, end: 4 };
    const { findings } = find(local({ sender: 'ACME Europe', invoice: { sender: fact } }), 'ACME');
    expect(findings['sender']).toMatchObject({ value: 'ACME Europe', sure: false, alternatives: ['ACME'] });
  });
});
